package org.resourceprotector.introspection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.PrivateKey;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.jose.JwsSigner;
import org.resourceprotector.settings.Given;

/**
 * How this resource server tells the authorization server who is asking. Introspection tells what a token is good for, so
 * the server answers those that it knows only.
 *
 * <p>Immutable, thread-safe as far as what it is made of is. Its {@code toString()} shows the method and the client, and no
 * secret.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.1">RFC 7662, section 2.1</a>
 */
public abstract sealed class ClientAuthentication {

    private final String method;
    private final @Nullable String clientId;

    private ClientAuthentication(String method, @Nullable String clientId) {
        this.method = method;
        this.clientId = clientId;
        if (clientId != null && clientId.isEmpty()) {
            throw new IllegalArgumentException("the client identifier is empty");
        }
    }

    /**
     * {@code client_secret_basic}: identifier and secret in the {@code Authorization} header, form-encoded before.
     *
     * @param id the client identifier
     * @param secret the client secret
     * @return the authentication
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1">RFC 6749, section 2.3.1</a>
     */
    public static ClientAuthentication basic(String id, String secret) {
        return new Basic(id, secret);
    }

    /**
     * {@code client_secret_post}: identifier and secret in the form, for servers that know no better.
     *
     * @param id the client identifier
     * @param secret the client secret
     * @return the authentication
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1">RFC 6749, section 2.3.1</a>
     */
    public static ClientAuthentication post(String id, String secret) {
        return new Post(id, secret);
    }

    /**
     * {@code private_key_jwt} with the algorithm that the key suggests: RS256, the ES of its curve, or EdDSA; without a
     * key identifier.
     *
     * @param id the client identifier
     * @param key an RSA, EC or Ed25519 key
     * @return the authentication
     * @throws IllegalArgumentException if the key suggests no algorithm, or cannot sign
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-2.2">RFC 7523, section 2.2</a>
     */
    public static ClientAuthentication privateKeyJwt(String id, PrivateKey key) {
        return privateKeyJwt(id, key, JwsSigner.suggestedAlgorithm(Given.required(key, "the client key")), null);
    }

    /**
     * {@code private_key_jwt}. Each call is signed anew, is good for a minute, and is addressed to the issuer, or to the
     * endpoint where no issuer was told.
     *
     * @param id the client identifier
     * @param key the private key; need not tell its content
     * @param algorithm RS, PS or ES with 256, 384 or 512, {@code EdDSA} or {@code Ed25519}
     * @param keyId the key identifier; null for none
     * @return the authentication
     * @throws IllegalArgumentException if the key cannot sign with this algorithm
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-2.2">RFC 7523, section 2.2</a>
     */
    public static ClientAuthentication privateKeyJwt(
            String id, PrivateKey key, String algorithm, @Nullable String keyId) {
        return new PrivateKeyJwt(id, new ClientAssertion(id, key, algorithm, keyId));
    }

    /**
     * {@code tls_client_auth} or {@code self_signed_tls_client_auth}, for a server that knows the client by its
     * certificate alone.
     *
     * @param context with the key and the certificate of the client, and with the trust anchors
     * @return the authentication
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8705#section-2">RFC 8705, section 2</a>
     */
    public static ClientAuthentication tls(SSLContext context) {
        return new Tls(null, context);
    }

    /**
     * {@code tls_client_auth} or {@code self_signed_tls_client_auth}, with the {@code client_id} that most servers look
     * the certificate up by.
     *
     * @param id the client identifier
     * @param context with the key and the certificate of the client, and with the trust anchors
     * @return the authentication
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8705#section-2">RFC 8705, section 2</a>
     */
    public static ClientAuthentication tls(String id, SSLContext context) {
        return new Tls(Given.required(id, "the client identifier"), context);
    }

    /**
     * A bearer token of this resource server's own. Does not renew it: the supplier does, and is asked before each call,
     * on the thread of a request. It must not block: no time-out ends it, and as long as it runs it takes one of the
     * {@linkplain IntrospectionValidator.Builder#maxConcurrentCalls calls} that may be under way. Let it answer a token that
     * something else renews ahead of time.
     *
     * @param token supplies the token; if it throws or supplies null, callers get a 503
     * @return the authentication
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.1">RFC 7662, section 2.1</a>
     */
    public static ClientAuthentication bearer(Supplier<String> token) {
        return new Bearer(token);
    }

    /**
     * No authentication at all, for servers on networks where nobody else can ask. Whoever can reach such an endpoint can
     * try tokens until one is good.
     *
     * @return nothing
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-4">RFC 7662, section 4</a>
     */
    public static ClientAuthentication insecureNoAuthentication() {
        return new Nobody();
    }

    /** Writes into a request who is asking. */
    abstract void authenticate(IntrospectionRequest request);

    /** The identifier of this client at the server; null where it has none. */
    @Nullable
    String clientId() {
        return clientId;
    }

    /** What the connection must be made with; null where any will do. */
    @Nullable
    SSLContext sslContext() {
        return null;
    }

    /**
     * Names the method and the client.
     *
     * @return for example {@code client_secret_basic of api}
     */
    @Override
    public String toString() {
        return clientId == null ? method : method + " of " + clientId;
    }

    private static final class Basic extends ClientAuthentication {

        private final String header;

        Basic(String id, String secret) {
            super("client_secret_basic", Given.required(id, "the client identifier"));
            String pair = IntrospectionRequest.encoded(id) + ":"
                    + IntrospectionRequest.encoded(Given.required(secret, "the client secret"));
            this.header = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
        }

        @Override
        void authenticate(IntrospectionRequest request) {
            request.header("Authorization", header);
        }
    }

    private static final class Post extends ClientAuthentication {

        private final String id;
        private final String secret;

        Post(String id, String secret) {
            super("client_secret_post", Given.required(id, "the client identifier"));
            this.id = id;
            this.secret = Given.required(secret, "the client secret");
        }

        @Override
        void authenticate(IntrospectionRequest request) {
            request.parameter("client_id", id);
            request.parameter("client_secret", secret);
        }
    }

    private static final class PrivateKeyJwt extends ClientAuthentication {

        private final String id;
        private final ClientAssertion assertion;

        PrivateKeyJwt(String id, ClientAssertion assertion) {
            super("private_key_jwt", id);
            this.id = id;
            this.assertion = assertion;
        }

        @Override
        void authenticate(IntrospectionRequest request) {
            request.parameter("client_id", id);
            request.parameter("client_assertion_type", ClientAssertion.TYPE);
            request.parameter("client_assertion", assertion.to(request.addressee(), request.now()));
        }
    }

    private static final class Tls extends ClientAuthentication {

        private final @Nullable String id;
        private final SSLContext context;

        Tls(@Nullable String id, SSLContext context) {
            super("tls_client_auth", id);
            this.id = id;
            this.context = Objects.requireNonNull(context, "context");
        }

        @Override
        void authenticate(IntrospectionRequest request) {
            if (id != null) {
                request.parameter("client_id", id);
            }
        }

        @Override
        SSLContext sslContext() {
            return context;
        }
    }

    private static final class Bearer extends ClientAuthentication {

        private final Supplier<String> token;

        Bearer(Supplier<String> token) {
            super("bearer token", null);
            this.token = Objects.requireNonNull(token, "token");
        }

        @Override
        void authenticate(IntrospectionRequest request) {
            request.header("Authorization", "Bearer " + Objects.requireNonNull(token.get(), "own token"));
        }
    }

    private static final class Nobody extends ClientAuthentication {

        Nobody() {
            super("no authentication", null);
        }

        @Override
        void authenticate(IntrospectionRequest request) {}
    }
}
