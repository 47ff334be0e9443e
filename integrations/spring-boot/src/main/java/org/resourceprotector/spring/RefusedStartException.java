package org.resourceprotector.spring;

import java.util.Collection;
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

    /** Properties that were not there when Spring decided of what it makes a bean. */
    static RefusedStartException ofIdle(Collection<String> properties) {
        return new RefusedStartException(String.join(", ", properties)
                + " is set, and no ResourceProtector was made of it, so that nothing would be protected; with AOT what makes"
                + " a bean is decided when the application is built, so that it must be set then, too, and otherwise before"
                + " beans are looked for, as application.properties are; or make the ResourceProtector a @Bean");
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
