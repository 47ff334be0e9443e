package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.resourceprotector.keys.PublishedKeys.ids;
import static org.resourceprotector.keys.PublishedKeys.json;
import static org.resourceprotector.keys.PublishedKeys.rsa;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.CannedClient;
import org.resourceprotector.http.CannedClient.Reply;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.status.KeySourceStatus;
import org.resourceprotector.token.ValidationUnavailableException;

/** What a source of keys asks of its server and how often, with a client that answers at once. */
class SourceWithoutSocketTest {

    private static final String ISSUER = "https://as.example";
    private static final URI KEYS = URI.create("https://as.example/keys");
    private static final URI METADATA = URI.create("https://as.example/.well-known/oauth-authorization-server");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Map<URI, Reply> replies = new HashMap<>();
    private final MovedClock clock = new MovedClock();
    private final long begun = clock.millis();
    private final RecordingListener listener = new RecordingListener();
    private final CannedClient client =
            new CannedClient(request -> replies.getOrDefault(request.uri(), Reply.of(404, "")));

    private RemoteKeySource.Builder builder() {
        return RemoteKeySource.builder()
                .httpClient(client)
                .clock(clock)
                .listener(listener)
                .timeout(Duration.ofMillis(200));
    }

    private void publish(String... more) {
        replies.put(KEYS, Reply.of(200, json(rsa("a")), more));
    }

    private void refreshedAfter(RemoteKeySource source, Duration time) {
        source.keys();
        int before = client.asked();
        clock.move(time.minus(MILLI));
        source.keys();
        assertThat(client.asked(), is(before));
        clock.move(MILLI);
        source.keys();
        assertThat(client.asked(), is(before + 1));
    }

    @Test
    void keysAreRefreshedAsTheServerSays_withinBounds() {
        publish();
        refreshedAfter(builder().jwksUri(KEYS).build(), MINUTE.multipliedBy(5));
        publish("Cache-Control", "max-age=0");
        refreshedAfter(builder().jwksUri(KEYS).build(), MINUTE);
        publish("Cache-Control", "max-age=86400");
        refreshedAfter(builder().jwksUri(KEYS).build(), Duration.ofHours(1));
    }

    @Test
    void boundsOfTheRefreshCanBeSet() {
        publish("Cache-Control", "max-age=0");
        refreshedAfter(builder().jwksUri(KEYS).refreshInterval(MINUTE, MINUTE).build(), MINUTE);
        refreshedAfter(
                builder()
                        .jwksUri(KEYS)
                        .refreshInterval(SECOND, MINUTE.multipliedBy(2))
                        .build(),
                SECOND);
        publish("Cache-Control", "max-age=86400");
        refreshedAfter(
                builder()
                        .jwksUri(KEYS)
                        .refreshInterval(SECOND, MINUTE.multipliedBy(2))
                        .build(),
                MINUTE.multipliedBy(2));
    }

    private void trustedDuringAnOutageFor(RemoteKeySource source, Duration time) {
        publish();
        KeySet known = source.keys();
        replies.clear();
        clock.move(MINUTE.multipliedBy(5).plus(time).minus(MILLI));
        assertThat(source.keys(), is(sameInstance(known)));
        clock.move(MILLI);
        assertThrows(ValidationUnavailableException.class, source::keys);
    }

    @Test
    void keysAreTrustedDuringAnOutageForAnHourOrTheTimeThatIsSet() {
        trustedDuringAnOutageFor(builder().jwksUri(KEYS).build(), Duration.ofHours(1));
        trustedDuringAnOutageFor(builder().jwksUri(KEYS).staleIfError(MINUTE).build(), MINUTE);
    }

    private void looksForAKeyAgainAfter(RemoteKeySource source, Duration pause) {
        publish();
        source.refreshFor("b");
        ValidationUnavailableException e =
                assertThrows(ValidationUnavailableException.class, () -> source.refreshFor("c"));
        assertThat(e.retryAfter().orElseThrow(), is(pause));
        int before = client.asked();
        clock.move(pause);
        source.refreshFor("c");
        assertThat(client.asked(), is(before + 1));
    }

    @Test
    void pauseBetweenLooksForUnknownKeysIsHalfAMinuteOrThatWhichIsSet() {
        looksForAKeyAgainAfter(builder().jwksUri(KEYS).build(), Duration.ofSeconds(30));
        looksForAKeyAgainAfter(
                builder().jwksUri(KEYS).unknownKeyCooldown(MINUTE).build(), MINUTE);
    }

    @Test
    void dateToComeBackAt_isReadByTheClockOfTheSource() {
        String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                clock.instant().plusSeconds(40).atOffset(ZoneOffset.UTC));
        for (URI busy : List.of(KEYS, METADATA)) {
            replies.put(METADATA, naming(KEYS));
            replies.put(busy, Reply.of(429, "", "Retry-After", date));
            RemoteKeySource source = builder().issuer(ISSUER).build();

            ValidationUnavailableException e = assertThrows(ValidationUnavailableException.class, source::keys);

            assertThat(e.retryAfter().orElseThrow(), is(Duration.ofSeconds(40)));
        }
    }

    @Test
    void signatureThatIsBad_isAReasonToLook() {
        publish();
        RemoteKeySource source = builder().jwksUri(KEYS).build();
        source.keys();
        replies.put(KEYS, Reply.of(200, json(rsa("b"))));

        assertThat(ids(source.refreshForSignature()), contains("b"));
    }

    @Test
    void requestsHaveTheTimeAndTheHeadersThatAreSet() {
        publish();
        RemoteKeySource.builder().httpClient(client).jwksUri(KEYS).build().keys();
        builder().jwksUri(KEYS).timeout(SECOND).header("X-Api", "1").build().keys();

        HttpRequest plain = client.requests().get(0);
        HttpRequest set = client.requests().get(1);
        assertThat(plain.timeout().orElseThrow(), is(Duration.ofSeconds(5)));
        assertThat(plain.headers().map(), is(Map.of("Accept", List.of("application/json, application/jwk-set+json"))));
        assertThat(set.timeout().orElseThrow(), is(SECOND));
        assertThat(set.headers().allValues("X-Api"), contains("1"));
    }

    @Test
    void metadataIsRememberedUntilItIsOldOrLeadsNowhere() {
        replies.put(METADATA, Reply.of(200, "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"" + KEYS + "\"}"));
        publish();
        RemoteKeySource source = builder()
                .issuer(ISSUER)
                .refreshInterval(MINUTE, Duration.ofMinutes(10))
                .build();
        source.keys();
        clock.move(Duration.ofMinutes(5));
        source.keys();
        assertThat(asked(), contains(METADATA, KEYS, KEYS));

        clock.move(Duration.ofMinutes(5));
        source.keys();
        assertThat(asked(), contains(METADATA, KEYS, KEYS, METADATA, KEYS));

        replies.remove(KEYS);
        clock.move(Duration.ofMinutes(5));
        source.keys();
        clock.move(SECOND);
        source.keys();
        assertThat(asked(), contains(METADATA, KEYS, KEYS, METADATA, KEYS, KEYS, METADATA, KEYS));
    }

    @Test
    void metadataThatAreDown_costNoKeysWhileThoseAreThere() {
        replies.put(METADATA, Reply.of(200, "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"" + KEYS + "\"}"));
        publish();
        RemoteKeySource source = builder().issuer(ISSUER).build();
        source.keys();
        replies.remove(METADATA);
        replies.put(KEYS, Reply.of(500, ""));
        clock.move(MINUTE.multipliedBy(5));
        source.keys();
        assertThat(listener.events.get(1), is("failed " + KEYS + ": status 500"));
        listener.events.clear();

        publish();
        for (int i = 0; i < 22; i++) {
            clock.move(MINUTE.multipliedBy(5));
            source.keys();
        }
        assertThat(Set.copyOf(listener.events), contains("fetched [a]"));
    }

    @Test
    void addressOfKeysThatIsOld_isNotUsedBeforeItIsLookedFor() {
        URI moved = URI.create("https://as.example/moved");
        CompletableFuture<Reply> second = new CompletableFuture<>();
        CannedClient late = CannedClient.later(request -> request.uri().equals(METADATA) && clock.millis() > begun
                ? second
                : CompletableFuture.completedFuture(
                        request.uri().equals(METADATA) ? naming(KEYS) : Reply.of(200, json(rsa("a")))));
        RemoteKeySource source = builder()
                .httpClient(late)
                .timeout(Duration.ofSeconds(10))
                .issuer(ISSUER)
                .build();
        source.keys();
        clock.move(Duration.ofHours(1));
        source.keys();
        second.complete(naming(moved));

        assertThat(late.requests().stream().map(HttpRequest::uri).toList(), contains(METADATA, KEYS, METADATA, moved));
    }

    private static Reply naming(URI keys) {
        return Reply.of(200, "{\"issuer\":\"" + ISSUER + "\",\"jwks_uri\":\"" + keys + "\"}");
    }

    private List<URI> asked() {
        return client.requests().stream().map(HttpRequest::uri).toList();
    }

    @Test
    void hundredKeysAreReadAndOneMoreIsNot() {
        Object[] hundred = new Object[100];
        Arrays.setAll(hundred, i -> rsa("k" + i));
        replies.put(KEYS, Reply.of(200, json(hundred)));
        assertThat(builder().jwksUri(KEYS).build().keys().keys().size(), is(100));

        Object[] more = Arrays.copyOf(hundred, 101);
        more[100] = rsa("k100");
        replies.put(KEYS, Reply.of(200, json(more)));
        assertThrows(
                ValidationUnavailableException.class, builder().jwksUri(KEYS).build()::keys);
        assertThat(listener.events.get(1), is("failed more than 100 keys"));
    }

    @Test
    void halfAMegabyteIsReadAndOneByteMoreIsNot() {
        String keys = json(rsa("a"));
        String longest = keys + " ".repeat(512 * 1024 - keys.length());
        replies.put(KEYS, Reply.of(200, longest));
        assertThat(ids(builder().jwksUri(KEYS).build().keys()), contains("a"));

        replies.put(KEYS, Reply.of(200, longest + " "));
        assertThrows(
                ValidationUnavailableException.class, builder().jwksUri(KEYS).build()::keys);
        assertThat(listener.events.get(1), is("failed " + KEYS + ": answer longer than 524288 bytes"));
    }

    @Test
    void setsWithoutAKey_sayWhy() {
        RemoteKeySource source =
                builder().jwksUri(KEYS).unknownKeyCooldown(MILLI).build();
        for (String set :
                List.of("{}", "{\"keys\":{}}", "{\"keys\":[]}", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AA\"}]}")) {
            replies.put(KEYS, Reply.of(200, set));
            assertThrows(ValidationUnavailableException.class, source::keys);
            clock.move(MILLI);
        }

        assertThat(
                listener.events,
                contains(
                        "failed no JWK set",
                        "failed no JWK set",
                        "failed a set without a key",
                        "failed no key of use: key 1: a secret that was published"));
    }

    @Test
    void statusIsThatOfTheSource_andAClosedOneAsksNothing() {
        publish();
        RemoteKeySource source =
                builder().jwksUri(URI.create(KEYS + "?secret=1")).build();
        assertThat(((KeySourceStatus) source.status().get(0)).source(), is(KEYS + "?..."));
        assertThat(source.toString(), is("RemoteKeySource[" + KEYS + "?...]"));

        source.close();

        assertThrows(ValidationUnavailableException.class, source::keys);
        assertThat(client.asked(), is(0));
    }
}
