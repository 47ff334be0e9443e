package org.resourceprotector.token;

import java.util.Objects;

/** Accepts what one validator accepts and another one confirms. */
record BothValidators(TokenValidator first, TokenValidator other) implements TokenValidator {

    private static final Verdict UNCONFIRMED =
            Verdict.rejected(Rejection.of(Rejection.Reason.UNKNOWN, "nobody confirms this token"));

    BothValidators {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(other, "other");
    }

    @Override
    public Verdict validate(PresentedToken token) {
        Verdict verdict = answered(first.validate(token));
        if (!(verdict instanceof Verdict.Accepted)) {
            return verdict;
        }
        Verdict confirmation = answered(other.validate(token));
        if (confirmation instanceof Verdict.Accepted) {
            return verdict;
        }
        return confirmation instanceof Verdict.Rejected ? confirmation : UNCONFIRMED;
    }

    private static Verdict answered(Verdict verdict) {
        return Objects.requireNonNull(verdict, "a TokenValidator answered null instead of a verdict");
    }
}
