package org.resourceprotector.micrometer;

import java.util.List;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.scope.ScopeRule;

/** Endpoints for those who call listeners themselves. */
final class Endpoints {

    private Endpoints() {}

    static ProtectedEndpoint of(String method, String path) {
        ScopeRule none = ScopeRule.of();
        return new ProtectedEndpoint(
                method,
                path,
                ProtectedEndpoint.Access.PROTECTED,
                none,
                null,
                List.of(),
                none,
                List.of(),
                none,
                none,
                none,
                false,
                path.isEmpty() ? "" : "Orders");
    }
}
