package org.resourceprotector.enforcement;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sub-resource locator: a door that a request walks through on its way to an endpoint.
 *
 * @param path its path template
 * @param leadsTo what it returns, {@code Object} where that is not known
 * @param declaration the rule of the door: on the locator, else on its class; null where nothing was declared
 */
record Locator(String path, Class<?> leadsTo, @Nullable Declaration declaration) {

    private static final List<String> RUNTIMES = List.of("java.", "jakarta.", "org.glassfish.");

    /** Finds the locators of a class. */
    static List<Locator> of(Hierarchy hierarchy, Declarations declarations) {
        List<Locator> locators = new ArrayList<>();
        List<Method> seen = new ArrayList<>();
        for (Class<?> type : hierarchy.all()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isBridge() || seen.contains(method)) {
                    continue;
                }
                seen.addAll(hierarchy.equivalents(method));
                String path = Routes.path(hierarchy, method);
                if (path != null && Routes.httpMethod(hierarchy, method) == null) {
                    locators.add(new Locator(path, target(method), declarations.of(hierarchy, method)));
                }
            }
        }
        return List.copyOf(locators);
    }

    /** What a locator leads to. A type that a runtime takes apart itself, such as a promise, may hold anything. */
    private static Class<?> target(Method method) {
        Type returned = method.getGenericReturnType();
        if (method.getReturnType() != Class.class) {
            String name = method.getReturnType().getName();
            return RUNTIMES.stream().anyMatch(name::startsWith) ? Object.class : method.getReturnType();
        }
        return returned instanceof ParameterizedType parameterized
                        && parameterized.getActualTypeArguments()[0] instanceof Class<?> named
                ? named
                : Object.class;
    }

    boolean mayLeadTo(Class<?> child) {
        return leadsTo.isAssignableFrom(child);
    }
}
