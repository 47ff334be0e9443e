package org.resourceprotector.declaration;

import java.lang.ref.WeakReference;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.token.AccessToken;

/**
 * A condition of the application, made once. The instance is held by its own class, so that a rule keeps no class loader
 * alive; the resource that names the class in its annotation keeps that class. Thread-safe.
 */
public final class Condition {

    private record Held(AccessCondition instance, Condition condition) {}

    private static final ClassValue<Held> HELD = new ClassValue<>() {
        @Override
        protected Held computeValue(Class<?> type) {
            AccessCondition instance = instance(type);
            return new Held(instance, new Condition(type.getName(), new WeakReference<>(instance)));
        }
    };

    private final String name;
    private final WeakReference<AccessCondition> instance;

    private Condition(String name, WeakReference<AccessCondition> instance) {
        this.name = name;
        this.instance = instance;
    }

    /**
     * The condition of a class; the same for each call.
     *
     * @throws IllegalArgumentException if there can be no instance
     */
    static Condition of(Class<? extends AccessCondition> type) {
        return HELD.get(type).condition;
    }

    private static AccessCondition instance(Class<?> type) {
        try {
            return (AccessCondition) type.getConstructor().newInstance();
        } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
            throw new IllegalArgumentException(
                    "@Protected, conditions: there can be no instance of " + type.getName()
                            + "; it needs to be a public class with a public constructor without parameters that does not"
                            + " fail",
                    e);
        }
    }

    boolean permits(AccessToken token, ProtectedRequest request) {
        AccessCondition condition = instance.get();
        if (condition == null) {
            throw new IllegalStateException("the condition " + name + " is of an application that was undeployed");
        }
        return condition.permits(token, request);
    }

    /** The name of its class. */
    @Override
    public String toString() {
        return name;
    }
}
