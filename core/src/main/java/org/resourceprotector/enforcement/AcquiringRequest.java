package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.resourceprotector.runtime.RequestUris;
import org.resourceprotector.token.PresentedToken;

/** A request as a resource method sees it that acquires a token: what was injected into it. */
public record AcquiringRequest(HttpHeaders headers, UriInfo uriInfo, Request request)
        implements PresentedToken.Request {

    /** Refuses null, for which nothing was injected. */
    public AcquiringRequest {
        Objects.requireNonNull(headers, "headers");
        Objects.requireNonNull(uriInfo, "uri");
        Objects.requireNonNull(request, "request");
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    /**
     * The HTTP method for listeners and logs, in capitals; empty if it is none that Jakarta REST names, because CXF has methods
     * that run for whatever a caller writes.
     */
    public String namedMethod() {
        String capitals = method().toUpperCase(Locale.ROOT);
        return FilteredRequest.METHODS.contains(capitals) ? capitals : "";
    }

    @Override
    public URI uri() {
        return RequestUris.of(uriInfo);
    }

    @Override
    public List<String> header(String name) {
        return Objects.requireNonNullElse(headers.getRequestHeader(name), List.of());
    }

    @Override
    public String toString() {
        return "AcquiringRequest";
    }
}
