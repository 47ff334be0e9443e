package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.http.Await;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/** Evictions while the server is asked. */
class EvictionTest {

    private static final int ROUNDS = 25;
    private static final int READINGS = 4;

    @Tag("slow")
    @Test
    @DisplayName("R7662-4-b what was asked before an eviction is never found after it, not even for a moment")
    void nothingComesBack() throws Exception {
        AtomicBoolean found = new AtomicBoolean();
        for (int reading = 1; reading <= READINGS; reading++) {
            try (IntrospectionFixture desk =
                    IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofHours(1)))) {
                for (int round = 0; round < ROUNDS; round++) {
                    boolean evicted = evictDuringAnAnswer(desk, "token-" + round, reading, found);
                    assertThat("evicted at reading " + reading, evicted, is(true));
                }
            }
        }
        assertThat(found.get(), is(false));
    }

    /**
     * Evicts when the clock is read for the n-th time after the server was asked, and looks for the answer until the end; whether
     * it was read that often.
     */
    private static boolean evictDuringAnAnswer(
            IntrospectionFixture desk, String token, int reading, AtomicBoolean found) throws InterruptedException {
        Thread leader = Thread.currentThread();
        int before = desk.server.calls();
        AtomicInteger readings = new AtomicInteger();
        AtomicBoolean evicted = new AtomicBoolean();
        AtomicBoolean over = new AtomicBoolean();
        TokenDigest digest = TokenDigest.of(token);
        Thread evictor = new Thread(() -> {
            desk.validator.evict(who -> true);
            evicted.set(true);
            while (!over.get() && !found.get()) {
                found.set(desk.known().find(digest, Instant.EPOCH) != null);
            }
        });
        desk.clock.beforeReading(() -> {
            boolean asked = desk.server.calls() > before;
            if (asked && Thread.currentThread() == leader && readings.incrementAndGet() == reading) {
                evictor.start();
                Await.until("evicted", () -> evicted.get() || evictor.getState() == Thread.State.BLOCKED);
            }
        });
        desk.accepted(token);
        over.set(true);
        desk.clock.beforeReading(() -> {});
        evictor.join(TimeUnit.SECONDS.toMillis(30));
        return readings.get() >= reading;
    }

    @Test
    @DisplayName("R7662-4-b a question from before an eviction is not remembered, also if it is answered during it")
    void questionFromBefore_isNotRemembered() throws Exception {
        SingleFlight flights = new SingleFlight();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicReference<String> became = new AtomicReference<>();
        try (Callers callers = new Callers()) {
            Future<IntrospectionResult> before =
                    callers.call(() -> flights.fly(TokenDigest.of("abc"), Duration.ofMinutes(1), flight -> {
                        asked.countDown();
                        await(mayEnd);
                        flights.settle(flight, () -> became.set("remembered"), () -> became.set("not remembered"));
                        return new IntrospectionResult.Refused(Rejection.of(Reason.REVOKED));
                    }));
            await(asked);
            flights.renewAround(() -> {
                mayEnd.countDown();
                Await.until("settled", () -> became.get() != null);
            });

            before.get(30, TimeUnit.SECONDS);
            assertThat(became.get(), is("not remembered"));
        }
    }

    @Test
    @DisplayName("R7662-4-b nobody who comes after an eviction waits for a question from during it")
    void questionFromDuring_isNotJoinedAfterwards() throws Exception {
        SingleFlight flights = new SingleFlight();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        TokenDigest digest = TokenDigest.of("abc");
        IntrospectionResult old = new IntrospectionResult.Refused(Rejection.of(Reason.EXPIRED));
        IntrospectionResult fresh = new IntrospectionResult.Refused(Rejection.of(Reason.REVOKED));
        try (Callers callers = new Callers()) {
            AtomicReference<Future<IntrospectionResult>> during = new AtomicReference<>();
            flights.renewAround(() -> {
                during.set(callers.call(() -> flights.fly(digest, Duration.ofMinutes(1), flight -> {
                    asked.countDown();
                    await(mayEnd);
                    return old;
                })));
                await(asked);
            });

            Future<IntrospectionResult> after =
                    callers.call(() -> flights.fly(digest, Duration.ofMinutes(1), flight -> fresh));
            assertThat(after.get(30, TimeUnit.SECONDS), is(fresh));
            mayEnd.countDown();
            assertThat(during.get().get(30, TimeUnit.SECONDS), is(old));
        }
    }

    private static void await(CountDownLatch latch) {
        Await.until("the other thread is there", () -> latch.getCount() == 0);
    }

    @Test
    @DisplayName(
            "R7662-4-b a token that the server called bad is not accepted as a stale one, whoever was evicted meanwhile")
    void aRefusalCountsInSpiteOfAnEviction() throws Exception {
        try (Callers callers = new Callers();
                IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofMinutes(1))
                        .timeout(Duration.ofMinutes(1))
                        .acceptStaleIfError(Duration.ofMinutes(10)))) {
            desk.accepted("abc");
            desk.clock.move(Duration.ofMinutes(1));
            desk.server.hold().json("{\"active\":false}");
            Future<Verdict> request = callers.call(() -> desk.show("abc"));
            desk.server.awaitCalls(2);
            desk.validator.evict(token -> false);
            desk.server.release();
            Verdict.Rejected rejected = (Verdict.Rejected) request.get(30, TimeUnit.SECONDS);
            assertThat(rejected.rejection().reason(), is(Reason.REVOKED));

            desk.server.down();
            desk.unavailable("abc");
        }
    }

    @Test
    @DisplayName("R7662-4-b a refused token is not accepted by an older yes that was asked for after an eviction")
    void anOlderYesAfterARefusal_isNotRemembered() throws Exception {
        try (Callers callers = new Callers();
                IntrospectionFixture desk =
                        IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofHours(1)))) {
            Overtaken both = new Overtaken(desk, callers);
            both.no.countDown();
            assertThat(both.before.get(30, TimeUnit.SECONDS), is(instanceOf(Verdict.Rejected.class)));
            both.yes.countDown();
            assertThat(both.after.get(30, TimeUnit.SECONDS), is(instanceOf(Verdict.Accepted.class)));

            desk.rejected(Reason.REVOKED, "abc");
            assertThat(desk.server.calls(), is(3));
        }
    }

    @Test
    @DisplayName("R7662-4-b nobody who comes after a refusal waits for an older yes")
    void anOlderYesAfterARefusal_isNotJoined() throws Exception {
        try (Callers callers = new Callers();
                IntrospectionFixture desk = IntrospectionFixture.plain()) {
            Overtaken both = new Overtaken(desk, callers);
            both.no.countDown();
            assertThat(both.before.get(30, TimeUnit.SECONDS), is(instanceOf(Verdict.Rejected.class)));

            desk.rejected(Reason.REVOKED, "abc");
            assertThat(desk.server.calls(), is(3));
            both.yes.countDown();
            assertThat(both.after.get(30, TimeUnit.SECONDS), is(instanceOf(Verdict.Accepted.class)));
        }
    }

    /** A token that is asked about before an eviction, and once more after it. The first answer is no and the second one yes, until it is no for good. */
    private static final class Overtaken {

        final CountDownLatch no = new CountDownLatch(1);
        final CountDownLatch yes = new CountDownLatch(1);
        final Future<Verdict> before;
        final Future<Verdict> after;

        Overtaken(IntrospectionFixture desk, Callers callers) {
            AtomicInteger calls = new AtomicInteger();
            desk.server.answering(asked -> {
                int call = calls.incrementAndGet();
                if (call <= 2) {
                    await(call == 1 ? no : yes);
                }
                return FakeServer.Reply.json(call == 2 ? FakeServer.ACTIVE : "{\"active\":false}");
            });
            before = callers.call(() -> desk.show("abc"));
            desk.server.awaitCalls(1);
            desk.validator.evict(token -> true);
            after = callers.call(() -> desk.show("abc"));
            desk.server.awaitCalls(2);
        }
    }

    /** A server in trouble that says so with a 200 has not refused the token. */
    @Test
    void answerThatTellsNothing_leavesTheGoodOneForAnOutage() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(
                builder -> builder.cacheFor(Duration.ofMinutes(1)).acceptStaleIfError(Duration.ofMinutes(10)))) {
            desk.accepted("abc");
            desk.clock.move(Duration.ofMinutes(1));
            desk.server.json("{\"error\":\"server_error\"}");
            desk.unavailable("abc");
            desk.server.down();
            desk.accepted("abc");
        }
    }

    @Test
    void aPredicateThatFailsEvictsNothingMoreAndBreaksNothing() {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofMinutes(1)))) {
            desk.accepted("abc");
            assertThrows(
                    IllegalStateException.class,
                    () -> desk.validator.evict(token -> {
                        throw new IllegalStateException();
                    }));
            desk.accepted("abc");
            assertThat(desk.server.calls(), is(1));
        }
    }
}
