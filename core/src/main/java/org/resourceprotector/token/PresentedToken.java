package org.resourceprotector.token;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * What a caller sent: a token under a scheme, and the request around it, as far as a proof of possession or a choice of
 * tenant needs it. Nothing of it was checked, except that the value has the characters of a token68.
 *
 * <p>Its {@code toString()} shows neither the value nor the headers.
 *
 * <p>Thread-safe if used during the request only, as {@code headers} may read the live request.
 *
 * @param scheme the authentication scheme by its registered name, {@code Bearer}, however the caller spelled it
 * @param value the token
 * @param method the HTTP method
 * @param uri the request URI as the runtime believes it to be, query included
 * @param headers all values of a request header by its name, never null; reads {@code Authorization} too, so keep what it
 *     answers out of logs
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, section 2.1</a>
 */
public record PresentedToken(
        String scheme, String value, String method, URI uri, Function<String, List<String>> headers) {

    private static final URI NOWHERE = URI.create("");

    /**
     * Checks that nothing is missing.
     *
     * @param scheme the authentication scheme
     * @param value the token
     * @param method the HTTP method
     * @param uri the request URI
     * @param headers all values of a request header by its name
     */
    public PresentedToken {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(uri, "uri");
        Objects.requireNonNull(headers, "headers");
    }

    /**
     * A bearer token without a request around it, for tests of a validator.
     *
     * @param value the token
     * @return the token as it came with a {@code GET} of an empty URI and no header
     */
    public static PresentedToken bearer(String value) {
        return new PresentedToken("Bearer", value, "GET", NOWHERE, name -> List.of());
    }

    /**
     * Names the scheme and the method, and nothing that is secret.
     *
     * @return for example {@code PresentedToken[Bearer, GET]}
     */
    @Override
    public String toString() {
        return "PresentedToken[" + scheme + ", " + method + "]";
    }
}
