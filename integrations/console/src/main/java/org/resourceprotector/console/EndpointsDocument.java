package org.resourceprotector.console;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.EndpointAccess;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AuthenticationRequirement;
import org.resourceprotector.token.Rejection;

/** The access map: what protects each endpoint, and what a token would open. Thread-safe. */
record EndpointsDocument(ResourceProtector protector) {

    /** What protects each endpoint. */
    Map<String, @Nullable Object> map() {
        return document(protector.endpoints().stream().map(this::endpoint).toList());
    }

    /** The same, and whether a token would get a call through. */
    Map<String, @Nullable Object> with(String token) {
        return document(protector.accessWith(token).stream().map(this::access).toList());
    }

    private static Map<String, @Nullable Object> document(List<Map<String, @Nullable Object>> endpoints) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("endpoints", endpoints);
        return document;
    }

    private Map<String, @Nullable Object> access(EndpointAccess access) {
        Map<String, @Nullable Object> document = endpoint(access.endpoint());
        Rejection refusal = access.refusal();
        document.put("opens", refusal == null);
        document.put("depends", access.depends());
        if (refusal != null) {
            document.put("reason", refusal.reason().name());
            document.put("status", Refusal.status(refusal.reason().kind()));
            document.put("detail", Refusal.cut(refusal.detail()));
        }
        return document;
    }

    private Map<String, @Nullable Object> endpoint(ProtectedEndpoint endpoint) {
        Map<String, @Nullable Object> document = new LinkedHashMap<>();
        document.put("method", endpoint.method());
        document.put("path", endpoint.path());
        document.put("access", endpoint.access().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        document.put("declaredAt", endpoint.declaredAt());
        if (endpoint.access() == Access.OPEN) {
            return document;
        }
        putAll(document, "scopes", endpoint.scopes());
        putAll(document, "roles", endpoint.roles());
        putAll(document, "groups", endpoint.groups());
        putAll(document, "entitlements", endpoint.entitlements());
        putAll(document, "details", endpoint.details());
        put(document, "audience", endpoint.audience());
        AuthenticationRequirement login = endpoint.authentication();
        if (login != null) {
            put(document, "acr", login.acr());
            document.put(
                    "maxAge", login.maxAge() == null ? null : login.maxAge().toSeconds());
        }
        put(document, "conditions", endpoint.conditions());
        document.put("senderConstrained", endpoint.senderConstrained() ? true : null);
        document.put("schemes", protector.schemes(endpoint));
        return document;
    }

    private static void putAll(Map<String, @Nullable Object> document, String name, ScopeRule rule) {
        put(document, name, rule.alternatives());
    }

    private static void put(Map<String, @Nullable Object> document, String name, Collection<?> values) {
        if (!values.isEmpty()) {
            document.put(name, values);
        }
    }
}
