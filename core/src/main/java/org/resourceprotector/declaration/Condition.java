package org.resourceprotector.declaration;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.AccessCondition;

/**
 * A condition of the application, as a rule names it: one object for each class. It is held by that
 * class, so that a rule keeps no class loader alive; the resource that names the class in its
 * annotation keeps it. {@link Conditions} has the instances. Thread-safe.
 */
public final class Condition {

    private static final ClassValue<Condition> HELD = new ClassValue<>() {
        @Override
        protected Condition computeValue(Class<?> type) {
            return new Condition(type.asSubclass(AccessCondition.class));
        }
    };

    private final String name;
    private final WeakReference<Class<? extends AccessCondition>> type;

    private Condition(Class<? extends AccessCondition> type) {
        this.name = type.getName();
        this.type = new WeakReference<>(type);
    }

    /**
     * The condition of a class; the same for each call. Throws an {@code IllegalArgumentException}
     * if the class says nothing of what is to be permitted.
     */
    static Condition of(Class<? extends AccessCondition> type) {
        if (type == AccessCondition.class) {
            throw new IllegalArgumentException(
                    "@Protected, conditions: AccessCondition itself permits nothing; write a class that implements it");
        }
        return HELD.get(type);
    }

    Class<? extends AccessCondition> type() {
        @Nullable Class<? extends AccessCondition> loaded = type.get();
        if (loaded == null) {
            throw new IllegalStateException("the condition " + name + " is of an application that was undeployed");
        }
        return loaded;
    }

    /** The name of its class. */
    @Override
    public String toString() {
        return name;
    }
}
