package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.Application;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * The class of the application, which a runtime may have wrapped: Jersey injects a wrapper that hands out the original by
 * {@code getApplication()}.
 */
final class ApplicationClass {

    private static final int DEEPEST = 4;

    private ApplicationClass() {}

    /** The classes of an injected application and of what it wraps, the injected one first. */
    static List<Class<?>> of(Application injected) {
        List<Class<?>> classes = new ArrayList<>();
        Application application = injected;
        for (int i = 0; i < DEEPEST && application != null; i++) {
            classes.add(application.getClass());
            Application wrapped = wrapped(application);
            application = wrapped == application ? null : wrapped;
        }
        return classes;
    }

    private static Application wrapped(Application application) {
        try {
            Method getter = application.getClass().getMethod("getApplication");
            return Application.class.isAssignableFrom(getter.getReturnType())
                            && getter.invoke(application) instanceof Application wrapped
                    ? wrapped
                    : application;
        } catch (ReflectiveOperationException noWrapper) {
            return application;
        }
    }
}
