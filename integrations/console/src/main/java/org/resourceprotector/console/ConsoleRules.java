package org.resourceprotector.console;

import jakarta.ws.rs.core.Application;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.ResourceProtector;

/**
 * The paths of a console's data, once it is known that a rule is in front of them that not every token satisfies. The rule
 * of the {@code Application} does not count, because it is not known here. Immutable, thread-safe.
 *
 * @param name the last segment of the console's path
 * @param data the path templates of its data
 */
record ConsoleRules(String name, Set<String> data) {

    private static final List<String> DATA = List.of("/state", "/endpoints", "/token");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]+");

    /**
     * Checks a class.
     *
     * @throws IllegalStateException if it is no console that may be deployed; the message says why
     */
    static ConsoleRules of(ResourceProtector protector, Class<?> console) {
        List<ProtectedEndpoint> rows = protector.endpoints(new Application(), console);
        Set<String> paths = rows.stream().map(ProtectedEndpoint::path).collect(Collectors.toUnmodifiableSet());
        String root = paths.stream()
                .filter(path -> path.endsWith(DATA.get(0)))
                .map(path -> path.substring(0, path.length() - DATA.get(0).length()))
                .filter(path -> paths.containsAll(data(path)))
                .min(Comparator.comparingInt(String::length))
                .orElseThrow(() -> refused(console, "write @Path with its address on the class"));
        String name = root.substring(root.lastIndexOf('/') + 1);
        if (!NAME.matcher(name).matches()) {
            throw refused(console, "its @Path must end with a name of letters, digits, '.', '-', '_' and '~'");
        }
        Set<String> data = data(root);
        if (!rows.stream().filter(row -> data.contains(row.path())).allMatch(ConsoleRules::isMoreThanAnyToken)) {
            throw refused(
                    console,
                    "write @Protected on the class, with a scope, role, group, entitlement, authorization detail or"
                            + " condition that operators have and other callers do not, and no other rule on a method");
        }
        return new ConsoleRules(name, data);
    }

    private static Set<String> data(String root) {
        return DATA.stream().map(root::concat).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isMoreThanAnyToken(ProtectedEndpoint row) {
        boolean asksForNothing = row.scopes().isEmpty()
                && row.roles().isEmpty()
                && row.groups().isEmpty()
                && row.entitlements().isEmpty()
                && row.details().isEmpty()
                && row.conditions().isEmpty();
        return row.access() == Access.PROTECTED && !asksForNothing;
    }

    private static IllegalStateException refused(Class<?> console, String remedy) {
        return new IllegalStateException(console.getName() + " is not a console that may be deployed: " + remedy);
    }
}
