package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.CannedClient.Reply;

class ServerAddressTest {

    private static final String ISSUER = "https://as.example";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final MovedClock clock = new MovedClock();
    private String published = "https://as.example/keys";
    private int status = 200;
    private @Nullable String document;
    private final CannedClient client = new CannedClient(request -> Reply.of(status, document()));
    private final ServerAddress address = discovered(client);

    private ServerAddress discovered(HttpClient over) {
        return discovered(over, Duration.ZERO);
    }

    private ServerAddress discovered(HttpClient over, Duration staleFor) {
        return discovered(over, staleFor, true);
    }

    private ServerAddress discovered(HttpClient over, Duration staleFor, boolean isUsedMeanwhile) {
        HttpFetch fetch = new HttpFetch(over, HOUR, 1000, false);
        return new ServerAddress.Discovered(
                new IssuerMetadata(ISSUER, fetch, false), "jwks_uri", HOUR, staleFor, isUsedMeanwhile, clock);
    }

    private String document() {
        return document != null ? document : "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"" + published + "\"}";
    }

    private void asksAgain() {
        int before = client.asked();
        address.find().join();
        assertThat(client.asked(), is(before + 1));
    }

    private void doesNotAskAgain() {
        int before = client.asked();
        address.find().join();
        assertThat(client.asked(), is(before));
    }

    @Test
    void addressIsRememberedForItsTime() {
        assertThat(address.find().join(), is(URI.create(published)));
        clock.move(HOUR.minus(MILLI));
        doesNotAskAgain();

        clock.move(MILLI);
        asksAgain();
        doesNotAskAgain();
    }

    @Test
    void addressFromTheFutureIsAskedForAgain() {
        address.find().join();
        doesNotAskAgain();

        clock.move(MILLI.negated());
        asksAgain();
    }

    @Test
    void addressThatLedNowhereIsAskedForAgain() {
        address.find().join();
        published = "https://as.example/moved";
        doesNotAskAgain();

        address.invalidate(URI.create("https://as.example/other"));
        doesNotAskAgain();
        address.invalidate(URI.create("https://as.example/keys"));
        assertThat(address.find().join(), is(URI.create(published)));
    }

    @Test
    void failureIsNotRemembered() {
        status = 500;
        assertThrows(CompletionException.class, address.find()::join);
        status = 200;

        assertThat(address.find().join(), is(URI.create(published)));
    }

    @Test
    void questionUnderWayIsNotAskedAgain() {
        HeldClient held = new HeldClient();
        ServerAddress slow = discovered(held);
        CompletableFuture<URI> first = slow.find();
        clock.move(HOUR);
        slow.invalidate(URI.create(published));

        assertThat(slow.find(), is(sameInstance(first)));
        assertThat(held.requests().size(), is(1));
        held.fail(0, new ConnectException());
    }

    @Test
    void textThatIsNoAddressIsAFailure() {
        published = "::";

        assertThat(
                FetchFailedException.of(assertThrows(CompletionException.class, address.find()::join))
                        .getMessage(),
                endsWith("the metadata's jwks_uri is not an address"));
    }

    private static URI now(ServerAddress address) {
        return address.find().getNow(URI.create("urn:waits"));
    }

    @Test
    void addressThatIsNotFoundAgain_isUsedForAWhile() {
        ServerAddress lasting = discovered(client, HOUR);
        URI first = now(lasting);
        published = "https://as.example/moved";
        status = 500;

        clock.move(HOUR);
        assertThat(now(lasting), is(first));
        clock.move(HOUR.minus(MILLI));
        assertThat(now(lasting), is(first));

        clock.move(MILLI);
        assertThrows(CompletionException.class, lasting.find()::join);
        status = 200;
        assertThat(now(lasting), is(URI.create(published)));
    }

    @Test
    void addressThatIsNotFoundAgain_isLookedForAfterAPause() {
        ServerAddress lasting = discovered(client, HOUR);
        URI first = now(lasting);
        status = 500;
        clock.move(HOUR);
        assertThat(now(lasting), is(first));
        int before = client.asked();
        status = 200;
        published = "https://as.example/moved";

        clock.move(Duration.ofSeconds(10).minus(MILLI));
        assertThat(now(lasting), is(first));
        assertThat(client.asked(), is(before));
        clock.move(MILLI);
        assertThat(now(lasting), is(URI.create(published)));
        assertThat(client.asked(), is(before + 1));
    }

    @Test
    void addressThatTheMetadataHaveNoMore_isNotUsedLonger() {
        ServerAddress lasting = discovered(client, HOUR);
        now(lasting);
        document = "{\"issuer\":\"" + ISSUER + "\"}";
        clock.move(HOUR);
        now(lasting);

        assertThrows(CompletionException.class, lasting.find()::join);
        document = null;
        assertThat(now(lasting), is(URI.create(published)));
    }

    /** A document that does not name the address says nothing of the other one, which does. */
    @ParameterizedTest
    @ValueSource(ints = {0, 429, 500, 503})
    void addressOfADocumentThatIsNotThereNow_isUsedForAWhile(int broken) {
        for (int naming = 0; naming < 2; naming++) {
            Reply without = Reply.of(200, "{\"issuer\":\"" + ISSUER + "\"}");
            boolean[] fails = new boolean[1];
            boolean isFirst = naming == 0;
            CannedClient two = CannedClient.later(request -> {
                if (isFirst != request.uri().getPath().contains("oauth")) {
                    return CompletableFuture.completedFuture(without);
                }
                return fails[0] && broken == 0
                        ? CompletableFuture.failedFuture(new IOException())
                        : CompletableFuture.completedFuture(Reply.of(fails[0] ? broken : 200, document()));
            });
            ServerAddress lasting = discovered(two, HOUR);
            URI first = now(lasting);
            fails[0] = true;
            clock.move(HOUR);
            assertThat(now(lasting), is(first));

            assertThat(now(lasting), is(first));
            clock.move(HOUR);
            assertThrows(CompletionException.class, lasting.find()::join);
        }
    }

    /** It may have led nowhere for one request only, for example because of something that stands in front of it. */
    @Test
    void addressThatLedNowhere_isUsedUntilAnotherOneIsFound() {
        URI first = now(address);
        status = 500;
        address.invalidate(first);
        assertThat(now(address), is(first));

        status = 200;
        published = "https://as.example/moved";
        clock.move(Duration.ofSeconds(10));
        address.invalidate(first);
        assertThat(now(address), is(URI.create(published)));
        document = "{\"issuer\":\"" + ISSUER + "\"}";
        clock.move(Duration.ofSeconds(10));
        address.invalidate(URI.create(published));
        assertThrows(CompletionException.class, address.find()::join);
    }

    @Test
    void addressThatLeadsNowhereAgain_isLookedForAfterAPause() {
        URI first = now(address);
        for (int i = 0; i < 5; i++) {
            address.invalidate(first);
        }
        assertThat(client.asked(), is(2));

        clock.move(Duration.ofSeconds(10).minus(MILLI));
        address.invalidate(first);
        doesNotAskAgain();
        clock.move(MILLI);
        address.invalidate(first);
        assertThat(client.asked(), is(3));
    }

    private HttpClient hangingIf(boolean[] hangs, HeldClient held) {
        return new OfflineHttpClient() {
            @Override
            public <T> CompletableFuture<HttpResponse<T>> sendAsync(
                    HttpRequest request, HttpResponse.BodyHandler<T> handler) {
                return hangs[0] ? held.sendAsync(request, handler) : client.sendAsync(request, handler);
            }
        };
    }

    @Test
    void nobodyWaitsForAnAddressThatLedNowhere() {
        HeldClient held = new HeldClient();
        boolean[] hangs = new boolean[1];
        ServerAddress other = discovered(hangingIf(hangs, held));
        URI first = now(other);
        hangs[0] = true;

        other.invalidate(first);
        assertThat(now(other), is(first));
        assertThat(held.requests().size(), is(1));
        held.fail(0, new ConnectException());
        assertThat(now(other), is(first));
    }

    @Test
    void nobodyWaitsForAnAddressThatIsLookedForAgain() {
        HeldClient held = new HeldClient();
        boolean[] hangs = new boolean[1];
        ServerAddress lasting = discovered(hangingIf(hangs, held), HOUR);
        URI first = now(lasting);
        hangs[0] = true;

        clock.move(HOUR);
        assertThat(now(lasting), is(first));
        assertThat(now(lasting), is(first));
        assertThat(held.requests().size(), is(1));

        clock.move(HOUR);
        CompletableFuture<URI> waits = lasting.find();
        int dependents = waits.getNumberOfDependents();
        assertThat(lasting.find(), is(sameInstance(waits)));
        assertThat(waits.getNumberOfDependents(), is(dependents));
        assertThat(waits.isDone(), is(false));
        assertThat(held.requests().size(), is(1));
        hangs[0] = false;
        held.fail(0, new ConnectException());
    }

    @Test
    void addressThatIsNotUsedMeanwhile_isUsedIfThereIsNoOther() {
        HeldClient held = new HeldClient();
        boolean[] hangs = new boolean[1];
        ServerAddress waiting = discovered(hangingIf(hangs, held), HOUR, false);
        URI first = now(waiting);
        hangs[0] = true;
        clock.move(HOUR);
        CompletableFuture<URI> found = waiting.find();
        assertThat(found.isDone(), is(false));
        held.fail(0, new ConnectException());
        assertThat(found.join(), is(first));
        assertThat(now(waiting), is(first));
        assertThat(held.requests().size(), is(1));

        hangs[0] = false;
        document = "{\"issuer\":\"" + ISSUER + "\"}";
        clock.move(Duration.ofSeconds(10));
        assertThrows(CompletionException.class, waiting.find()::join);
    }

    @Test
    void configuredAddressStaysTheSame() {
        ServerAddress configured = new ServerAddress.Configured(URI.create("https://as.example/keys"));
        configured.invalidate(URI.create("https://as.example/keys"));

        assertThat(configured.find().join(), is(URI.create("https://as.example/keys")));
    }
}
