package org.resourceprotector.declaration;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.AccessCondition;

/**
 * The instances of the conditions of one deployed application, each made once: at deployment, or at
 * the first call of an endpoint that the deployment did not tell of.
 *
 * <p>Thread-safe. Lives as long as the application, whose class loader it keeps alive.
 */
public final class Conditions {

    private final Map<Class<?>, Made> made = new ConcurrentHashMap<>();
    private final Function<Class<?>, Object> injection;

    /** One instance, or none yet: made under a lock of its own, as it may need others, or whatever its container locks. */
    private final class Made {

        private volatile @Nullable AccessCondition instance;

        AccessCondition of(Class<? extends AccessCondition> type) {
            AccessCondition known = instance;
            return known != null ? known : first(type);
        }

        private synchronized AccessCondition first(Class<? extends AccessCondition> type) {
            AccessCondition known = instance;
            if (known == null) {
                known = make(type);
                instance = known;
            }
            return known;
        }
    }

    /** None yet. The function makes an instance of a class, and throws if it cannot. */
    public Conditions(Function<Class<?>, Object> injection) {
        this.injection = injection;
    }

    /** The instance for a condition. An {@code IllegalArgumentException} if there can be none. */
    AccessCondition of(Condition condition) {
        Class<? extends AccessCondition> type = condition.type();
        Made known = made.get(type);
        return (known != null ? known : made.computeIfAbsent(type, ignored -> new Made())).of(type);
    }

    private AccessCondition make(Class<? extends AccessCondition> type) {
        try {
            return type.cast(injection.apply(type));
        } catch (RuntimeException | LinkageError e) {
            throw new IllegalArgumentException(
                    "@Protected, conditions: there can be no instance of " + type.getName()
                            + "; it needs to be the only bean of its type, or a public class with a public constructor"
                            + " without parameters that does not fail",
                    e);
        }
    }

    /**
     * Makes the instances that a declaration needs, if there is one, so that the deployment fails
     * with an {@code InvalidDeclaration} if there can be none.
     */
    public void require(@Nullable Declaration declaration) {
        if (declaration == null) {
            return;
        }
        for (Condition condition : declaration.rule().further().conditions()) {
            try {
                of(condition);
            } catch (IllegalArgumentException e) {
                throw new InvalidDeclaration(declaration.declaredAt(), e);
            }
        }
    }
}
