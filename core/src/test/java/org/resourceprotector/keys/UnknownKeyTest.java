package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.resourceprotector.keys.PublishedKeys.ids;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.http.Await;
import org.resourceprotector.token.ValidationUnavailableException;

/** What is looked for when a token names a key that is not known, or none of those that are known made its signature. */
@Timeout(60)
class UnknownKeyTest extends FetchedKeys {

    @Test
    @DisplayName("RJOSE-7517-kid-b a key that was published since is found by its identifier")
    void newKeyIsFound() {
        server.answers("a");
        keys.keys();
        server.answers("a", "b");

        assertThat(ids(keys.refreshFor("b")), contains("a", "b"));
        assertThat(keys.refreshFor("b"), is(sameInstance(keys.keys())));
        assertThat(server.count(), is(2));
        assertThat(listener.events, contains("fetched [a]", "fetched [a, b]"));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-b ten thousand random identifiers lead to one fetch per cool-down")
    void floodOfUnknownIdentifiersLeadsToOneFetchPerCoolDown() {
        server.answers("a");
        KeySet known = keys.keys();
        for (int window = 1; window <= 3; window++) {
            assertThat(keys.refreshFor("random " + window), is(sameInstance(known)));
            for (int i = 0; i < 10_000; i++) {
                String keyId = "random " + window + " " + i;
                assertThat(refused(keyId).retryAfter().orElseThrow(), is(COOL_DOWN));
            }
            assertThat(server.count(), is(1 + window));
            clock.move(COOL_DOWN);
        }
        assertThat(
                listener.events.stream()
                        .filter(event -> event.startsWith("unknown"))
                        .count(),
                is(3L));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-b the flood of a thousand identifiers leads to one fetch per pause of an outage")
    void floodDuringAnOutageLeadsToOneFetchPerPause() {
        server.answers("a");
        keys.keys();
        server.fails();
        int expected = 1;
        for (int pause : List.of(1, 2, 4, 8, 16, 30, 30)) {
            expected++;
            for (int i = 0; i < 1000; i++) {
                assertThat(refused("random " + i).retryAfter().orElseThrow(), is(Duration.ofSeconds(pause)));
            }
            assertThat(server.count(), is(expected));
            clock.move(Duration.ofSeconds(pause));
        }
    }

    @Test
    void keyThatComesDuringAnOutage_isFoundWhenTheServerIsBack() {
        server.answers("a");
        keys.keys();
        server.fails();
        refused("b");
        server.answers("a", "b");
        refused("b");
        clock.move(Duration.ofSeconds(1));

        assertThat(ids(keys.refreshFor("b")), contains("a", "b"));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-b keys without identifiers that were replaced are found by a token with one")
    void namelessKeysThatWereReplaced_areTheAnswer() {
        server.answers(new String[] {null});
        KeySet before = keys.keys();
        server.answers("a", null);

        KeySet after = keys.refreshFor("b");

        assertThat(after, is(not(sameInstance(before))));
        assertThat(after.keys().size(), is(2));
        assertThat(listener.events.size(), is(2));
        assertThat(refused("b").retryAfter().orElseThrow(), is(COOL_DOWN));
    }

    @Test
    void badSignature_leadsToOneFetchPerCoolDown() {
        server.answers("a");
        KeySet before = keys.keys();
        for (int window = 1; window <= 3; window++) {
            for (int i = 0; i < 1000; i++) {
                assertThat(keys.refreshForSignature(), is(sameInstance(before)));
            }
            assertThat(server.count(), is(1 + window));
            clock.move(COOL_DOWN);
        }
        server.answers("b");
        assertThat(ids(keys.refreshForSignature()), contains("b"));
    }

    @Test
    void looksForSignaturesAndForIdentifiers_doNotUseUpEachOther() {
        server.answers("a");
        keys.keys();
        keys.refreshForSignature();
        server.answers("a", "b");
        assertThat(ids(keys.refreshFor("b")), contains("a", "b"));

        clock.move(COOL_DOWN);
        keys.refreshFor("c");
        server.answers("d");
        assertThat(ids(keys.refreshForSignature()), contains("d"));
    }

    @Test
    void badSignatureDuringAnOutage_cannotBeFoundOut() {
        server.answers("a");
        keys.keys();
        server.fails();

        assertThrows(ValidationUnavailableException.class, keys::refreshForSignature);
        assertThrows(ValidationUnavailableException.class, keys::refreshForSignature);
        assertThat(server.count(), is(2));
        assertThat(ids(keys.keys()), contains("a"));
    }

    private ValidationUnavailableException refused(String keyId) {
        return assertThrows(ValidationUnavailableException.class, () -> keys.refreshFor(keyId));
    }

    @Test
    void unknownIdentifierIsRememberedForAPauseThatGrows() {
        server.answers("a");
        keys.keys();
        for (int pause : List.of(30, 60, 60, 60)) {
            keys.refreshFor("old");
            int before = server.count();
            clock.move(Duration.ofSeconds(pause).minus(MILLI));
            keys.refreshFor("old");
            assertThat(server.count(), is(before));
            clock.move(MILLI);
        }
    }

    @Test
    void unknownIdentifierThatOthersLookPast_hasAPauseThatGrows() {
        server.answers("a");
        keys.keys();
        int others = 0;
        for (int pause : List.of(1, 2, 4, 8, 16, 16)) {
            keys.refreshFor("old");
            int before = server.count();
            for (int i = 1; i < pause; i++) {
                clock.move(COOL_DOWN);
                keys.refreshFor("old");
                keys.refreshFor("other " + others++);
            }
            assertThat(server.count(), is(before + pause - 1));
            clock.move(COOL_DOWN);
        }
    }

    @Test
    @DisplayName("RJOSE-7517-kid-c an identifier that strangers asked for early is found within two cool-downs")
    void identifierThatStrangersAskedForEarly_isFoundSoon() {
        server.answers("a");
        keys.keys();
        for (int i = 0; i < 20; i++) {
            assertThat(ids(keys.refreshFor("b")), contains("a"));
            clock.move(COOL_DOWN);
        }
        server.answers("a", "b");
        clock.move(COOL_DOWN);

        assertThat(ids(keys.refreshFor("b")), contains("a", "b"));
    }

    @Test
    void callersWithAnOldKeyDoNotUseUpTheLookForANewOne() {
        server.answers("a");
        keys.keys();
        keys.refreshFor("old");
        clock.move(COOL_DOWN);
        keys.refreshFor("old");
        clock.move(COOL_DOWN);
        keys.refreshFor("old");
        server.answers("a", "b");

        assertThat(ids(keys.refreshFor("b")), contains("a", "b"));
    }

    @Test
    void identifierThatIsAskedForTooEarlyIsFoundAfterTheCoolDown() {
        server.answers("a");
        keys.keys();
        assertThat(ids(keys.refreshFor("b")), contains("a"));
        server.answers("a", "b");
        clock.move(COOL_DOWN);

        assertThat(ids(keys.refreshFor("b")), contains("a", "b"));
    }

    @Test
    @DisplayName("RJOSE-8725-3.10-a nobody looks for an endless identifier")
    void nobodyLooksForAnEndlessIdentifier() {
        server.answers("a");
        keys.keys();
        keys.refreshFor("x".repeat(1_000_000));
        assertThat(server.count(), is(1));

        for (String odd : List.of("", "../../x", "' OR 1=1 --", "\u0000\n", "x".repeat(512))) {
            assertThat(ids(keys.refreshFor(odd)), contains("a"));
            clock.move(COOL_DOWN);
        }
        assertThat(server.count(), is(6));
    }

    @Test
    void fiftyCallersWithANewKeyShareOneFetchAndAllGetIt() throws Exception {
        server.answers("a");
        patientWithMany.keys();
        server.hangs();
        List<Future<KeySet>> answers = new ArrayList<>();
        CountDownLatch ready = new CountDownLatch(50);
        for (int i = 0; i < 50; i++) {
            answers.add(callers.submit(() -> {
                ready.countDown();
                ready.await();
                return patientWithMany.refreshFor("b");
            }));
        }
        ready.await();
        Await.until("a fetch", () -> server.count() == 2);
        server.last().complete(FakeFetch.fetched("a", "b"));

        for (Future<KeySet> answer : answers) {
            assertThat(ids(answer.get(20, TimeUnit.SECONDS)), contains("a", "b"));
        }
        assertThat(server.count(), is(2));
    }

    @Test
    void onlySomeOfAFloodWait_fewOfThemLong() throws Exception {
        server.answers("a");
        KeySet known = patient.keys();
        server.hangs();
        CountDownLatch through = new CountDownLatch(200);
        for (int i = 0; i < 200; i++) {
            String keyId = "random " + i;
            Supplier<KeySet> look = i % 4 == 0 ? patient::refreshForSignature : () -> patient.refreshFor(keyId);
            callers.execute(() -> {
                assertThrows(ValidationUnavailableException.class, look::get);
                through.countDown();
            });
        }
        Await.until(
                "all but those who may wait long are through", () -> through.getCount() == JwksCache.MAX_WAITING_LONG);

        assertThat(patient.keys(), is(sameInstance(known)));
        assertThrows(ValidationUnavailableException.class, () -> patient.refreshFor("one more"));
        server.last().completeExceptionally(new IllegalStateException());
        assertThat(through.await(20, TimeUnit.SECONDS), is(true));
        assertThat(server.count(), is(2));
    }

    @Test
    void lookThatTakesTooLong_saysNothingOfTheKey() {
        JwksCache hasty = keys(50);
        server.answers("a");
        hasty.keys();
        server.hangs();

        assertThrows(ValidationUnavailableException.class, () -> hasty.refreshFor("b"));
        server.last().complete(FakeFetch.fetched("a", "b"));
        assertThat(ids(hasty.refreshFor("b")), contains("a", "b"));
        assertThat(listener.events, contains("fetched [a]", "fetched [a, b]"));
    }

    @Test
    void lookThatIsInterrupted_saysNothingOfTheKey() {
        server.answers("a");
        keys.keys();
        server.hangs();
        Thread.currentThread().interrupt();

        refused("b");
        assertThat(Thread.interrupted(), is(true));
        assertThat(listener.events, contains("fetched [a]"));
    }

    @Test
    void unknownKey_isToldOncePerFetch() throws Exception {
        server.answers("a");
        patientWithMany.keys();
        server.hangs();
        List<Future<KeySet>> answers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            answers.add(callers.submit(() -> patientWithMany.refreshFor("b")));
        }
        Await.until("a fetch", () -> server.count() == 2);
        server.last().complete(FakeFetch.fetched("a"));

        for (Future<KeySet> answer : answers) {
            assertThat(ids(answer.get(20, TimeUnit.SECONDS)), contains("a"));
        }
        assertThat(listener.events, contains("fetched [a]", "fetched [a]", "unknown b"));
    }

    @Test
    void unknownKey_isToldThoughOthersWerePublished() {
        server.answers("a");
        keys.keys();
        server.answers("b");

        assertThat(ids(keys.refreshFor("c")), contains("b"));
        assertThat(listener.events, contains("fetched [a]", "fetched [b]", "unknown c"));
    }

    @Test
    void lookDoesNotCostTheNextOneItsPlace() {
        server.answers("a");
        keys.keys();
        for (int i = 0; i < 100; i++) {
            server.answers("k" + i);
            assertThat(ids(keys.refreshFor("k" + i)), contains("k" + i));
            clock.move(COOL_DOWN);
        }
    }

    @Test
    void callerWhoComesLateDoesNotFetchAgainWhatCameInTheMeantime() {
        AtomicBoolean overtaken = new AtomicBoolean();
        server.answers("a");
        clock.beforeReading(() -> {
            if (overtaken.compareAndSet(false, true)) {
                keys.keys();
            }
        });

        assertThat(ids(keys.keys()), contains("a"));
        assertThat(server.count(), is(1));
    }

    @Test
    void keyThatCameWhileSomebodyWasAboutToLook_isFound() {
        server.answers("a");
        keys.keys();
        clock.beforeReading(() -> clock.beforeReading(() -> {
            clock.beforeReading(() -> {});
            server.answers("a", "b");
            keys.refreshFor("c");
        }));

        assertThat(ids(keys.refreshFor("b")), contains("a", "b"));
        assertThat(server.count(), is(2));
    }
}
