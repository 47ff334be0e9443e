package org.resourceprotector.token;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.Rejection.Reason;

/** Looks a token up, then checks revocation, expiry and not-before against its clock. */
record LookupValidator(TokenLookup lookup, Clock clock) implements TokenValidator {

    private static final Verdict NOT_FOUND =
            Verdict.notMine(Rejection.of(Reason.UNKNOWN, "the look-up finds no such token"));

    LookupValidator {
        Objects.requireNonNull(lookup, "lookup");
        Objects.requireNonNull(clock, "clock");
    }

    @Override
    public Verdict validate(PresentedToken presented) {
        Optional<? extends AccessToken> found = Objects.requireNonNull(
                lookup.find(presented.value()), "the TokenLookup answered null; an unknown token is Optional.empty()");
        return found.map(this::state).orElse(NOT_FOUND);
    }

    private Verdict state(AccessToken token) {
        return state(token, token.expiresAt(), token.notBefore(), clock);
    }

    /** The verdict on a token whose times are to be checked; null is no limit. */
    static Verdict state(AccessToken token, @Nullable Instant expiresAt, @Nullable Instant notBefore, Clock clock) {
        Instant now = clock.instant();
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return Verdict.rejected(Rejection.of(Reason.EXPIRED));
        }
        if (notBefore != null && now.isBefore(notBefore)) {
            return Verdict.rejected(Rejection.of(Reason.NOT_YET_VALID));
        }
        return token.revoked() ? Verdict.rejected(Rejection.of(Reason.REVOKED)) : Verdict.accepted(token);
    }
}
