package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class IssuerMetadataTest {

    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    private final LoopbackServer server = LoopbackServer.http();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    @DisplayName("R8414-3-a the first question goes to the well-known string between host and path")
    void firstQuestionIsRfc8414() {
        document(OAUTH + "/t1", server.address() + "/t1");

        assertThat(metadata("/t1").fetch("from").join(), is(OAUTH + "/t1"));
        assertThat(server.requests(), contains(OAUTH + "/t1"));
    }

    @Test
    @DisplayName("R8414-5-a the order is RFC 8414 inserted, OpenID inserted, OpenID appended")
    void orderOfQuestions() {
        document("/a/b" + OPENID, server.address() + "/a/b");

        assertThat(metadata("/a/b").fetch("from").join(), is("/a/b" + OPENID));
        assertThat(server.requests(), contains(OAUTH + "/a/b", OPENID + "/a/b", "/a/b" + OPENID));
    }

    @Test
    void issuerWithoutPathHasTwoAddresses() {
        assertThat(failure("").getMessage(), endsWith(": status 404"));
        assertThat(server.requests(), contains(OAUTH, OPENID));
    }

    @Test
    @DisplayName("R8414-3-a a terminating slash is removed from the path, but not from the identifier")
    void terminatingSlashIsRemovedFromTheAddressesOnly() {
        document("/t1" + OPENID, server.address() + "/t1/");

        assertThat(metadata("/t1/").fetch("issuer").join(), is(server.address() + "/t1/"));
        assertThat(server.requests(), contains(OAUTH + "/t1", OPENID + "/t1", "/t1" + OPENID));
        assertThat(failure("/t1").getMessage(), containsString("the metadata names another issuer: "));
    }

    @Test
    void encodedPathStaysEncoded() {
        document(OAUTH + "/a%2Fb", server.address() + "/a%2Fb");

        assertThat(metadata("/a%2Fb").fetch("from").join(), is(OAUTH + "/a%2Fb"));
    }

    @Test
    @DisplayName("R8414-9068-4 where both documents exist that of RFC 8414 counts")
    void rfc8414Wins() {
        document(OAUTH, server.address());
        document(OPENID, server.address());

        assertThat(metadata("").fetch("from").join(), is(OAUTH));
        assertThat(server.hits(OPENID), is(0));
    }

    @ParameterizedTest
    @DisplayName("R8414-3.3-a a document that does not name exactly this issuer is not used")
    @ValueSource(
            strings = {
                "%s/",
                "%s/T1",
                "%S/t1",
                "%s/t1/",
                "%s/t1?",
                "%s/%%741",
                " %s/t1",
                "%s/t1#",
                "https://as.example/t1",
                ""
            })
    void otherIssuerIsNotUsed(String pattern) {
        document(OAUTH + "/t1", String.format(pattern, server.address()));

        FetchFailedException e = failure("/t1");

        assertThat(e.getMessage(), containsString("the metadata names another issuer: "));
        assertThat(e.answered(), is(true));
    }

    @Test
    @DisplayName("R8414-3.3-a the issuer has to be a string that is there")
    void issuerThatIsNoStringIsNotUsed() {
        server.json(OAUTH, "{\"issuer\":[\"" + server.address() + "\"]}");
        assertThat(failure("").getMessage(), containsString("the metadata names another issuer: "));
        server.json(OAUTH, "{}");
        assertThat(failure("").getMessage(), containsString("the metadata names another issuer: "));
        server.json(OAUTH, "{\"issuer\":\"" + server.address() + "\",\"issuer\":\"" + server.address() + "\"}");
        assertThat(failure("").getMessage(), endsWith(": status 404"));
    }

    @Test
    void serverOfAnotherIssuer_mayAnswerRightAtTheNextAddress() {
        document(OAUTH + "/t1", server.address());
        document(OPENID + "/t1", server.address() + "/t1");

        assertThat(metadata("/t1").fetch("from").join(), is(OPENID + "/t1"));
    }

    @ParameterizedTest
    @DisplayName("R8414-3.2-a anything else than a 200 with a JSON object is an error")
    @ValueSource(ints = {201, 204, 302, 400, 401, 403, 404, 500, 503})
    void otherStatusIsAnError(int status) {
        String body = status == 204 ? "" : "{\"issuer\":\"" + server.address() + "\"}";
        server.on(
                OAUTH,
                LoopbackServer.status(
                        status, body, "Location", server.uri("/else").toString()));
        server.on(OPENID, LoopbackServer.status(status, body));
        document("/else", server.address());

        assertThat(failure("").getMessage(), endsWith(": status " + status));
        assertThat(server.requests(), contains(OAUTH, OPENID));
    }

    @Test
    @DisplayName("R8414-3.2-a HTML is an error, and the next address is asked")
    void htmlIsAnError() {
        server.on(
                OAUTH, LoopbackServer.status(200, "<html>one page for everything</html>", "Content-Type", "text/html"));
        document(OPENID, server.address());

        assertThat(metadata("").fetch("from").join(), is(OPENID));
    }

    @Test
    void serverThatCannotBeConnectedTo_isAskedOnce() {
        server.down();

        FetchFailedException e = failure("");

        assertThat(e.wasConnected(), is(false));
        assertThat(e.getMessage(), endsWith(": connection refused"));
    }

    @Test
    void addressThatResets_isNoReasonNotToAskTheNext() {
        server.on(OAUTH, HttpExchange::close);
        document(OPENID, server.address());

        assertThat(metadata("").fetch("from").join(), is(OPENID));
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
        document(OPENID, server.address());
        HttpFetch hasty = new HttpFetch(HttpClient.newHttpClient(), Duration.ofMillis(500), 10_000, true);

        assertThat(
                new IssuerMetadata(server.address(), hasty, true).fetch("from").join(), is(OPENID));
        end.countDown();
    }

    @Test
    void documentWithoutTheMember_isNoReasonNotToAskTheNext() {
        server.json(OAUTH, "{\"issuer\":\"" + server.address() + "\"}");
        document(OPENID, server.address());

        assertThat(metadata("").fetch("from").join(), is(OPENID));
        assertThat(
                FetchFailedException.of(assertThrows(
                                Exception.class,
                                () -> metadata("").fetch("jwks_uri").join()))
                        .getMessage(),
                endsWith(": the metadata has no jwks_uri"));
    }

    @Test
    void memberOfAnotherIssuersDocument_isNotUsed() {
        server.json(OAUTH, "{\"issuer\":\"" + server.address() + "\"}");
        document(OPENID, "https://evil.example");

        assertThat(failure("").getMessage(), endsWith(": the metadata has no from"));
    }

    @Test
    void timeToComeBack_isThatOfTheServer() {
        server.on(OAUTH, LoopbackServer.status(429, "", "Retry-After", "17"));
        server.on(OPENID, LoopbackServer.status(404, ""));

        assertThat(failure("").retryAfter(), is(Duration.ofSeconds(17)));
    }

    @ParameterizedTest
    @DisplayName("R8414-2-a an issuer is https without query or fragment")
    @ValueSource(
            strings = {
                "http://as.example",
                "as.example",
                "https://as.example?x=y",
                "https://as.example?",
                "https://as.example/#",
                "https://as.example/t#x",
                "https://u@as.example",
                "https:///t",
                "",
                " https://as.example",
                "https://as example",
            })
    void unsafeIssuerIsRefused(String issuer) {
        assertThrows(IllegalArgumentException.class, () -> new IssuerMetadata(issuer, fetch(), true));
    }

    @Test
    @DisplayName("R8414-2-a plain http to loopback needs to be allowed")
    void loopbackIssuerNeedsToBeAllowed() {
        assertThrows(IllegalArgumentException.class, () -> new IssuerMetadata(server.address(), fetch(), false));
        assertThat(server.requests(), is(empty()));
    }

    private void document(String path, String issuer) {
        server.json(path, "{\"issuer\":\"" + issuer + "\",\"from\":\"" + path + "\"}");
    }

    private IssuerMetadata metadata(String path) {
        return new IssuerMetadata(server.address() + path, fetch(), true);
    }

    private static HttpFetch fetch() {
        return new HttpFetch(HttpClient.newHttpClient(), Duration.ofSeconds(20), 10_000, true);
    }

    private FetchFailedException failure(String path) {
        return FetchFailedException.of(
                assertThrows(Exception.class, () -> metadata(path).fetch("from").join()));
    }
}
