package org.resourceprotector.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.status.Status;

/**
 * Asks its validators in order; the first that knows the token decides. If none does, the first that said why not tells
 * what the token is refused with.
 *
 * @param validators those that were given
 * @param asked the same, of which neighbours may have been joined
 */
record ValidatorChain(List<TokenValidator> validators, List<TokenValidator> asked) implements TokenValidator {

    private static final Verdict NOBODYS =
            Verdict.rejected(Rejection.of(Rejection.Reason.UNKNOWN, "no validator knows this token"));

    static TokenValidator of(TokenValidator... validators) {
        if (validators.length == 0) {
            throw new IllegalArgumentException("a chain needs at least one validator");
        }
        List<TokenValidator> links =
                List.of(validators).stream().flatMap(ValidatorChain::links).toList();
        return new ValidatorChain(links, joined(links));
    }

    /** A chain in a chain must not end the outer one. */
    private static Stream<TokenValidator> links(TokenValidator validator) {
        return validator instanceof ValidatorChain chain ? chain.validators.stream() : Stream.of(validator);
    }

    private static List<TokenValidator> joined(List<TokenValidator> links) {
        List<TokenValidator> asked = new ArrayList<>();
        int start = 0;
        while (start < links.size()) {
            int end = start + 1;
            while (end < links.size()
                    && links.get(end).getClass() == links.get(start).getClass()) {
                end++;
            }
            List<TokenValidator> neighbours = links.subList(start, end);
            Optional<TokenValidator> joined = neighbours.get(0) instanceof JoinableValidator first && end > start + 1
                    ? first.joined(neighbours)
                    : Optional.empty();
            joined.ifPresentOrElse(asked::add, () -> asked.addAll(neighbours));
            start = end;
        }
        return List.copyOf(asked);
    }

    @Override
    public Verdict validate(PresentedToken token) {
        Rejection otherwise = null;
        for (int i = 0; i < asked.size(); i++) {
            Verdict verdict = Objects.requireNonNull(
                    asked.get(i).validate(token), "a TokenValidator answered null instead of a verdict");
            if (!(verdict instanceof Verdict.NotMine notMine)) {
                return verdict;
            }
            otherwise = both(otherwise, notMine.otherwise());
        }
        return refused(otherwise);
    }

    /** The first that says more than that the token is not known decides, with the details of all. */
    private static @Nullable Rejection both(@Nullable Rejection one, @Nullable Rejection other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        Rejection deciding =
                one.reason() == Rejection.Reason.UNKNOWN && other.reason() != Rejection.Reason.UNKNOWN ? other : one;
        return Rejection.of(deciding.reason(), one.detail() + "; " + other.detail());
    }

    private static Verdict refused(@Nullable Rejection otherwise) {
        return otherwise == null ? NOBODYS : Verdict.rejected(otherwise);
    }

    @Override
    public List<Status> status() {
        return asked.stream().flatMap(validator -> validator.status().stream()).toList();
    }

    @Override
    public boolean mayWait() {
        return asked.stream().anyMatch(TokenValidator::mayWait);
    }
}
