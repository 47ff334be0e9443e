package org.resourceprotector.runtime;

import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** The injection manager of an application on Jersey, found by name. Immutable, thread-safe. */
public final class JerseyInjection {

    private final Object manager;
    private final Method getInstance;
    private final Method create;

    private JerseyInjection(Object manager, Class<?> type) throws NoSuchMethodException {
        this.manager = manager;
        this.getInstance = type.getMethod("getInstance", Class.class);
        this.create = type.getMethod("createAndInitialize", Class.class);
    }

    /** That of an application being deployed; null if this is not Jersey, or does not tell. */
    public static @Nullable JerseyInjection of(FeatureContext context) {
        if (!JerseyModel.isJersey(context.getClass())) {
            return null;
        }
        ClassLoader loader = context.getClass().getClassLoader();
        try {
            Object manager = Class.forName("org.glassfish.jersey.InjectionManagerProvider", false, loader)
                    .getMethod("getInjectionManager", FeatureContext.class)
                    .invoke(null, context);
            return manager == null
                    ? null
                    : new JerseyInjection(
                            manager,
                            Class.forName("org.glassfish.jersey.internal.inject.InjectionManager", false, loader));
        } catch (ReflectiveOperationException | LinkageError otherVersion) {
            return null;
        }
    }

    /** What is bound to a type; null if nothing is. */
    public @Nullable Object instance(Class<?> type) throws IllegalAccessException, InvocationTargetException {
        return getInstance.invoke(manager, type);
    }

    /** A new instance, with everything injected. */
    @Nullable
    Object create(Class<?> type) throws IllegalAccessException, InvocationTargetException {
        return create.invoke(manager, type);
    }

    /** The class loader of Jersey. */
    @Nullable
    ClassLoader loader() {
        return manager.getClass().getClassLoader();
    }
}
