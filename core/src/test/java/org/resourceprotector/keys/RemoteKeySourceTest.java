package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.resourceprotector.keys.PublishedKeys.ids;
import static org.resourceprotector.keys.PublishedKeys.json;
import static org.resourceprotector.keys.PublishedKeys.rsa;

import com.sun.net.httpserver.HttpHandler;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.Await;
import org.resourceprotector.http.HttpClients;
import org.resourceprotector.http.LoopbackServer;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.http.SelfSigned;
import org.resourceprotector.token.ValidationUnavailableException;

@Timeout(90)
class RemoteKeySourceTest {

    private static final String OAUTH = "/.well-known/oauth-authorization-server";
    private static final Duration COOL_DOWN = Duration.ofSeconds(30);

    private final LoopbackServer server = LoopbackServer.http();
    private final MovedClock clock = new MovedClock();
    private final RecordingListener listener = new RecordingListener();
    private final CapturedLog log = new CapturedLog(server.address());
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);

    @AfterEach
    void stop() {
        end.countDown();
        callers.shutdownNow();
        log.close();
        server.close();
    }

    /** Patient, so that a busy machine is not taken for a slow server. */
    private RemoteKeySource.Builder builder() {
        return RemoteKeySource.builder()
                .insecureLoopbackHttp()
                .clock(clock)
                .listener(listener)
                .timeout(Duration.ofSeconds(30));
    }

    private RemoteKeySource fromIssuer() {
        return builder().issuer(server.address()).build();
    }

    private RemoteKeySource fromKeys() {
        return builder().jwksUri(server.uri("/keys")).build();
    }

    private void metadata(String jwksUri) {
        server.json(OAUTH, "{\"issuer\":\"" + server.address() + "\",\"jwks_uri\":\"" + jwksUri + "\"}");
    }

    private void publish(Object... keys) {
        server.json("/keys", json(keys));
    }

    @Test
    @DisplayName("R8414-3-a the issuer's metadata leads to its keys, and is remembered")
    void issuerLeadsToItsKeys() {
        metadata(server.uri("/keys").toString());
        publish(rsa("a"));
        RemoteKeySource source = fromIssuer();

        assertThat(ids(source.keys()), contains("a"));
        publish(rsa("a"), rsa("b"));
        assertThat(ids(source.refreshFor("b")), contains("a", "b"));
        assertThat(server.requests(), contains(OAUTH, "/keys", "/keys"));
        assertThat(source.toString(), is("RemoteKeySource[" + server.address() + "]"));
    }

    @Test
    @DisplayName("R8414-des-a the metadata is asked for again after a while, and where the keys are not there any more")
    void keysThatMovedAreFound() {
        metadata(server.uri("/keys").toString());
        publish(rsa("a"));
        RemoteKeySource source = fromIssuer();
        source.keys();

        metadata(server.uri("/moved").toString());
        server.on("/keys", LoopbackServer.status(404, ""));
        server.json("/moved", json(rsa("b")));
        clock.move(Duration.ofMinutes(5));
        source.keys();
        Await.until(
                "the old address fails",
                () -> listener.events.contains("failed " + server.uri("/keys") + ": status 404"));
        Await.until("the new address answers", () -> {
            clock.move(Duration.ofMillis(10));
            source.keys();
            return listener.events.contains("fetched [b]");
        });

        assertThat(ids(source.keys()), contains("b"));
        int hits = server.hits(OAUTH);
        assertThat(hits, is(greaterThan(1)));
        clock.move(Duration.ofHours(1));
        source.keys();
        Await.until("the metadata is asked for again", () -> server.hits(OAUTH) == hits + 1);
    }

    @Test
    @DisplayName("R8414-des-a with the server down the application starts, and with the server up it works")
    void serverMayBeDownAtTheStart() {
        server.down();
        metadata(server.uri("/keys").toString());
        publish(rsa("a"));
        RemoteKeySource source = fromIssuer();

        assertThrows(ValidationUnavailableException.class, source::keys);
        server.up();
        assertThrows(ValidationUnavailableException.class, source::keys);
        clock.move(Duration.ofSeconds(1));

        assertThat(ids(source.keys()), contains("a"));
        assertThat(
                log.warnings(),
                contains("WARNING Keys of " + server.address()
                        + ": not fetched, by the address that issuer(...) or jwksUri(...) or their properties lead to: "
                        + server.uri(OAUTH)
                        + ": connection refused"));
    }

    @ParameterizedTest
    @DisplayName("R8414-3.3-a metadata of another issuer is not used: no keys, one line in the log")
    @ValueSource(strings = {"%s/", "https://as.example", "%S"})
    void metadataOfAnotherIssuerIsNotUsed(String other) {
        String named = String.format(other, server.address());
        server.json(OAUTH, "{\"issuer\":\"" + named + "\",\"jwks_uri\":\"" + server.uri("/keys") + "\"}");
        publish(rsa("a"));
        RemoteKeySource source = fromIssuer();

        ValidationUnavailableException e = assertThrows(ValidationUnavailableException.class, source::keys);

        assertThat(e.getMessage(), not(containsString(named)));
        assertThat(server.hits("/keys"), is(0));
        assertThat(
                log.warnings(),
                contains("WARNING Keys of " + server.address()
                        + ": not fetched, by the address that issuer(...) or jwksUri(...) or their properties lead to: "
                        + server.uri(OAUTH)
                        + ": the metadata names another issuer: \"" + named + "\", and not " + server.address()));
        clock.move(Duration.ofSeconds(1));
        metadata(server.uri("/keys").toString());
        assertThat(ids(source.keys()), contains("a"));
    }

    @ParameterizedTest
    @DisplayName("R8414-2-b a jwks_uri that is not https is refused")
    @ValueSource(
            strings = {
                "http://as.example/keys",
                "ftp://localhost/keys",
                "/keys",
                "",
                "::",
                "https://user@as.example/keys",
                "http://127.0.0.1.as.example/keys",
                "file:///etc/passwd",
            })
    void unsafeAddressOfKeysIsRefused(String jwksUri) {
        metadata(jwksUri);
        RemoteKeySource source = fromIssuer();

        assertThrows(ValidationUnavailableException.class, source::keys);

        assertThat(Set.copyOf(server.requests()), contains(OAUTH));
        assertThat(log.warnings().size(), is(1));
        assertThat(jwksUri.isEmpty() || !log.warnings().get(0).contains(jwksUri), is(true));
    }

    @Test
    void metadataWithoutAddressOfKeysIsNoUse() {
        server.json(OAUTH, "{\"issuer\":\"" + server.address() + "\",\"jwks_uri\":[\"https://as.example\"]}");

        assertThrows(ValidationUnavailableException.class, fromIssuer()::keys);
        assertThat(listener.events, contains("failed " + server.uri(OAUTH) + ": the metadata has no jwks_uri"));
    }

    @Test
    @DisplayName("RJOSE-7517-fetch a redirect of the keys is not followed")
    void redirectIsNotFollowed() {
        server.on(
                "/keys",
                LoopbackServer.status(302, "", "Location", server.uri("/else").toString()));
        server.json("/else", json(rsa("a")));

        assertUnavailable("failed " + server.uri("/keys") + ": status 302");
        assertThat(server.hits("/else"), is(0));
    }

    @Test
    @DisplayName("R8414-3.2-a RJOSE-7517-fetch an answer that is too long is not used")
    void tenMegabytesAreTooLong() {
        publish(rsa("a"), Map.of("x", "x".repeat(10_000_000)));

        assertUnavailable("failed " + server.uri("/keys") + ": answer longer than 524288 bytes");
    }

    @ParameterizedTest
    @DisplayName("R8414-3.2-a RJOSE-7517-fetch an answer that is no JWK set is not used")
    @ValueSource(strings = {"<html>", "[]", "{}", "{\"keys\":[]} x", "{\"keys\":1}", "", "\uFEFF{\"keys\":[]}"})
    void garbageIsNotUsed(String garbage) {
        server.json("/keys", garbage);

        assertThrows(ValidationUnavailableException.class, fromKeys()::keys);
        assertThat(listener.events.size(), is(1));
        assertThat(listener.events.get(0), not(containsString("html")));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-7517-fetch any status but 200 keeps the last good keys")
    @ValueSource(ints = {201, 204, 304, 400, 401, 404, 429, 500, 503})
    void otherStatusKeepsTheLastGoodKeys(int status) {
        publish(rsa("a"));
        RemoteKeySource source = fromKeys();
        KeySet first = source.keys();
        server.on("/keys", LoopbackServer.status(status, status == 204 || status == 304 ? "" : json(rsa("b"))));

        assertThrows(ValidationUnavailableException.class, () -> source.refreshFor("b"));
        assertThat(listener.events, contains("fetched [a]", "failed " + server.uri("/keys") + ": status " + status));
        assertThat(source.keys(), is(sameInstance(first)));
    }

    @Test
    @DisplayName("R8414-3.2-a a server that says nothing is given up after the read time-out")
    void silentServerIsGivenUp() {
        server.on("/keys", waiting());
        RemoteKeySource source = builder()
                .jwksUri(server.uri("/keys"))
                .timeout(Duration.ofSeconds(2)) // enough to connect, however busy the machine is
                .build();

        assertThrows(ValidationUnavailableException.class, source::keys);

        Await.until("the fetch fails", () -> listener.events.size() == 1);
        assertThat(listener.events.get(0), containsString("/keys: time-out, no answer"));
    }

    @Test
    @DisplayName("RJOSE-7517-fetch a certificate that is not trusted means no keys")
    void untrustedCertificateMeansNoKeys(@TempDir Path folder) throws Exception {
        SelfSigned certificate = new SelfSigned(folder, "ip:127.0.0.1");
        try (LoopbackServer secure = LoopbackServer.https(certificate.server())) {
            secure.json("/keys", json(rsa("a")));
            RemoteKeySource.Builder strict = RemoteKeySource.builder()
                    .jwksUri(secure.uri("/keys"))
                    .listener(listener)
                    .timeout(Duration.ofSeconds(30));

            assertThrows(ValidationUnavailableException.class, strict.build()::keys);
            assertThat(secure.requests(), is(empty()));
            assertThat(listener.events, contains(containsString(": its certificate is not trusted")));
            assertThat(
                    ids(strict.httpClient(HttpClients.create(certificate.trusting()))
                            .build()
                            .keys()),
                    contains("a"));
        }
    }

    @Test
    void fiftyFirstCallersAreOneHit() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        HttpHandler keys = LoopbackServer.status(200, json(rsa("a")));
        server.on("/keys", exchange -> {
            await(go);
            keys.handle(exchange);
        });
        // all may wait for a twentieth of it, and few for the rest
        RemoteKeySource source = builder()
                .jwksUri(server.uri("/keys"))
                .timeout(Duration.ofMinutes(20))
                .build();
        CountDownLatch started = new CountDownLatch(50);
        List<Future<KeySet>> answers = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            answers.add(callers.submit(() -> {
                started.countDown();
                return source.keys();
            }));
        }
        await(started);
        go.countDown();

        for (Future<KeySet> answer : answers) {
            assertThat(ids(answer.get(30, TimeUnit.SECONDS)), contains("a"));
        }
        assertThat(server.hits("/keys"), is(1));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-b ten thousand random identifiers of eight callers are one hit per cool-down")
    void floodIsOneHitPerCoolDown() throws Exception {
        publish(rsa("a"));
        RemoteKeySource source = fromKeys();
        source.keys();
        for (int window = 1; window <= 2; window++) {
            List<Future<?>> floods = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                String prefix = window + " " + caller + " ";
                floods.add(callers.submit(() -> {
                    for (int i = 0; i < 1250; i++) {
                        assertNotAccepted(source, prefix + i);
                    }
                }));
            }
            for (Future<?> flood : floods) {
                flood.get(60, TimeUnit.SECONDS);
            }
            assertThat(server.hits("/keys"), is(1 + window));
            clock.move(COOL_DOWN);
        }
    }

    /** A stranger hears that the key is unknown, or that nobody may look for it now. */
    private static void assertNotAccepted(RemoteKeySource source, String keyId) {
        try {
            assertThat(ids(source.refreshFor(keyId)), contains("a"));
        } catch (ValidationUnavailableException e) {
            assertThat(e.getMessage(), is("a key could not be looked for"));
        }
    }

    @Test
    @DisplayName("RJOSE-7517-fetch a set without a key keeps the last good keys")
    void setWithoutAKey_keepsTheLastGoodKeys() {
        publish(rsa("a"));
        RemoteKeySource source = fromKeys();
        KeySet first = source.keys();
        server.json("/keys", "{\"keys\":[]}");
        clock.move(Duration.ofMinutes(6));
        source.keys();
        Await.until("the fetch fails", () -> listener.events.contains("failed a set without a key"));

        assertThat(source.keys(), is(sameInstance(first)));
    }

    @Test
    void setOfUnusableKeysOnly_saysWhyOfEach() {
        publish(PublishedKeys.with(rsa("a"), "kid", 7), PublishedKeys.with(rsa("b"), "n", "AA=="));
        assertThrows(ValidationUnavailableException.class, fromKeys()::keys);

        assertThat(
                log.warnings(),
                contains("WARNING Keys of " + server.uri("/keys")
                        + ": not fetched, by the address that issuer(...) or jwksUri(...) or their properties lead to: no key of use: key 1: kid is not a string;"
                        + " key 2: n is missing or not base64url"));
    }

    @Test
    void unusableKeys_areLoggedWhenTheyChange() {
        publish(rsa("a"), PublishedKeys.with(rsa("b"), "n", "AA=="));
        RemoteKeySource source = fromKeys();
        for (int fetch = 1; fetch <= 3; fetch++) {
            int sofar = fetch;
            source.keys();
            Await.until("a fetch", () -> listener.events.size() == sofar);
            clock.move(Duration.ofMinutes(6));
        }
        assertThat(log.warnings().size(), is(1));
    }

    @Test
    void serverThatIsAskedTooOften_isAskedWhenItSays() {
        server.on("/keys", LoopbackServer.status(429, "", "Retry-After", "40"));
        RemoteKeySource source = fromKeys();
        ValidationUnavailableException e = assertThrows(ValidationUnavailableException.class, source::keys);
        assertThat(e.retryAfter().orElseThrow(), is(Duration.ofSeconds(40)));
        publish(rsa("a"));
        clock.move(Duration.ofSeconds(39));
        assertThrows(ValidationUnavailableException.class, source::keys);
        clock.move(Duration.ofSeconds(1));

        assertThat(ids(source.keys()), contains("a"));
        assertThat(server.hits("/keys"), is(2));
    }

    @Test
    @DisplayName("RJOSE-7517-fetch a request whose keys are known does not wait for a server that hangs")
    void knownKeysDoNotWaitForAServerThatHangs() {
        publish(rsa("a"));
        RemoteKeySource source = fromKeys();
        KeySet first = source.keys();
        server.on("/keys", waiting());
        clock.move(Duration.ofMinutes(6));

        assertThat(source.keys(), is(sameInstance(first)));
        Await.until("a fetch", () -> server.hits("/keys") == 2);
        assertThat(source.keys(), is(sameInstance(first)));
        assertThat(listener.events, contains("fetched [a]"));
    }

    @Test
    void cacheControlOfTheKeysIsRespected() {
        server.on("/keys", LoopbackServer.status(200, json(rsa("a")), "Cache-Control", "max-age=1200"));
        RemoteKeySource source = fromKeys();
        source.keys();
        clock.move(Duration.ofMinutes(20).minusMillis(1));
        source.keys();
        assertThat(server.hits("/keys"), is(1));
        clock.move(Duration.ofMillis(1));
        source.keys();
        Await.until("a refresh", () -> server.hits("/keys") == 2);
    }

    @Test
    @DisplayName("RJOSE-8725-3.8-a R8414-2-b two issuers with the same kid do not share keys")
    void issuersDoNotShareKeys() {
        publish(rsa("same"));
        server.json("/others", json(rsa("same", PublishedKeys.OTHER_RSA)));
        RemoteKeySource one = fromKeys();
        RemoteKeySource other = builder().jwksUri(server.uri("/others")).build();

        assertThat(one.keys().keys().get(0).key(), is(PublishedKeys.RSA.getPublic()));
        assertThat(other.keys().keys().get(0).key(), is(PublishedKeys.OTHER_RSA.getPublic()));
    }

    @Test
    @DisplayName("RJOSE-7518-3.3-a a weak key is passed over with a warning, once")
    void weakKeyIsWarnedOfOnce() {
        publish(rsa("weak", PublishedKeys.SMALL_RSA), rsa("a"));
        RemoteKeySource source = fromKeys();
        assertThat(ids(source.keys()), contains("a"));
        source.refreshFor("weak");
        Await.until("both fetches are told", () -> listener.events.size() == 3);

        assertThat(
                log.warnings(),
                contains("WARNING Keys of " + server.uri("/keys") + ": not used: key 1: RSA key below 2048 bits"));
    }

    @Test
    void logHoldsNothingOfWhatAServerOrACallerWrote() {
        server.json("/keys", "{\"keys\":[{\"kty\":\"evil\ntext\"}]}");
        RemoteKeySource source = fromKeys();
        assertThrows(ValidationUnavailableException.class, source::keys);
        publish(rsa("evil\nkid"), PublishedKeys.with(rsa("x"), "n", "evil"));
        clock.move(COOL_DOWN);
        source.keys();
        source.refreshFor("evil\ncaller");
        Await.until("all is told", () -> listener.events.size() == 4);

        assertThat(String.join(";", log.lines()), not(containsString("evil")));
        assertThat(log.hasNoThrowable(), is(true));
    }

    @Test
    void exceptionOfAListenerIsLoggedByItsClass() {
        publish(rsa("a"));
        KeySourceListener broken = new KeySourceListener() {
            @Override
            public void fetched(KeySet keys) {
                throw new IllegalStateException("evil");
            }
        };
        RemoteKeySource source =
                builder().jwksUri(server.uri("/keys")).listener(broken).build();

        assertThat(ids(source.keys()), contains("a"));
        Await.until("the log has it", () -> !log.warnings().isEmpty());
        assertThat(log.warnings().get(0), containsString("a listener failed: java.lang.IllegalStateException"));
        assertThat(String.join(";", log.lines()), not(containsString("evil")));
    }

    @Test
    void numberOfKeysIsBounded() {
        Object[] many = new Object[101];
        Arrays.setAll(many, i -> rsa("k" + i));
        server.json("/keys", json(many));
        RemoteKeySource source = builder().jwksUri(server.uri("/keys")).build();

        assertThrows(ValidationUnavailableException.class, source::keys);
        assertThat(listener.events, contains("failed more than 100 keys"));
    }

    @Test
    void laterCallsOfTheBuilderDoNotReachASource() {
        publish(rsa("a"));
        RecordingListener late = new RecordingListener();
        RemoteKeySource.Builder builder = builder().jwksUri(server.uri("/keys"));
        RemoteKeySource source = builder.build();
        builder.listener(late).unknownKeyCooldown(Duration.ofMillis(1));

        source.keys();
        Await.until("the early listener heard", () -> listener.events.size() == 1);
        assertThat(late.events, is(empty()));
    }

    @Test
    void closedSource_fetchesNothing() {
        publish(rsa("a"));
        RemoteKeySource never = fromKeys();
        never.close();
        assertThrows(ValidationUnavailableException.class, never::keys);

        RemoteKeySource source = fromKeys();
        source.keys();
        source.close();
        clock.move(Duration.ofMinutes(6));
        assertThat(ids(source.keys()), contains("a"));
        assertThrows(ValidationUnavailableException.class, () -> source.refreshFor("b"));
        assertThat(ids(source.refreshForSignature()), contains("a"));
        clock.move(Duration.ofHours(1));
        assertThrows(ValidationUnavailableException.class, source::keys);
        assertThat(server.hits("/keys"), is(1));
    }

    @Test
    void threadsEndWithTheSource() {
        publish(rsa("a"));
        Set<Thread> before = Set.copyOf(Thread.getAllStackTraces().keySet());
        Set<Thread> created = new HashSet<>();
        Await.until("a client that no source has used before", () -> {
            System.gc();
            fromKeys().keys();
            created.addAll(Thread.getAllStackTraces().keySet());
            created.removeAll(before);
            created.removeIf(thread -> !thread.getName().endsWith("SelectorManager"));
            return !created.isEmpty();
        });

        Await.until("the thread of the HTTP client ends", () -> {
            System.gc();
            return created.stream().noneMatch(Thread::isAlive);
        });
    }

    private void assertUnavailable(String event) {
        assertThrows(ValidationUnavailableException.class, fromKeys()::keys);
        assertThat(listener.events, contains(event));
    }

    private HttpHandler waiting() {
        return exchange -> await(end);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat("in time", latch.await(60, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void headersGoWithEveryRequest() {
        List<String> seen = new ArrayList<>();
        String keysAt = server.uri("/keys").toString();
        server.on(OAUTH, exchange -> {
            seen.add("metadata " + exchange.getRequestHeaders().getFirst("User-Agent"));
            LoopbackServer.status(200, "{\"issuer\":\"" + server.address() + "\",\"jwks_uri\":\"" + keysAt + "\"}")
                    .handle(exchange);
        });
        server.on("/keys", exchange -> {
            seen.add("keys " + exchange.getRequestHeaders().getFirst("User-Agent") + " "
                    + exchange.getRequestHeaders().getFirst("Accept"));
            LoopbackServer.status(200, json(rsa("a"))).handle(exchange);
        });
        RemoteKeySource source = builder()
                .issuer(server.address())
                .header("user-agent", "curl")
                .header("User-Agent", "api/1")
                .build();

        assertThat(ids(source.keys()), contains("a"));
        assertThat(seen, contains("metadata api/1", "keys api/1 application/json, application/jwk-set+json"));
        assertThat(source.toString(), not(containsString("api/1")));
    }

    @Test
    void plainHttpIsSpokenToTheNamedHostOnly() {
        server.json("/keys", json(rsa("a")));
        String host = server.uri("/").getHost();
        RemoteKeySource named = RemoteKeySource.builder()
                .insecureHttp(host.toUpperCase(Locale.ROOT))
                .jwksUri(server.uri("/keys"))
                .timeout(Duration.ofSeconds(30))
                .build();
        assertThat(ids(named.keys()), contains("a"));

        server.json(OAUTH, "{\"issuer\":\"" + server.address() + "\",\"jwks_uri\":\"http://other.example/keys\"}");
        RemoteKeySource lured = RemoteKeySource.builder()
                .insecureHttp(host)
                .issuer(server.address())
                .timeout(Duration.ofSeconds(30))
                .build();
        assertThrows(ValidationUnavailableException.class, lured::keys);
        assertThrows(
                IllegalArgumentException.class,
                () -> RemoteKeySource.builder()
                        .insecureHttp("other.example")
                        .jwksUri(server.uri("/keys"))
                        .build());
    }
}
