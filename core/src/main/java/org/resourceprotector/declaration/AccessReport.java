package org.resourceprotector.declaration;

import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.resourceprotector.ProtectedEndpoint;

/**
 * What is protected and how: a row per endpoint, in the order in which the runtime named them. Rows
 * of sub-resources whose type only shows at run time are added when they are first called, up to a
 * limit, because a resource that leads to itself has as many paths as callers think of.
 * Thread-safe.
 */
public final class AccessReport {

    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector");

    private static final int MAX_CALLED = 1000;

    /** How many paths of one method: callers choose them, if a resource leads to itself. */
    private static final int MAX_PATHS = 16;

    private final Set<Endpoint> known = ConcurrentHashMap.newKeySet();
    private final List<Endpoint> rows = new CopyOnWriteArrayList<>();

    private final AtomicInteger called = new AtomicInteger();
    private final Map<String, AtomicInteger> paths = new ConcurrentHashMap<>();

    private final boolean isLogged;

    /** A report that is logged as it grows. */
    public AccessReport() {
        this(true);
    }

    private AccessReport(boolean isLogged) {
        this.isLogged = isLogged;
    }

    /** An empty report of what is not deployed, which is not logged. */
    public static AccessReport silent() {
        return new AccessReport(false);
    }

    /** Adds what was found at deployment. */
    public void add(Endpoint endpoint) {
        if (!known.contains(endpoint) && known.add(endpoint)) {
            rows.add(endpoint);
            if (isLogged) {
                LOGGER.log(Level.INFO, row(endpoint));
            }
        }
    }

    /** Adds what was found when a method was called, within a bound, and so many paths of each. */
    public void addCalled(Endpoint endpoint, Class<?> resource, Method method) {
        if (known.contains(endpoint) || called.get() >= MAX_CALLED) {
            return;
        }
        String name = resource.getName() + "#" + method;
        AtomicInteger ofMethod = paths.computeIfAbsent(name, unseen -> new AtomicInteger());
        if (isCounted(ofMethod, MAX_PATHS) && isCounted(called, MAX_CALLED)) {
            add(endpoint);
        }
    }

    private static boolean isCounted(AtomicInteger number, int limit) {
        return number.getAndUpdate(n -> Math.min(n + 1, limit)) < limit;
    }

    /** A row per endpoint; unmodifiable. */
    public List<ProtectedEndpoint> rows() {
        return rows.stream().map(Endpoint::row).toList();
    }

    /** An endpoint for each row, with its rule; unmodifiable. */
    public List<Endpoint> endpoints() {
        return List.copyOf(rows);
    }

    public int size() {
        return rows.size();
    }

    /**
     * All scopes that the rules of some endpoints name, in alphabetical order. The predicate tells
     * the endpoints by their path templates.
     */
    public Set<String> scopes(Predicate<String> paths) {
        Set<String> scopes = new TreeSet<>();
        rows.stream()
                .filter(endpoint -> paths.test(endpoint.path()))
                .forEach(endpoint -> scopes.addAll(endpoint.rule().scopes().scopes()));
        return scopes;
    }

    private static String row(Endpoint endpoint) {
        Rule rule = endpoint.rule();
        return String.format(
                        "%-7s %-32s %-40s %s", endpoint.method(), endpoint.path(), demands(rule), endpoint.declaredAt())
                .stripTrailing();
    }

    private static String demands(Rule rule) {
        List<String> parts = new ArrayList<>();
        switch (rule.access()) {
            case OPEN -> {
                return "open";
            }
            case OPTIONAL -> parts.add("optional");
            case OPTIONAL_IGNORING_INVALID -> parts.add("optional, ignoring invalid");
            case PROTECTED -> parts.add("token");
        }
        add(parts, "scope", rule.scopes().toString());
        parts.addAll(rule.further().demands());
        add(parts, "roles", rule.authorities().roles().toString());
        add(parts, "groups", rule.authorities().groups().toString());
        add(parts, "entitlements", rule.authorities().entitlements().toString());
        if (rule.senderConstrained()) {
            parts.add("sender-constrained");
        }
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, String rule) {
        if (!rule.isEmpty()) {
            parts.add(name + " " + rule);
        }
    }
}
