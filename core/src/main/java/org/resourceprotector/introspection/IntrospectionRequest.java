package org.resourceprotector.introspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request to the introspection endpoint while it is written. Its {@code toString()} shows nothing of it.
 *
 * <p>Not thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.1">RFC 7662, section 2.1</a>
 */
final class IntrospectionRequest {

    private final URI endpoint;
    private final String addressee;
    private final Instant now;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final StringBuilder form = new StringBuilder();

    /**
     * Starts a request.
     *
     * @param endpoint where it goes
     * @param addressee whom it is for, by the name that the server has for itself
     */
    IntrospectionRequest(URI endpoint, String addressee, Instant now) {
        this.endpoint = endpoint;
        this.addressee = addressee;
        this.now = now;
        header("Content-Type", "application/x-www-form-urlencoded");
    }

    void header(String name, String value) {
        headers.put(name, value);
    }

    void parameter(String name, String value) {
        form.append(form.isEmpty() ? "" : "&").append(encoded(name)).append('=').append(encoded(value));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    URI endpoint() {
        return endpoint;
    }

    String addressee() {
        return addressee;
    }

    Instant now() {
        return now;
    }

    Map<String, String> headers() {
        return headers;
    }

    byte[] body() {
        return form.toString().getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return "IntrospectionRequest";
    }
}
