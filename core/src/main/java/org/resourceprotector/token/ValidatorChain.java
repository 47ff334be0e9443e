package org.resourceprotector.token;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Asks its validators in order; the first that knows the token decides. */
record ValidatorChain(List<TokenValidator> validators) implements TokenValidator {

    private static final Verdict NOBODYS =
            Verdict.rejected(Rejection.of(Rejection.Reason.UNKNOWN, "no validator knows this token"));

    /** A chain that can be asked for a digest, because its first validator can; no other one may decide before that. */
    private record Remembering(RememberingValidator first, ValidatorChain chain) implements RememberingValidator {

        @Override
        public @Nullable AccessToken recall(TokenDigest digest) {
            return first.recall(digest);
        }

        @Override
        public Verdict validate(PresentedToken token) {
            return chain.validate(token);
        }

        @Override
        public String toString() {
            return chain.toString();
        }
    }

    static TokenValidator of(TokenValidator... validators) {
        if (validators.length == 0) {
            throw new IllegalArgumentException("a chain needs at least one validator");
        }
        ValidatorChain chain = new ValidatorChain(
                List.of(validators).stream().flatMap(ValidatorChain::links).toList());
        return chain.validators.get(0) instanceof RememberingValidator first ? new Remembering(first, chain) : chain;
    }

    /** A chain in a chain must not end the outer one. */
    private static Stream<TokenValidator> links(TokenValidator validator) {
        if (validator instanceof Remembering remembering) {
            return remembering.chain.validators.stream();
        }
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
