package org.resourceprotector.introspection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.http.HttpFetch;
import org.resourceprotector.http.HttpReply;
import org.resourceprotector.http.ServerAddress;

/**
 * Asks the authorization server about a token, and waits for the reply until a deadline. Does not look
 * at the reply.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.1">RFC 7662, section 2.1</a>
 */
final class IntrospectionClient {

    private final HttpFetch fetch;
    private final ServerAddress address;
    private final Asking asking;

    /**
     * What stands in every request.
     *
     * @param issuer the audience of the client's assertions; null if that is the endpoint
     * @param parameters what is sent beside the token
     * @param accept the media type to ask for
     */
    record Asking(
            ClientAuthentication client,
            @Nullable String issuer,
            Map<String, String> parameters,
            String accept,
            Clock clock) {

        /** Parameters may be secret. */
        @Override
        public String toString() {
            return "Asking[" + client + "]";
        }
    }

    IntrospectionClient(HttpFetch fetch, ServerAddress address, Asking asking) {
        this.fetch = fetch;
        this.address = address;
        this.asking = asking;
    }

    /** Asks. The reply may have any status. */
    HttpReply ask(String token, Deadline deadline) throws IntrospectionFailedException {
        URI uri = locate(deadline);
        try {
            HttpReply reply = reply(uri, token, deadline);
            if (reply.status() == 404) {
                address.invalidate(uri);
            }
            return reply;
        } catch (FetchFailedException e) {
            if (isNobodyThere(e.getCause())) {
                address.invalidate(uri);
            }
            throw IntrospectionFailedException.of(e);
        }
    }

    private URI locate(Deadline deadline) throws IntrospectionFailedException {
        try {
            return deadline.await(address.find());
        } catch (FetchFailedException e) {
            String message = "no endpoint: " + e.getMessage();
            throw e.isPostponed()
                    ? IntrospectionFailedException.givenUp(message)
                    : IntrospectionFailedException.outage(message, e, null);
        }
    }

    /** A kept connection may break when it is used again. Asking twice changes nothing at the server. */
    private HttpReply reply(URI uri, String token, Deadline deadline) throws IntrospectionFailedException {
        try {
            return deadline.replyOf(send(uri, token));
        } catch (FetchFailedException e) {
            if (brokeOff(e.getCause())) {
                return deadline.replyOf(send(uri, token));
            }
            throw e;
        }
    }

    /** A server that is late is where it was; to look for it again would take the time that it needs. */
    private static boolean isNobodyThere(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof HttpConnectTimeoutException
                || cause instanceof SSLException;
    }

    private static boolean brokeOff(@Nullable Throwable cause) {
        return cause instanceof IOException
                && !(cause instanceof ConnectException)
                && !(cause instanceof HttpTimeoutException)
                && !(cause instanceof SSLException);
    }

    private CompletableFuture<HttpReply> send(URI uri, String token) {
        String addressee = Objects.requireNonNullElseGet(asking.issuer(), uri::toString);
        IntrospectionRequest request =
                new IntrospectionRequest(uri, addressee, asking.clock().instant());
        request.header("Accept", asking.accept());
        request.parameter("token", token);
        asking.parameters().forEach(request::parameter);
        authenticate(request);
        return fetch.post(request.endpoint(), request.headers(), request.body());
    }

    private void authenticate(IntrospectionRequest request) {
        try {
            asking.client().authenticate(request);
        } catch (RuntimeException e) {
            throw FetchFailedException.refused(
                    "this client could not authenticate: " + e.getClass().getSimpleName());
        }
    }
}
