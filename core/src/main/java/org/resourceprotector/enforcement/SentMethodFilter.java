package org.resourceprotector.enforcement;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.runtime.Connections;
import org.resourceprotector.runtime.RequestUris;
import org.resourceprotector.token.PresentedToken;

/**
 * Keeps the HTTP method as it was sent, for proofs that are made for one method: before filters of
 * the application change it, and before a runtime makes a GET of a HEAD. The same of a path with a
 * suffix, which a runtime may remove. Decides nothing. Stateless.
 */
@PreMatching
@Priority(Integer.MIN_VALUE)
final class SentMethodFilter implements ContainerRequestFilter {

    private static final String METHOD = "org.resourceprotector.method";
    private static final String PATH = "org.resourceprotector.path";

    @Override
    public void filter(ContainerRequestContext request) {
        request.setProperty(METHOD, request.getMethod());
        String path = RequestUris.suffixed(request);
        if (path != null) {
            request.setProperty(PATH, path);
        }
    }

    /** A request as validators and proofs see it, with the method that was sent. */
    record Sent(ContainerRequestContext request, Connections connections) implements PresentedToken.Request {

        @Override
        public String method() {
            return request.getProperty(METHOD) instanceof String method ? method : request.getMethod();
        }

        @Override
        public URI uri() {
            return RequestUris.of(request, request.getProperty(PATH) instanceof String path ? path : null);
        }

        @Override
        public List<String> header(String name) {
            return Objects.requireNonNullElse(request.getHeaders().get(name), List.of());
        }

        @Override
        public @Nullable X509Certificate clientCertificate() {
            return Connections.certificate(request);
        }

        @Override
        public @Nullable String remoteAddress() {
            return connections.remoteAddress(request);
        }

        @Override
        public String toString() {
            return "Sent";
        }
    }
}
