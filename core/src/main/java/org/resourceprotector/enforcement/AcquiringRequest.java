package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.resourceprotector.runtime.RequestUris;
import org.resourceprotector.token.PresentedToken;

/**
 * A request as a resource method sees it that acquires a token.
 *
 * @param headers the injected headers
 * @param uriInfo the injected URI
 * @param request the injected request
 */
public record AcquiringRequest(HttpHeaders headers, UriInfo uriInfo, Request request)
        implements PresentedToken.Request {

    /**
     * Checks that nothing is missing.
     *
     * @param headers the injected headers
     * @param uriInfo the injected URI
     * @param request the injected request
     */
    public AcquiringRequest {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(uriInfo, "uri");
        Objects.requireNonNull(request, "request");
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public URI uri() {
        return RequestUris.of(uriInfo);
    }

    @Override
    public List<String> header(String name) {
        return Objects.requireNonNullElse(headers.getRequestHeader(name), List.of());
    }
}
