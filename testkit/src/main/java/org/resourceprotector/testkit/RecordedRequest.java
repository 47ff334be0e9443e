package org.resourceprotector.testkit;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request that a {@link TestIssuer} received, for tests of what is sent to an authorization server.
 *
 * <p>Immutable, thread-safe. Its {@code toString()} shows neither headers nor the body, as there are secrets in them.
 *
 * @param method the HTTP method
 * @param uri the path and the query
 * @param headers the values of the headers by their names in lower case
 * @param body the body as text
 */
public record RecordedRequest(String method, URI uri, Map<String, List<String>> headers, String body) {

    /**
     * Copies the headers.
     *
     * @param method the HTTP method
     * @param uri the path and the query
     * @param headers the headers
     * @param body the body
     */
    public RecordedRequest {
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(body, "body");
        headers = Map.copyOf(headers);
    }

    /**
     * The first value of a header.
     *
     * @param name its name, in lower case
     * @return the value; null where it was not sent
     */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /**
     * The body as a form.
     *
     * @return the decoded values by their names; empty where there is no form
     * @throws IllegalArgumentException if a value is not form-encoded as it should be
     */
    public Map<String, List<String>> form() {
        String type = header("content-type");
        boolean form = type != null && type.startsWith("application/x-www-form-urlencoded");
        return form ? FormData.decode(body) : Map.of();
    }

    /**
     * Names the method and the path.
     *
     * @return for example {@code RecordedRequest[POST /token]}
     */
    @Override
    public String toString() {
        return "RecordedRequest[" + method + " " + uri.getPath() + "]";
    }
}
