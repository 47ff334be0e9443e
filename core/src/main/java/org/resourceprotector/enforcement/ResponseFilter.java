package org.resourceprotector.enforcement;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.stream.Collectors;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Keeps the answers of protected endpoints true, after all other response filters: every 401 has a challenge, several
 * challenges of a refusal go out as one line, and an answer that depends on whether there was a token says so to caches.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2">RFC 9110, section 15.5.2</a>
 */
@Priority(0)
final class ResponseFilter implements ContainerResponseFilter {

    private static final int FIRST_ERROR = 400;

    private final String challenge;
    private final Enforcer enforcer;

    ResponseFilter(Enforcer enforcer) {
        this.enforcer = enforcer;
        this.challenge = String.valueOf(
                enforcer.errorResponses().of(Rejection.of(Reason.MISSING), null).challenge());
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MetadataFilter.keepOneOrigin(request, response.getHeaders());
        Endpoint endpoint = Enforcer.end(request);
        if (response.getEntity() instanceof Enforcer.RefusalBody refused) {
            response.setEntity(refused.bytes());
            enforcer.reportRefusal(request, refused.rejection(), endpoint);
        }
        if (endpoint == null) {
            return;
        }
        if (response.getStatus() >= FIRST_ERROR) {
            challenge(response);
        }
        if (endpoint.rule().access() != Access.PROTECTED) {
            vary(response.getHeaders());
        }
    }

    private void challenge(ContainerResponseContext response) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        List<Object> challenges = headers.get(HttpHeaders.WWW_AUTHENTICATE);
        if (challenges != null && challenges.size() > 1) {
            headers.putSingle(HttpHeaders.WWW_AUTHENTICATE, joined(challenges));
        } else if (response.getStatus() == 401 && (challenges == null || challenges.isEmpty())) {
            headers.putSingle(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
    }

    private static void vary(MultivaluedMap<String, Object> headers) {
        List<Object> present = headers.get(HttpHeaders.VARY);
        if (present == null || present.isEmpty()) {
            headers.putSingle(HttpHeaders.VARY, HttpHeaders.AUTHORIZATION);
        } else {
            String vary = joined(present);
            if (!vary.contains("*") && !vary.matches("(?i)(.*[,\\s])?authorization([,\\s].*)?")) {
                headers.putSingle(HttpHeaders.VARY, vary + ", " + HttpHeaders.AUTHORIZATION);
            }
        }
    }

    private static String joined(List<Object> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }
}
