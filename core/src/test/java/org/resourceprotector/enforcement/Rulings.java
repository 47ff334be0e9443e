package org.resourceprotector.enforcement;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.resourceprotector.FrontDoor;

/** Says in one line what the rule book found for a method. */
final class Rulings {

    private Rulings() {}

    static RuleBook book() {
        return new RuleBook(new Rules(FrontDoor.annotations(), false));
    }

    /** For example {@code Base#read: profile}, {@code Base: open}, {@code nothing}, or {@code refused: …}. */
    static String on(Class<?> resource, String method, Class<?>... parameters) {
        return of(resource, method(resource, method, parameters));
    }

    static String of(Class<?> resource, Method method) {
        Decision decision = book().of(resource, method);
        if (decision instanceof Decision.Defective defective) {
            return "refused: " + defective.problem();
        }
        Endpoint endpoint = decision.endpoint();
        if (endpoint.declaration() == null) {
            return "nothing";
        }
        Rule rule = endpoint.rule();
        String demand = rule.access() == Access.OPEN ? "open" : rule.scopes().toString();
        return place(endpoint.declaredAt()) + ": " + demand;
    }

    /** A place without the test class in front of it. */
    private static String place(String declaredAt) {
        return declaredAt.replaceFirst("^\\w+Test\\.", "");
    }

    /** The method that a runtime would find: the most specific one that is no bridge. */
    static Method method(Class<?> type, String name, Class<?>... parameters) {
        return Hierarchy.of(type).all().stream()
                .flatMap(declaring -> Arrays.stream(declaring.getDeclaredMethods()))
                .filter(method -> method.getName().equals(name) && !method.isBridge())
                .filter(method -> Arrays.equals(method.getParameterTypes(), parameters))
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " has no " + name + List.of(parameters)));
    }

    static Method bridge(Class<?> type, String name) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> method.getName().equals(name) && method.isBridge())
                .findFirst()
                .orElseThrow(() -> new AssertionError(type + " has no bridge " + name));
    }
}
