package org.resourceprotector.enforcement;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What is protected and how: a row per endpoint, in the order in which the runtime named them. Rows of sub-resources
 * whose type only shows at run time are added when they are first called. Thread-safe; bounded by the number of endpoints.
 */
final class AccessReport {

    private final Set<Endpoint> known = ConcurrentHashMap.newKeySet();
    private final List<Endpoint> rows = new CopyOnWriteArrayList<>();

    void add(Endpoint endpoint) {
        if (!known.contains(endpoint) && known.add(endpoint)) {
            rows.add(endpoint);
            OperatorLog.info(row(endpoint));
        }
    }

    List<Endpoint> rows() {
        return List.copyOf(rows);
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
        add(parts, "roles", rule.claims().roles().toString());
        add(parts, "groups", rule.claims().groups().toString());
        add(parts, "entitlements", rule.claims().entitlements().toString());
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String name, String rule) {
        if (!rule.isEmpty()) {
            parts.add(name + " " + rule);
        }
    }
}
