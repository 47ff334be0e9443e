package org.resourceprotector.spring;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Why an application must not start, in a text that says what to write instead and shows no value of a property. Immutable. */
final class RefusedStartException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    RefusedStartException(@Nullable String message) {
        super(message);
    }

    private RefusedStartException(IllegalStateException refusal) {
        super(refusal.getMessage(), refusal);
    }

    /** What is refused in here is refused at the start, and told by {@link RefusedStartAnalyzer}. */
    static <T> T orRefused(Supplier<T> made) {
        try {
            return made.get();
        } catch (RefusedStartException e) {
            throw e;
        } catch (IllegalStateException e) {
            throw new RefusedStartException(e);
        }
    }
}
