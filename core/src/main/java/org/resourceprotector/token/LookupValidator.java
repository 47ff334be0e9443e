package org.resourceprotector.token;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
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
        Instant now = clock.instant();
        Instant expiresAt = token.expiresAt();
        Instant notBefore = token.notBefore();
        if (expiresAt != null && !now.isBefore(expiresAt)) {
            return Verdict.rejected(Rejection.of(Reason.EXPIRED));
        }
        if (notBefore != null && now.isBefore(notBefore)) {
            return Verdict.rejected(Rejection.of(Reason.NOT_YET_VALID));
        }
        if (token.revoked()) {
            return Verdict.rejected(Rejection.of(Reason.REVOKED));
        }
        return Verdict.accepted(token);
    }
}
