package org.resourceprotector.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.CannedClient.Reply;

class FetchWithoutSocketTest {

    private static final URI ADDRESS = URI.create("https://as.example/x");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int CAP = 100;

    @Test
    void requestIsWhatWasAskedFor() {
        CannedClient client = new CannedClient(request -> Reply.of(200, "{}"));
        HttpFetch fetch = new HttpFetch(client, HOUR, CAP, false)
                .with(PlainHttp.loopback(false), Map.of("X-Own", "own", "X-Both", "own"));

        fetch.get(ADDRESS, Map.of("X-Asked", "asked", "X-Both", "asked")).join();
        fetch.post(ADDRESS, Map.of("X-Asked", "asked"), "body".getBytes(UTF_8)).join();

        HttpRequest get = client.requests().get(0);
        HttpRequest post = client.requests().get(1);
        assertThat(get.method(), is("GET"));
        assertThat(get.uri(), is(ADDRESS));
        assertThat(get.timeout().orElseThrow(), is(HOUR));
        assertThat(get.headers().allValues("X-Asked"), is(List.of("asked")));
        assertThat(get.headers().allValues("X-Both"), is(List.of("own")));
        assertThat(post.method(), is("POST"));
        assertThat(post.bodyPublisher().orElseThrow().contentLength(), is(4L));
        assertThat(post.headers().allValues("X-Own"), is(List.of("own")));
    }

    @Test
    void replyIsWhatWasAnswered() {
        HttpReply reply = reply(Reply.of(200, "{\"a\":1}", "X-Said", "yes"));

        assertThat(reply.status(), is(200));
        assertThat(reply.header("x-said"), is(List.of("yes")));
        assertThat(reply.header("x-unsaid"), is(empty()));
        assertThat(new String(reply.ok(), UTF_8), is("{\"a\":1}"));
        assertThat(reply.okJson(), is(Map.of("a", 1L)));
        assertThat(reply.toString(), is("HttpReply[200]"));
        reply.ok()[0] = 'x';
        assertThat(reply.json(), is(Map.of("a", 1L)));
    }

    @Test
    void replyOfAnotherStatus_isJsonForThoseWhoWantTheError() {
        HttpReply reply = reply(Reply.of(429, "{\"error\":\"slow_down\"}", "Retry-After", "7"));

        assertThat(reply.json(), is(Map.of("error", "slow_down")));
        FetchFailedException e = assertThrows(FetchFailedException.class, reply::okJson);
        assertThat(e.getMessage(), is(ADDRESS + ": status 429"));
        assertThat(e.retryAfter(), is(Duration.ofSeconds(7)));
        assertThat(e.answered(), is(true));
        assertThat(e.wasConnected(), is(true));
    }

    @Test
    void jsonThatIsTooDeepIsUnusable() {
        assertThat(reply(Reply.of(200, nested(16))).okJson().size(), is(1));

        HttpReply reply = reply(Reply.of(200, nested(17)));
        FetchFailedException e = assertThrows(FetchFailedException.class, reply::okJson);
        assertThat(e.getMessage(), containsString(ADDRESS + ": no strict JSON: "));
    }

    private static String nested(int depth) {
        return "{\"a\":" + "[".repeat(depth - 1) + "]".repeat(depth - 1) + "}";
    }

    @Test
    void answerWithoutALengthOrWithOneThatIsNoNumber() {
        assertThat(reply(new Reply(200, Map.of(), new byte[CAP])).ok().length, is(CAP));
        assertThat(failure(Reply.of(200, "{}", "Content-Length", "two")).getMessage(), containsString("answer longer"));
        assertThat(failure(Reply.of(200, "{}", "Content-Length", "101")).getMessage(), containsString("answer longer"));
    }

    @Test
    void fetchThatIsCancelled_endsItsRequest() {
        HeldClient client = new HeldClient();
        CompletableFuture<HttpReply> reply = new HttpFetch(client, HOUR, CAP, false).get(ADDRESS, Map.of());
        assertThat(client.isCancelled(0), is(false));

        reply.cancel(true);

        assertThat(client.isCancelled(0), is(true));
    }

    @Test
    void fetchThatIsLate_endsItsRequest() {
        HeldClient client = new HeldClient();

        FetchFailedException e =
                failure(new HttpFetch(client, Duration.ofMillis(1), CAP, false).get(ADDRESS, Map.of()));

        assertThat(e.getMessage(), is(ADDRESS + ": time-out, no answer within the time that is allowed"));
        assertThat(e.wasConnected(), is(true));
        Await.until("the request is cancelled", () -> client.isCancelled(0));
    }

    @Test
    void anotherHostIsAskedWhileOneHangs_howeverItsNameIsWritten() {
        HeldClient client = new HeldClient();
        HttpFetch fetch = new HttpFetch(client, HOUR, CAP, false);
        for (int i = 0; i < FetchesUnderWay.MAX_PER_HOST; i++) {
            URI written = URI.create(i % 2 == 0 ? "https://hangs.example" : "https://HANGS.example");
            assertThat(fetch.get(written, Map.of()).isDone(), is(false));
        }

        FetchFailedException refused = failure(fetch.get(URI.create("https://hangs.example/x"), Map.of()));
        assertThat(refused.getMessage(), is("https://hangs.example/x: enough fetches are under way"));
        assertThat(refused.isPostponed(), is(true));
        CompletableFuture<HttpReply> other = fetch.get(ADDRESS, Map.of());
        assertThat(other.isDone(), is(false));

        for (int i = 0; i < client.requests().size(); i++) {
            client.fail(i);
        }
        assertThat(failure(other).getMessage(), is(ADDRESS + ": IOException"));
    }

    @Test
    void fetchThatIsLate_makesRoomBeforeAnybodyGoesOn() {
        HeldClient client = new HeldClient();
        for (int i = 1; i < FetchesUnderWay.MAX_PER_HOST; i++) {
            assertThat(
                    new HttpFetch(client, HOUR, CAP, false)
                            .get(ADDRESS, Map.of())
                            .isDone(),
                    is(false));
        }
        boolean hasRoom = new HttpFetch(client, Duration.ofMillis(500), CAP, false)
                .get(ADDRESS, Map.of())
                .handle((reply, late) -> FetchesUnderWay.OF_THE_APPLICATION.begin(ADDRESS.getHost()))
                .join();

        assertThat(hasRoom, is(true));
        FetchesUnderWay.OF_THE_APPLICATION.end(ADDRESS.getHost());
        for (int i = 0; i < client.requests().size(); i++) {
            client.fail(i);
        }
        assertThat(FetchesUnderWay.OF_THE_APPLICATION.begin(ADDRESS.getHost()), is(true));
        FetchesUnderWay.OF_THE_APPLICATION.end(ADDRESS.getHost());
    }

    @Test
    void requestThatCannotBeSentTakesNoRoom() {
        CannedClient broken = new CannedClient(request -> {
            throw new IllegalStateException();
        });
        HttpFetch fetch = new HttpFetch(broken, HOUR, CAP, false);
        for (int i = 0; i < 2 * FetchesUnderWay.MAX_PER_HOST; i++) {
            assertThat(
                    failure(fetch.get(ADDRESS, Map.of("a b", ""))).getMessage(),
                    startsWith(ADDRESS + ": not asked, as a header"));
            assertThat(failure(fetch.get(ADDRESS, Map.of())).getMessage(), is(ADDRESS + ": IllegalStateException"));
        }
    }

    @Test
    void requestThatNobodyWouldEnd_takesNoRoom() {
        HeldClient client = new HeldClient();
        HttpFetch timeless = new HttpFetch(client, Duration.ofSeconds(Long.MAX_VALUE), CAP, false);
        for (int i = 0; i < 2 * FetchesUnderWay.MAX_PER_HOST; i++) {
            assertThat(failure(timeless.get(ADDRESS, Map.of())).getMessage(), is(ADDRESS + ": ArithmeticException"));
            assertThat(client.isCancelled(i), is(true));
        }
    }

    @Test
    void causeOfAFailureIsFoundWhereverItIs() {
        FetchFailedException refused = FetchFailedException.refused("enough");

        assertThat(FetchFailedException.of(new CompletionException(refused)), is(sameInstance(refused)));
        assertThat(FetchFailedException.of(new IllegalStateException(refused)), is(sameInstance(refused)));
        FetchFailedException bare = FetchFailedException.of(new CompletionException("bare", null));
        assertThat(bare.getMessage(), is("CompletionException"));
        assertThat(refused.wasConnected(), is(false));
        assertThat(refused.answered(), is(false));
        assertThat(refused.retryAfter(), is(nullValue()));
        assertThat(refused.at("here").getMessage(), is("here: enough"));
        assertThat(refused.at("here").getStackTrace(), is(refused.getStackTrace()));
    }

    private static HttpReply reply(Reply canned) {
        return fetch(canned).join();
    }

    private static CompletableFuture<HttpReply> fetch(Reply canned) {
        return new HttpFetch(new CannedClient(request -> canned), HOUR, CAP, false).get(ADDRESS, Map.of());
    }

    private static FetchFailedException failure(Reply canned) {
        return failure(fetch(canned));
    }

    private static FetchFailedException failure(CompletableFuture<HttpReply> reply) {
        return FetchFailedException.of(assertThrows(Exception.class, reply::join));
    }
}
