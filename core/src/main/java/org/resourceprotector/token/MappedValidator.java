package org.resourceprotector.token;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.resourceprotector.status.Status;

/**
 * Makes the application's own token of each that a validator accepts, and checks what it says beyond the original.
 *
 * @param clock tells the time for limits that only the new token has
 */
record MappedValidator(TokenValidator validator, Function<AccessToken, ? extends AccessToken> function, Clock clock)
        implements TokenValidator {

    MappedValidator {
        Objects.requireNonNull(validator, "validator");
        Objects.requireNonNull(function, "function");
        Objects.requireNonNull(clock, "clock");
    }

    @Override
    public Verdict validate(PresentedToken token) {
        Verdict verdict = validator.validate(token);
        return verdict instanceof Verdict.Accepted accepted ? state(accepted.token()) : verdict;
    }

    /**
     * What the original says was checked by its validator, which may have allowed for clocks that differ. It counts as the same in
     * whole seconds, as tables have it.
     */
    private Verdict state(AccessToken original) {
        AccessToken mapped = mapped(original);
        Instant expiresAt = mapped.expiresAt();
        Instant notBefore = mapped.notBefore();
        Instant end = original.expiresAt();
        Instant start = original.notBefore();
        boolean endsEarlier = expiresAt != null && (end == null || expiresAt.isBefore(end.truncatedTo(SECONDS)));
        boolean startsLater = notBefore != null && (start == null || notBefore.isAfter(start));
        return LookupValidator.state(mapped, endsEarlier ? expiresAt : null, startsLater ? notBefore : null, clock);
    }

    private AccessToken mapped(AccessToken token) {
        AccessToken mapped =
                Objects.requireNonNull(function.apply(token), "the function of TokenValidator.as answered null");
        if (!Objects.equals(token.confirmation(), mapped.confirmation())) {
            throw new IllegalStateException("the function of TokenValidator.as lost the confirmation of a token;"
                    + " answer the original's confirmation() in that of the new token");
        }
        return mapped;
    }

    @Override
    public List<Status> status() {
        return validator.status();
    }

    /** Nothing is known of the function: it may ask a database. */
    @Override
    public boolean mayWait() {
        return true;
    }
}
