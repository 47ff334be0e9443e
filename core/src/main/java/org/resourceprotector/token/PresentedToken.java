package org.resourceprotector.token;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sent: a token under a scheme, and the request around it, as far as a proof of possession or a choice of
 * tenant needs it. Nothing of it was checked, except that the value has the characters of a token68.
 *
 * <p>Its {@code toString()} shows neither the value nor the headers.
 *
 * <p>Thread-safe if used during the request only, as the request is the live one, read when it is asked.
 *
 * @param scheme the authentication scheme by its registered name, however the caller spelled it: {@code Bearer}, {@code DPoP},
 *     or that of another {@link SenderConstraint}
 * @param value the token
 * @param request the request around it
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, section 2.1</a>
 */
public record PresentedToken(String scheme, String value, Request request) {

    private static final Request NO_REQUEST = new Told("GET", URI.create(""), name -> List.of());

    /** The request that a token came with. Answers no null. */
    public interface Request {

        /**
         * The HTTP method.
         *
         * @return in capitals, as it was sent
         */
        String method();

        /**
         * The request URI as the runtime believes it to be, query included unless that has characters that no URI has. Some
         * runtimes build it whenever it is asked for.
         *
         * @return an absolute URI
         */
        URI uri();

        /**
         * All values of a header. Reads {@code Authorization} too, so keep what it answers out of logs.
         *
         * @param name the name of the header
         * @return the values, possibly none
         */
        List<String> header(String name);

        /**
         * The certificate that the client proved to have in TLS, on the connection that the runtime sees. Says nothing of
         * whether somebody vouches for it.
         *
         * @return the certificate of the client itself; null if there was none, or the runtime does not tell
         */
        default @Nullable X509Certificate clientCertificate() {
            return null;
        }

        /**
         * The address of the peer of the connection that the runtime sees: the client, or the nearest proxy.
         *
         * @return an IP address as text; null if the runtime does not tell
         */
        default @Nullable String remoteAddress() {
            return null;
        }
    }

    /** A request that is told beforehand. */
    private record Told(String method, URI uri, Function<String, List<String>> headers) implements Request {

        Told {
            Objects.requireNonNull(method, "method");
            Objects.requireNonNull(uri, "uri");
            Objects.requireNonNull(headers, "headers");
        }

        @Override
        public List<String> header(String name) {
            return headers.apply(name);
        }

        @Override
        public String toString() {
            return "Told";
        }
    }

    /**
     * Checks that nothing is missing, and that the value has the characters of a token68.
     *
     * @param scheme the authentication scheme
     * @param value the token
     * @param request the request around it
     * @throws IllegalArgumentException if the value is not a token68; the message does not show it
     */
    public PresentedToken {
        Objects.requireNonNull(scheme, "scheme");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(request, "request");
        if (!Token68.matches(value)) {
            throw new IllegalArgumentException("the value is not a token68, which no header could carry");
        }
    }

    /**
     * A token with a request that is told beforehand, for tests of a validator.
     *
     * @param scheme the authentication scheme
     * @param value the token
     * @param method the HTTP method
     * @param uri the request URI
     * @param headers all values of a request header by its name
     */
    public PresentedToken(String scheme, String value, String method, URI uri, Function<String, List<String>> headers) {
        this(scheme, value, new Told(method, uri, headers));
    }

    /**
     * A bearer token without a request around it, for tests of a validator.
     *
     * @param value the token
     * @return the token as it came with a {@code GET} of an empty URI and no header
     */
    public static PresentedToken bearer(String value) {
        return new PresentedToken("Bearer", value, NO_REQUEST);
    }

    /**
     * The HTTP method of the request.
     *
     * @return see {@link Request#method}
     */
    public String method() {
        return request.method();
    }

    /**
     * The URI of the request.
     *
     * @return see {@link Request#uri}
     */
    public URI uri() {
        return request.uri();
    }

    /**
     * All values of a header of the request.
     *
     * @param name the name of the header
     * @return see {@link Request#header}
     */
    public List<String> header(String name) {
        return request.header(name);
    }

    /**
     * Names the scheme and the method, and nothing that is secret.
     *
     * @return for example {@code PresentedToken[Bearer, GET]}
     */
    @Override
    public String toString() {
        return "PresentedToken[" + scheme + ", " + request.method() + "]";
    }
}
