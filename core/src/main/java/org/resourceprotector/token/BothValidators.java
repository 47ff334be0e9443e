package org.resourceprotector.token;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.status.Status;

/**
 * Accepts what two validators accept, with the token of the first: so a binding that only the second tells would not be
 * proved, and the token is refused.
 */
record BothValidators(TokenValidator first, TokenValidator other) implements TokenValidator {

    private static final Verdict UNKNOWN_TO_OTHER =
            Verdict.rejected(Rejection.of(Rejection.Reason.UNKNOWN, "the second validator does not know this token"));

    private static final Verdict BOUND_FOR_OTHER = Verdict.rejected(Rejection.of(
            Rejection.Reason.UNPROVEN_BINDING,
            "the token is bound to a key or certificate by what the second validator says, and not by the first"));

    private static final Verdict REVOKED_FOR_OTHER = Verdict.rejected(
            Rejection.of(Rejection.Reason.REVOKED, "the token of the second validator says that it is revoked"));

    BothValidators {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(other, "other");
    }

    @Override
    public Verdict validate(PresentedToken token) {
        Verdict verdict = answered(first.validate(token));
        if (!(verdict instanceof Verdict.Accepted accepted)) {
            return verdict;
        }
        Verdict second = answered(other.validate(token));
        if (second instanceof Verdict.Accepted confirmed) {
            return confirmed.token().revoked()
                    ? REVOKED_FOR_OTHER
                    : tells(accepted.token().confirmation(), confirmed.token().confirmation())
                            ? verdict
                            : BOUND_FOR_OTHER;
        }
        return second instanceof Verdict.NotMine notMine ? unknown(notMine.otherwise()) : second;
    }

    private static Verdict unknown(@Nullable Rejection otherwise) {
        return otherwise == null
                ? UNKNOWN_TO_OTHER
                : Verdict.rejected(Rejection.of(
                        Rejection.Reason.UNKNOWN,
                        "the second validator does not know this token: " + otherwise.detail()));
    }

    /** Whether a confirmation has all that another one has, so that its proof is a proof of both. An empty one has none. */
    private static boolean tells(@Nullable Confirmation own, @Nullable Confirmation other) {
        return other == null
                || (own != null
                        && !other.members().isEmpty()
                        && own.members().entrySet().containsAll(other.members().entrySet()));
    }

    private static Verdict answered(Verdict verdict) {
        return Objects.requireNonNull(verdict, "a TokenValidator answered null instead of a verdict");
    }

    @Override
    public List<Status> status() {
        return Stream.of(first, other)
                .flatMap(validator -> validator.status().stream())
                .toList();
    }

    @Override
    public boolean mayWait() {
        return first.mayWait() || other.mayWait();
    }
}
