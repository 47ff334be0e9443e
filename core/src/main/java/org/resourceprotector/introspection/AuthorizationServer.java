package org.resourceprotector.introspection;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.internal.FetchFailedException;
import org.resourceprotector.internal.HttpAnswer;
import org.resourceprotector.internal.HttpFetch;

/**
 * Asks the authorization server about a token, and waits for what it says, within a time. Does not look at the answer.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.1">RFC 7662, section 2.1</a>
 */
final class AuthorizationServer {

    private final HttpFetch fetch;
    private final Endpoint endpoint;
    private final Asking asking;
    private final Duration timeout;

    /**
     * What stands in every request.
     *
     * @param client who is asking
     * @param issuer whom the client's assertions are for; null where that is the endpoint
     * @param parameters what is sent beside the token
     * @param accept the media type to ask for
     * @param clock tells the time
     */
    record Asking(
            ClientAuthentication client,
            @Nullable String issuer,
            Map<String, String> parameters,
            String accept,
            Clock clock) {}

    AuthorizationServer(HttpFetch fetch, Endpoint endpoint, Asking asking, Duration timeout) {
        this.fetch = fetch;
        this.endpoint = endpoint;
        this.asking = asking;
        this.timeout = timeout;
    }

    /** Asks; what it answers may be of any status. */
    HttpAnswer ask(String token) throws NoAnswerException {
        long deadline = System.nanoTime() + timeout.toNanos();
        URI uri = locate(deadline);
        try {
            HttpAnswer answer = answer(uri, token, deadline);
            if (answer.status() == 404) {
                endpoint.notThere();
            }
            return answer;
        } catch (FetchFailedException e) {
            endpoint.notThere();
            throw NoAnswerException.of(e);
        }
    }

    private URI locate(long deadline) throws NoAnswerException {
        try {
            return await(endpoint.find(), deadline);
        } catch (FetchFailedException e) {
            throw NoAnswerException.outage("no endpoint: " + e.getMessage(), e, null);
        }
    }

    /** A kept connection may break just when it is used again; asking twice changes nothing at the server. */
    private HttpAnswer answer(URI uri, String token, long deadline) throws NoAnswerException {
        try {
            return await(send(uri, token), deadline);
        } catch (FetchFailedException e) {
            if (brokeOff(e.getCause())) {
                return await(send(uri, token), deadline);
            }
            throw e;
        }
    }

    private static boolean brokeOff(@Nullable Throwable cause) {
        return cause instanceof IOException
                && !(cause instanceof ConnectException)
                && !(cause instanceof HttpTimeoutException)
                && !(cause instanceof SSLException);
    }

    private CompletableFuture<HttpAnswer> send(URI uri, String token) {
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

    private static <T> T await(CompletableFuture<T> future, long deadline) throws NoAnswerException {
        try {
            return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw FetchFailedException.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw NoAnswerException.givenUp("the request was interrupted");
        }
    }
}
