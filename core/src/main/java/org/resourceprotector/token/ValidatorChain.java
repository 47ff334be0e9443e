package org.resourceprotector.token;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Asks its validators in order; the first that knows the token decides. */
record ValidatorChain(List<TokenValidator> validators) implements TokenValidator {

    private static final Verdict NOBODYS =
            Verdict.rejected(Rejection.of(Rejection.Reason.UNKNOWN, "no validator knows this token"));

    static TokenValidator of(TokenValidator... validators) {
        if (validators.length == 0) {
            throw new IllegalArgumentException("a chain needs at least one validator");
        }
        return new ValidatorChain(
                List.of(validators).stream().flatMap(ValidatorChain::links).toList());
    }

    /** A chain in a chain must not end the outer one. */
    private static Stream<TokenValidator> links(TokenValidator validator) {
        return validator instanceof ValidatorChain chain ? chain.validators.stream() : Stream.of(validator);
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
