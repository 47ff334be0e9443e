package org.resourceprotector.declaration;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.resourceprotector.ProtectedEndpoint.Access;

/** Says in one line what was found for a method. */
public final class RuleProbe {

    private RuleProbe() {}

    /** Rules under which nothing is protected by default. */
    public static EndpointRules rules() {
        return new EndpointRules(false);
    }

    /** For example {@code Base#read: profile}, {@code Base: open}, {@code nothing}, or {@code refused: …}. */
    public static String on(Class<?> resource, String method, Class<?>... parameters) {
        return of(resource, method(resource, method, parameters));
    }

    /** The same for a method that is known. */
    public static String of(Class<?> resource, Method method) {
        Endpoint endpoint = rules().of(resource, method);
        Rule rule = endpoint.rule();
        if (rule.problem() != null) {
            return "refused: " + rule.problem();
        }
        if (endpoint.isUndeclared()) {
            return "nothing";
        }
        String demand = rule.access() == Access.OPEN ? "open" : rule.scopes().toString();
        return place(endpoint.declaredAt()) + ": " + demand;
    }

    /** A place without the test class in front of it. */
    private static String place(String declaredAt) {
        return declaredAt.replaceFirst("^\\w+Test\\.", "");
    }

    /** The method that a runtime would find: the most specific one that is no bridge. */
    public static Method method(Class<?> type, String name, Class<?>... parameters) {
        return ClassHierarchy.of(type).all().stream()
                .flatMap(declaring -> Arrays.stream(declaring.getDeclaredMethods()))
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .filter(method -> Arrays.equals(method.getParameterTypes(), parameters))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " has no " + name + List.of(parameters)));
    }

    /** The bridge of that name. */
    public static Method bridge(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name) && method.isBridge())
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " has no bridge " + name));
    }
}
