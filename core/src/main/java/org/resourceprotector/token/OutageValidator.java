package org.resourceprotector.token;

import java.util.List;
import java.util.Objects;
import org.resourceprotector.status.Status;

/**
 * Tells outages from defects of an application's validator, as {@code unavailableOn} says: an
 * exception of some types, or with a cause of them, is an outage. The validators of this library
 * tell of theirs by themselves.
 *
 * @param validator asks what may be down
 * @param outages the types of exceptions
 */
record OutageValidator(TokenValidator validator, List<Class<?>> outages) implements TokenValidator {

    /** Causes may go in a circle. */
    private static final int MAX_CAUSES = 20;

    OutageValidator {
        Objects.requireNonNull(validator, "validator");
        outages = List.copyOf(outages);
        if (outages.isEmpty()) {
            throw new IllegalArgumentException("unavailableOn needs at least one type of exception");
        }
        for (Class<?> outage : outages) {
            if (!Throwable.class.isAssignableFrom(outage)) {
                throw new IllegalArgumentException("not a type of exception: " + outage.getName());
            }
        }
    }

    @Override
    public Verdict validate(PresentedToken token) {
        try {
            return validator.validate(token);
        } catch (ValidationUnavailableException e) {
            throw e;
        } catch (Throwable e) {
            if (isOutage(e)) {
                throw new ValidationUnavailableException("what validates tokens is down", e);
            }
            throw e;
        }
    }

    private boolean isOutage(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++) {
            for (Class<?> outage : outages) {
                if (outage.isInstance(cause)) {
                    return true;
                }
            }
            cause = cause.getCause();
        }
        return false;
    }

    @Override
    public List<Status> status() {
        return validator.status();
    }

    @Override
    public boolean mayWait() {
        return validator.mayWait();
    }
}
