package org.resourceprotector.micrometer;

import java.util.Set;
import org.resourceprotector.ProtectedEndpoint;

/**
 * An endpoint as tags name it: by what the application declares, and nothing that a caller sends.
 *
 * @param method the HTTP method
 * @param path the path template
 */
record EndpointName(String method, String path) {

    static final EndpointName OTHER = new EndpointName(Names.OTHER, Names.OTHER);

    /** Those of RFC 9110 and RFC 5789 that a resource may be called by. */
    private static final Set<String> KNOWN = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    /** The method of an endpoint without a path is that of the request, as the caller spelled it. */
    static EndpointName of(ProtectedEndpoint endpoint) {
        String method = endpoint.method().isEmpty() ? Names.NONE : endpoint.method();
        if (!endpoint.path().isEmpty()) {
            return new EndpointName(method, endpoint.path());
        }
        boolean isSafe = method.equals(Names.NONE) || KNOWN.contains(method);
        return new EndpointName(isSafe ? method : Names.OTHER, Names.NONE);
    }
}
