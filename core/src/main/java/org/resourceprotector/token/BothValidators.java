package org.resourceprotector.token;

import java.util.Objects;

/** Accepts what two validators accept, with the token of the first. */
record BothValidators(TokenValidator first, TokenValidator other) implements TokenValidator {

    private static final Verdict UNKNOWN_TO_OTHER =
            Verdict.rejected(Rejection.of(Rejection.Reason.UNKNOWN, "the second validator does not know this token"));

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
        Verdict second = answered(other.validate(token));
        if (second instanceof Verdict.Accepted) {
            return verdict;
        }
        return second instanceof Verdict.Rejected ? second : UNKNOWN_TO_OTHER;
    }

    private static Verdict answered(Verdict verdict) {
        return Objects.requireNonNull(verdict, "a TokenValidator answered null instead of a verdict");
    }
}
