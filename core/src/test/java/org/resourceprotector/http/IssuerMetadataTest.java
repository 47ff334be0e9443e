package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.CannedClient.Reply;

class IssuerMetadataTest {

    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final String OPENID = "/.well-known/openid-configuration";

    private static final String SERVER = "https://as.example:8443";

    private final Map<String, Reply> replies = new HashMap<>();
    private final CannedClient client = new CannedClient(
            request -> replies.getOrDefault(request.uri().getRawPath(), Reply.of(404, "nothing here")));

    /** The paths that were asked for, in order. */
    private List<String> requests() {
        return client.requests().stream()
                .map(request -> request.uri().getRawPath())
                .toList();
    }

    private void json(String path, String json) {
        replies.put(path, Reply.of(200, json));
    }

    @Test
    @DisplayName("R8414-3-a the first question goes to the well-known string between host and path")
    void firstQuestionIsRfc8414() {
        document(OAUTH + "/t1", SERVER + "/t1");

        assertThat(metadata("/t1").fetch("from").join(), is(OAUTH + "/t1"));
        assertThat(requests(), contains(OAUTH + "/t1"));
    }

    @Test
    @DisplayName("R8414-5-a the order is RFC 8414 inserted, OpenID inserted, OpenID appended")
    void orderOfQuestions() {
        document("/a/b" + OPENID, SERVER + "/a/b");

        assertThat(metadata("/a/b").fetch("from").join(), is("/a/b" + OPENID));
        assertThat(requests(), contains(OAUTH + "/a/b", OPENID + "/a/b", "/a/b" + OPENID));
    }

    @Test
    void issuerWithoutPathHasTwoAddresses() {
        assertThat(failure("").getMessage(), endsWith(": status 404"));
        assertThat(requests(), contains(OAUTH, OPENID));
    }

    @Test
    @DisplayName("R8414-3-a a terminating slash is removed from the path, but not from the identifier")
    void terminatingSlashIsRemovedFromTheAddressesOnly() {
        document("/t1" + OPENID, SERVER + "/t1/");

        assertThat(metadata("/t1/").fetch("issuer").join(), is(SERVER + "/t1/"));
        assertThat(requests(), contains(OAUTH + "/t1", OPENID + "/t1", "/t1" + OPENID));
        assertThat(failure("/t1").getMessage(), containsString("the metadata names another issuer: "));
    }

    @Test
    void encodedPathStaysEncoded() {
        document(OAUTH + "/a%2Fb", SERVER + "/a%2Fb");

        assertThat(metadata("/a%2Fb").fetch("from").join(), is(OAUTH + "/a%2Fb"));
    }

    @Test
    @DisplayName("R8414-9068-4 where both documents exist that of RFC 8414 counts")
    void rfc8414Wins() {
        document(OAUTH, SERVER);
        document(OPENID, SERVER);

        assertThat(metadata("").fetch("from").join(), is(OAUTH));
        assertThat(requests(), contains(OAUTH));
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
        document(OAUTH + "/t1", String.format(pattern, SERVER));

        FetchFailedException e = failure("/t1");

        assertThat(e.getMessage(), containsString("the metadata names another issuer: "));
        assertThat(e.answered(), is(true));
    }

    @Test
    @DisplayName("R8414-3.3-a the issuer has to be a string that is there")
    void issuerThatIsNoStringIsNotUsed() {
        json(OAUTH, "{\"issuer\":[\"" + SERVER + "\"]}");
        assertThat(failure("").getMessage(), containsString("the metadata names another issuer: "));
        json(OAUTH, "{}");
        assertThat(failure("").getMessage(), containsString("the metadata names another issuer: "));
        json(OAUTH, "{\"issuer\":\"" + SERVER + "\",\"issuer\":\"" + SERVER + "\"}");
        assertThat(failure("").getMessage(), endsWith(": status 404"));
    }

    @Test
    void serverOfAnotherIssuer_mayAnswerRightAtTheNextAddress() {
        document(OAUTH + "/t1", SERVER);
        document(OPENID + "/t1", SERVER + "/t1");

        assertThat(metadata("/t1").fetch("from").join(), is(OPENID + "/t1"));
    }

    @ParameterizedTest
    @DisplayName("R8414-3.2-a anything else than a 200 with a JSON object is an error")
    @ValueSource(ints = {201, 204, 302, 400, 401, 403, 404, 500, 503})
    void otherStatusIsAnError(int status) {
        String body = status == 204 ? "" : "{\"issuer\":\"" + SERVER + "\"}";
        replies.put(OAUTH, Reply.of(status, body, "Location", SERVER + "/else"));
        replies.put(OPENID, Reply.of(status, body));
        document("/else", SERVER);

        assertThat(failure("").getMessage(), endsWith(": status " + status));
        assertThat(requests(), contains(OAUTH, OPENID));
    }

    @Test
    @DisplayName("R8414-3.2-a HTML is an error, and the next address is asked")
    void htmlIsAnError() {
        replies.put(OAUTH, Reply.of(200, "<html>one page for everything</html>", "Content-Type", "text/html"));
        document(OPENID, SERVER);

        assertThat(metadata("").fetch("from").join(), is(OPENID));
    }

    @Test
    void serverThatCannotBeConnectedTo_isAskedOnce() {
        for (Exception failure : List.of(new ConnectException(), new HttpConnectTimeoutException(""))) {
            HeldClient held = new HeldClient();
            CompletableFuture<String> from = over(held).fetch("from");
            held.fail(0, failure);

            FetchFailedException e = FetchFailedException.of(assertThrows(Exception.class, from::join));
            assertThat(e.wasConnected(), is(false));
            assertThat(held.requests().size(), is(1));
        }
    }

    @Test
    void connectionThatBreaks_isNoReasonNotToAskTheNext() {
        HeldClient held = new HeldClient();
        CompletableFuture<String> from = over(held).fetch("from");
        held.fail(0);
        held.fail(1, new HttpTimeoutException(""));

        FetchFailedException e = FetchFailedException.of(assertThrows(Exception.class, from::join));
        assertThat(e.getMessage(), endsWith(OPENID + ": time-out, no answer within the time that is allowed"));
        assertThat(held.requests().size(), is(2));
    }

    /** A client whose room is taken by others as soon as an answer, or none, is there. */
    private static final class OvertakenClient extends OfflineHttpClient {

        private final CannedClient client;
        private int others;

        OvertakenClient(CannedClient client) {
            this.client = client;
        }

        @Override
        public <T> CompletableFuture<HttpResponse<T>> sendAsync(
                HttpRequest request, HttpResponse.BodyHandler<T> handler) {
            CompletableFuture<HttpResponse<T>> overtaken = new CompletableFuture<>() {
                @Override
                public CompletableFuture<HttpResponse<T>> whenComplete(
                        BiConsumer<? super HttpResponse<T>, ? super Throwable> action) {
                    return super.whenComplete(action).whenComplete((reply, failure) -> takeRoom());
                }
            };
            CompletableFuture<?> unused = client.sendAsync(request, handler).whenComplete((reply, failure) -> {
                if (failure == null) {
                    overtaken.complete(reply);
                } else {
                    overtaken.completeExceptionally(failure);
                }
            });
            return overtaken;
        }

        private void takeRoom() {
            while (FetchesUnderWay.OF_THE_APPLICATION.begin("as.example")) {
                others++;
            }
        }

        void giveRoom() {
            for (; others > 0; others--) {
                FetchesUnderWay.OF_THE_APPLICATION.end("as.example");
            }
        }
    }

    private static FetchFailedException withoutRoomForTheNext(CannedClient answering) {
        OvertakenClient client = new OvertakenClient(answering);
        HttpFetch fetch = new HttpFetch(client, Duration.ofSeconds(20), 10_000, false);
        CompletableFuture<String> from = new IssuerMetadata(SERVER, fetch, false).fetch("from");
        client.giveRoom();
        return FetchFailedException.of(assertThrows(Exception.class, from::join));
    }

    @Test
    void serverThatFailsAtOneAddressWhileThereIsNoRoomForTheNext_hasFailed() {
        FetchFailedException e =
                withoutRoomForTheNext(CannedClient.later(request -> CompletableFuture.failedFuture(new IOException())));
        assertThat(e.isPostponed(), is(false));
        assertThat(e.getMessage(), endsWith(OAUTH + ": IOException"));
    }

    /** Nothing is wrong with a server that has its document at the next address. */
    @Test
    void serverWithoutDocumentAtOneAddressWhileThereIsNoRoomForTheNext_isNotAsked() {
        FetchFailedException e = withoutRoomForTheNext(
                CannedClient.later(request -> CompletableFuture.completedFuture(Reply.of(404, ""))));
        assertThat(e.isPostponed(), is(true));
    }

    @Test
    void serverWithoutMemberAtOneAddressWhileThereIsNoRoomForTheNext_isNotAsked() {
        FetchFailedException e = withoutRoomForTheNext(new CannedClient(request -> Reply.of(200, "{}")));
        assertThat(e.isPostponed(), is(true));
    }

    private static IssuerMetadata over(HeldClient held) {
        return new IssuerMetadata(SERVER, new HttpFetch(held, Duration.ofSeconds(20), 10_000, false), false);
    }

    @Test
    void documentWithoutTheMember_isNoReasonNotToAskTheNext() {
        json(OAUTH, "{\"issuer\":\"" + SERVER + "\"}");
        document(OPENID, SERVER);

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
        json(OAUTH, "{\"issuer\":\"" + SERVER + "\"}");
        document(OPENID, "https://evil.example");

        assertThat(failure("").getMessage(), endsWith(": the metadata has no from"));
    }

    @Test
    void timeToComeBack_isThatOfTheServer() {
        replies.put(OAUTH, Reply.of(429, "", "Retry-After", "17"));

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
        String loopback = "http://127.0.0.1:8080";
        assertThrows(IllegalArgumentException.class, () -> new IssuerMetadata(loopback, fetch(), false));
        new IssuerMetadata(loopback, fetch(), true);
        assertThat(requests(), is(empty()));
    }

    private void document(String path, String issuer) {
        json(path, "{\"issuer\":\"" + issuer + "\",\"from\":\"" + path + "\"}");
    }

    private IssuerMetadata metadata(String path) {
        return new IssuerMetadata(SERVER + path, fetch(), true);
    }

    private HttpFetch fetch() {
        return new HttpFetch(client, Duration.ofSeconds(20), 10_000, true);
    }

    private FetchFailedException failure(String path) {
        return FetchFailedException.of(
                assertThrows(Exception.class, () -> metadata(path).fetch("from").join()));
    }
}
