package org.resourceprotector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HttpFetchTest {

    private static final int CAP = 1000;
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration HASTY = Duration.ofMillis(300);

    private final LoopbackServer server = LoopbackServer.http();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        server.close();
    }

    @Test
    void getSendsHeadersAndReadsTheAnswer() {
        server.on(
                "/x",
                exchange -> LoopbackServer.status(
                                201,
                                exchange.getRequestMethod()
                                        + exchange.getRequestHeaders().getFirst("X-Asked"),
                                "X-Said",
                                "yes")
                        .handle(exchange));

        HttpReply answer =
                fetch(PATIENT).get(server.uri("/x"), Map.of("X-Asked", "this")).join();

        assertThat(answer.status(), is(201));
        assertThat(answer.header("x-said"), is(List.of("yes")));
        assertThat(answer.header("x-unsaid"), is(empty()));
        FetchFailedException e = assertThrows(FetchFailedException.class, answer::ok);
        assertThat(e.getMessage(), is(server.uri("/x") + ": status 201"));
        assertThat(answer.toString(), not(containsString("GET")));
    }

    @Test
    void postSendsItsBody() {
        server.on(
                "/x",
                exchange -> LoopbackServer.status(
                                200,
                                exchange.getRequestMethod()
                                        + new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                                        + exchange.getRequestHeaders().getFirst("Content-Type"))
                        .handle(exchange));

        HttpReply answer = fetch(PATIENT)
                .post(server.uri("/x"), Map.of("Content-Type", "text/plain"), "hello".getBytes(UTF_8))
                .join();

        assertThat(new String(answer.ok(), UTF_8), is("POSThellotext/plain"));
    }

    @Test
    @DisplayName("R8414-3.2-a RJOSE-7517-fetch a redirect is not followed")
    void redirectIsNotFollowed() {
        server.on(
                "/x",
                LoopbackServer.status(302, "", "Location", server.uri("/y").toString()));
        server.json("/y", "{}");

        HttpReply answer = fetch(PATIENT).get(server.uri("/x"), Map.of()).join();

        assertThat(answer.status(), is(302));
        assertThat(assertThrows(FetchFailedException.class, answer::okJson).answered(), is(true));
        assertThat(server.hits("/y"), is(0));
    }

    @Test
    void clientThatFollowsRedirectsIsRefused() {
        for (HttpClient.Redirect redirect : List.of(HttpClient.Redirect.NORMAL, HttpClient.Redirect.ALWAYS)) {
            HttpClient client =
                    HttpClient.newBuilder().followRedirects(redirect).build();
            assertThrows(IllegalArgumentException.class, () -> new HttpFetch(client, PATIENT, CAP, true));
        }
    }

    @Test
    void longestAnswerIsReadAndOneByteMoreIsNot() {
        server.on("/fits", LoopbackServer.status(200, "x".repeat(CAP)));
        server.on("/long", LoopbackServer.status(200, "x".repeat(CAP + 1)));

        assertThat(fetch(PATIENT).get(server.uri("/fits"), Map.of()).join().ok().length, is(CAP));
        assertThat(failure("/long", PATIENT).getMessage(), endsWith(": answer longer than 1000 bytes"));
    }

    @Test
    void announcedLengthIsEnoughToHangUp() {
        server.on("/x", exchange -> {
            exchange.sendResponseHeaders(200, CAP + 1);
            exchange.getResponseBody().flush(); // newer platforms do not send the header before
            await(end);
        });

        assertThat(failure("/x", PATIENT).getMessage(), endsWith(": answer longer than 1000 bytes"));
    }

    @Test
    @DisplayName("RJOSE-7517-fetch an endless answer is cut off at the cap, and the connection is closed")
    void endlessAnswerIsCutOff() {
        AtomicLong sent = new AtomicLong();
        CountDownLatch hungUp = new CountDownLatch(1);
        server.on("/x", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (end.getCount() > 0) {
                    out.write(new byte[500]);
                    out.flush();
                    sent.addAndGet(500);
                }
            } catch (IOException e) {
                hungUp.countDown();
            }
        });

        assertThat(failure("/x", PATIENT).getMessage(), endsWith(": answer longer than 1000 bytes"));
        await(hungUp);
        assertThat(sent.get(), is(lessThan(100_000_000L)));
    }

    @Test
    @DisplayName("R8414-3.2-a a server that accepts and says nothing is given up")
    void silenceIsGivenUp() {
        server.on("/x", exchange -> await(end));

        assertThat(failure("/x", HASTY).answered(), is(false));
    }

    @Test
    @DisplayName(
            "RJOSE-7517-fetch a server that sends its answer drop by drop is given up, and the connection is closed")
    void drippingAnswerIsGivenUp() {
        CountDownLatch hungUp = new CountDownLatch(1);
        server.on("/x", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                while (!end.await(50, TimeUnit.MILLISECONDS)) {
                    out.write(' ');
                    out.flush();
                }
            } catch (IOException e) {
                hungUp.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        // enough for the server to begin, however busy the machine is
        assertThat(failure("/x", Duration.ofSeconds(2)).answered(), is(false));
        await(hungUp);
    }

    @Test
    void nobodyThereIsAFailureThatSaysSo() {
        server.down();

        FetchFailedException e = failure("/x", PATIENT);

        assertThat(e.getMessage(), is(server.uri("/x") + ": connection refused"));
        assertThat(e.answered(), is(false));
    }

    @Test
    @DisplayName("R8414-2-b an address that is not safe is not asked")
    void unsafeAddressIsNotAsked() {
        HttpFetch strict = new HttpFetch(HttpClient.newHttpClient(), PATIENT, CAP, false);

        FetchFailedException e = failure(strict.get(server.uri("/x"), Map.of()));

        assertThat(e.answered(), is(false));
        assertThat(
                failure(fetch(PATIENT).get(URI.create("http://u:s3cret@as.example/keys?s3cret"), Map.of()))
                        .getMessage(),
                is("not an address to send this to: an address must have no user and no fragment"));
        assertThat(
                failure(fetch(PATIENT).get(URI.create("http://as.example/keys"), Map.of()))
                        .getMessage(),
                startsWith("not an address to send this to: an address must begin with https://"));
        assertThat(server.requests(), is(empty()));
    }

    @Test
    void badHeaderValueIsNotRepeated() {
        FetchFailedException e =
                failure(fetch(PATIENT).get(server.uri("/x"), Map.of("Authorization", "Basic s3cret\n")));

        assertThat(
                e.getMessage(),
                is(server.uri("/x")
                        + ": not asked, as a header field has a character that none may have, perhaps a line break"));
        assertThat(e.getCause(), is(nullValue()));
    }

    @Test
    void answerThatIsNoStrictJsonObjectIsUnusable() {
        server.on("/html", LoopbackServer.status(200, "<html>"));
        server.json("/twice", "{\"a\":{\"b\":1,\"b\":2}}");
        server.json("/good", "{\"a\":1}");

        for (String path : List.of("/html", "/twice")) {
            HttpReply answer = fetch(PATIENT).get(server.uri(path), Map.of()).join();
            assertThat(
                    assertThrows(FetchFailedException.class, answer::okJson).getMessage(),
                    containsString("no strict JSON"));
        }
        assertThat(fetch(PATIENT).get(server.uri("/good"), Map.of()).join().okJson(), is(Map.of("a", 1L)));
    }

    @Test
    void tlsCertificateThatIsNotTrustedOrOfAnotherHostIsAFailure(@TempDir Path folder) throws Exception {
        SelfSigned own = new SelfSigned(folder, "ip:127.0.0.1");
        SelfSigned others = new SelfSigned(folder, "dns:as.example");
        try (LoopbackServer good = LoopbackServer.https(own.server());
                LoopbackServer wrongHost = LoopbackServer.https(others.server())) {
            good.json("/x", "{}");
            wrongHost.json("/x", "{}");

            assertThat(
                    over(HttpClients.create(null), good).getMessage(),
                    containsString(": its certificate is not trusted"));
            assertThat(
                    over(HttpClients.create(others.trusting()), wrongHost).getMessage(),
                    endsWith(": its certificate is for another name"));
            assertThat(wrongHost.requests(), is(empty()));

            HttpFetch fetch = new HttpFetch(HttpClients.create(own.trusting()), PATIENT, CAP, false);
            assertThat(fetch.get(good.uri("/x"), Map.of()).join().okJson(), is(Map.of()));
        }
    }

    @Test
    void asksThroughTheProxy() {
        HttpClient client = HttpClient.newBuilder()
                .proxy(ProxySelector.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port())))
                .build();
        server.json("/x", "{\"by\":\"proxy\"}");
        HttpFetch fetch = new HttpFetch(client, PATIENT, CAP, true);

        HttpReply answer =
                fetch.get(URI.create("http://localhost:1/x"), Map.of()).join();

        assertThat(answer.okJson(), is(Map.of("by", "proxy")));
    }

    @Test
    void threadsOfAClient_doNotKnowTheApplication() {
        ClassLoader application = new ClassLoader("application", HttpFetchTest.class.getClassLoader()) {};
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(application);
        try {
            server.json("/x", "{}");
            HttpFetch fetch = new HttpFetch(() -> HttpClients.create(null), PATIENT, CAP, true);
            assertThat(fetch.get(server.uri("/x"), Map.of()).join().okJson(), is(Map.of()));
            assertThat(thread.getContextClassLoader(), is(application));
        } finally {
            thread.setContextClassLoader(before);
        }
        for (Thread other : Thread.getAllStackTraces().keySet()) {
            assertThat(other.getName(), other.getContextClassLoader(), is(not(application)));
        }
    }

    private static HttpFetch fetch(Duration timeout) {
        return new HttpFetch(HttpClient.newHttpClient(), timeout, CAP, true);
    }

    private FetchFailedException failure(String path, Duration timeout) {
        return failure(fetch(timeout).get(server.uri(path), Map.of()));
    }

    private static FetchFailedException over(HttpClient client, LoopbackServer server) {
        return failure(new HttpFetch(client, PATIENT, CAP, false).get(server.uri("/x"), Map.of()));
    }

    private static FetchFailedException failure(CompletableFuture<HttpReply> answer) {
        return FetchFailedException.of(assertThrows(Exception.class, answer::join));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat("in time", latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
