package org.resourceprotector.token;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Asks its validators in order; the first that knows the token decides. */
record ValidatorChain(List<TokenValidator> validators) implements TokenValidator {

    private static final Verdict NOBODYS =
            Verdict.rejected(Rejection.of(Rejection.Reason.UNKNOWN, "no validator knows this token"));

    ValidatorChain(TokenValidator... validators) {
        this(flat(validators));
        if (validators.length == 0) {
            throw new IllegalArgumentException("a chain needs at least one validator");
        }
    }

    /** A chain in a chain must not end the outer one. */
    private static List<TokenValidator> flat(TokenValidator... validators) {
        return List.of(validators).stream()
                .flatMap(validator ->
                        validator instanceof ValidatorChain chain ? chain.validators.stream() : Stream.of(validator))
                .toList();
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
