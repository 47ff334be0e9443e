package org.resourceprotector.token;

import java.util.List;
import java.util.Objects;

/** Asks its validators in order; the first that knows the token decides. */
record ValidatorChain(List<TokenValidator> validators) implements TokenValidator {

    private static final Verdict NOBODYS =
            Verdict.rejected(Rejection.of(Rejection.Reason.UNKNOWN, "no validator knows this token"));

    ValidatorChain(TokenValidator... validators) {
        this(List.of(validators));
        if (validators.length == 0) {
            throw new IllegalArgumentException("a chain needs at least one validator");
        }
    }

    @Override
    public Verdict validate(PresentedToken token) {
        for (int i = 0; i < validators.size(); i++) {
            Verdict verdict = Objects.requireNonNull(
                    validators.get(i).validate(token), "a TokenValidator answered null instead of a verdict");
            if (!(verdict instanceof Verdict.NotMine)) {
                return verdict;
            }
        }
        return NOBODYS;
    }
}
