package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.sun.net.httpserver.HttpExchange;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections that fail, hang or lead elsewhere while the metadata of an issuer is looked for. */
@Timeout(60)
class IssuerMetadataOverHttpTest {

    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    private final LoopbackServer server = LoopbackServer.http();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("R8414-3.2-a a redirect leads nowhere")
    void redirectLeadsNowhere() {
        server.on(
                OAUTH,
                LoopbackServer.status(302, "", "Location", server.uri("/else").toString()));
        document("/else");

        assertThat(failure().getMessage(), endsWith(": status 404"));
        assertThat(server.requests(), contains(OAUTH, OPENID));
    }

    @Test
    void serverThatCannotBeConnectedTo_isAskedOnce() {
        server.down();

        FetchFailedException e = failure();

        assertThat(e.wasConnected(), is(false));
        assertThat(e.getMessage(), endsWith(": connection refused"));
    }

    @Test
    void addressThatResets_isNoReasonNotToAskTheNext() {
        server.on(OAUTH, HttpExchange::close);
        document(OPENID);

        assertThat(metadata().fetch("from").join(), is(OPENID));
    }

    @Test
    void addressThatHangs_isNoReasonNotToAskTheNext() {
        CountDownLatch end = new CountDownLatch(1);
        server.on(OAUTH, exchange -> {
            try {
                assertThat(end.await(60, TimeUnit.SECONDS), is(true));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        document(OPENID);
        HttpFetch hasty = new HttpFetch(HttpClient.newHttpClient(), Duration.ofSeconds(2), 10_000, true);

        assertThat(
                new IssuerMetadata(server.address(), hasty, true).fetch("from").join(), is(OPENID));
        end.countDown();
    }

    private void document(String path) {
        server.json(path, "{\"issuer\":\"" + server.address() + "\",\"from\":\"" + path + "\"}");
    }

    private IssuerMetadata metadata() {
        return new IssuerMetadata(
                server.address(),
                new HttpFetch(HttpClient.newHttpClient(), Duration.ofSeconds(20), 10_000, true),
                true);
    }

    private FetchFailedException failure() {
        return FetchFailedException.of(
                assertThrows(Exception.class, () -> metadata().fetch("from").join()));
    }
}
