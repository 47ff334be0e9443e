package org.resourceprotector.spring;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AuthenticationRequirement;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** The access report as an endpoint of the actuator: which endpoints there are, and what protects each. Thread-safe. */
@Endpoint(id = "resourceprotector")
final class AccessEndpoint {

    private final ProtectorFeature feature;

    AccessEndpoint(ProtectorFeature feature) {
        this.feature = feature;
    }

    /** Without endpoints, and with the reason, if there is no protector, none is known, or Jersey has not started. */
    @ReadOperation
    public Map<String, Object> report() {
        ResourceProtector protector = feature.protector();
        List<Map<String, Object>> rows = protector == null
                ? List.of()
                : protector.endpoints().stream()
                        .map(endpoint -> row(protector, endpoint))
                        .toList();
        return rows.isEmpty() ? Map.of("endpoints", rows, "reason", feature.whyNone()) : Map.of("endpoints", rows);
    }

    private static Map<String, Object> row(ResourceProtector protector, ProtectedEndpoint endpoint) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("method", endpoint.method());
        row.put("path", endpoint.path());
        row.put("access", endpoint.access().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        row.put("declaredAt", endpoint.declaredAt());
        if (endpoint.access() == Access.OPEN) {
            return row;
        }
        put(row, "scopes", endpoint.scopes().alternatives());
        put(row, "roles", endpoint.roles().alternatives());
        put(row, "groups", endpoint.groups().alternatives());
        put(row, "entitlements", endpoint.entitlements().alternatives());
        put(row, "details", endpoint.details().alternatives());
        put(row, "audience", endpoint.audience());
        put(row, "conditions", endpoint.conditions());
        AuthenticationRequirement login = endpoint.authentication();
        if (login != null) {
            put(row, "acr", login.acr());
            if (login.maxAge() != null) {
                row.put("maxAge", login.maxAge().toSeconds());
            }
        }
        if (endpoint.senderConstrained()) {
            row.put("senderConstrained", true);
        }
        row.put("schemes", protector.schemes(endpoint));
        return row;
    }

    private static void put(Map<String, Object> row, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            row.put(name, values);
        }
    }
}
