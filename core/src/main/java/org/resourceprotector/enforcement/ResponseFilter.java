package org.resourceprotector.enforcement;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.declaration.Endpoint;

/**
 * Corrects the answers of protected endpoints, after all other response filters: every 401 has a
 * challenge, several challenges of a refusal go out as one line, and an answer that depends on
 * whether there was a token says so to caches.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.2">RFC 9110, section 15.5.2</a>
 */
@Priority(0)
final class ResponseFilter implements ContainerResponseFilter {

    private static final int FIRST_ERROR = 400;
    private static final String DPOP = "DPoP";

    private final Enforcer enforcer;

    ResponseFilter(Enforcer enforcer) {
        this.enforcer = enforcer;
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        MetadataFilter.keepOneOrigin(request, response.getHeaders());
        RequestState state = RequestState.of(request);
        Endpoint endpoint = Enforcer.end(request);
        if (response.getEntity() instanceof Responses.RefusalBody refused) {
            response.setEntity(
                    refused.bytes(), response.getEntityAnnotations(), Responses.type(request::getAcceptableMediaTypes));
            String challenge = enforcer.complete(request, refused, endpoint);
            if (challenge != null) {
                complete(response.getHeaders(), refused.challenge, challenge);
            }
        }
        if (enforcer.isTokenInQuery(request)) {
            keepPrivate(response.getHeaders());
        }
        if (state == null || endpoint == null) {
            return;
        }
        if (response.getStatus() >= FIRST_ERROR) {
            challenge(request, response, endpoint);
        }
        if (endpoint.rule().access() != Access.PROTECTED) {
            vary(response.getHeaders(), HttpHeaders.AUTHORIZATION);
            if (enforcer.takesDpop() && mayDependOnProof(request, endpoint)) {
                vary(response.getHeaders(), DPOP);
            }
        }
        state.responseHeaders().forEach((name, value) -> send(response.getHeaders(), name, value));
    }

    /** A proof that is not good is refused, or leaves the caller anonymous; no proof does the latter, too. */
    private static boolean mayDependOnProof(ContainerRequestContext request, Endpoint endpoint) {
        return endpoint.rule().access() == Access.OPTIONAL_IGNORING_INVALID || request.getHeaderString(DPOP) != null;
    }

    /** Puts a challenge in the place of what it completes, and leaves those of the application. */
    private static void complete(MultivaluedMap<String, Object> headers, @Nullable String before, String challenge) {
        String all = String.join(", ", values(headers, HttpHeaders.WWW_AUTHENTICATE));
        boolean isThere = before != null && all.contains(before);
        replace(
                headers,
                HttpHeaders.WWW_AUTHENTICATE,
                isThere ? all.replace(before, challenge) : all.isEmpty() ? challenge : challenge + ", " + all);
    }

    /** Sends a header once, whatever else has set it. */
    private static void send(MultivaluedMap<String, Object> headers, String name, String value) {
        if (name.equalsIgnoreCase(HttpHeaders.VARY)) {
            Stream.of(value.split(",")).forEach(field -> vary(headers, field.strip()));
        } else {
            replace(headers, name, value);
        }
    }

    private void challenge(ContainerRequestContext request, ContainerResponseContext response, Endpoint endpoint) {
        MultivaluedMap<String, Object> headers = response.getHeaders();
        List<String> challenges = values(headers, HttpHeaders.WWW_AUTHENTICATE);
        if (challenges.size() > 1) {
            replace(headers, HttpHeaders.WWW_AUTHENTICATE, String.join(", ", challenges));
        } else if (response.getStatus() == 401 && challenges.isEmpty()) {
            replace(headers, HttpHeaders.WWW_AUTHENTICATE, String.valueOf(enforcer.challenge(request, endpoint)));
        }
    }

    /**
     * Keeps an answer out of caches that serve several callers: its address holds a token. What the
     * application says against a private cache stays.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.3">RFC 6750, section 2.3</a>
     */
    private static void keepPrivate(MultivaluedMap<String, Object> headers) {
        String directives =
                String.join(", ", values(headers, HttpHeaders.CACHE_CONTROL)).toLowerCase(Locale.ROOT);
        if (!directives.contains("no-store")) {
            boolean mustAsk =
                    Stream.of("no-cache", "max-age=0", "must-revalidate").anyMatch(directives::contains);
            replace(headers, HttpHeaders.CACHE_CONTROL, mustAsk ? "private, no-cache" : "private");
        }
    }

    private static void vary(MultivaluedMap<String, Object> headers, String name) {
        List<String> present = values(headers, HttpHeaders.VARY);
        String vary = String.join(", ", present);
        boolean isThere = Stream.of(vary.split(","))
                .map(String::strip)
                .anyMatch(field -> field.equals("*") || field.equalsIgnoreCase(name));
        if (!isThere) {
            replace(headers, HttpHeaders.VARY, vary.isEmpty() ? name : vary + ", " + name);
        } else if (present.size() > 1) {
            replace(headers, HttpHeaders.VARY, vary);
        }
    }

    /**
     * What a header says, however its name is written: CXF keeps each way to write it, and sends one of them. A value that is
     * empty says nothing.
     */
    private static List<String> values(MultivaluedMap<String, Object> headers, String name) {
        return headers.entrySet().stream()
                .filter(header -> name.equalsIgnoreCase(header.getKey()) && header.getValue() != null)
                .flatMap(header -> header.getValue().stream())
                .map(String::valueOf)
                .filter(value -> !value.isBlank())
                .toList();
    }

    /** Sends a header once. The set of keys is a copy on CXF. */
    static void replace(MultivaluedMap<String, Object> headers, String name, String value) {
        headers.entrySet().removeIf(header -> name.equalsIgnoreCase(header.getKey()));
        headers.putSingle(name, value);
    }
}
