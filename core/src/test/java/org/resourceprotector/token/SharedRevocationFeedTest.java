package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedRevocationFeedTest {

    private static final Revocation ALICE = Revocation.ofSubject("alice");
    private static final Revocation BOB = Revocation.ofSubject("bob");
    private static final Revocation ALL = Revocation.ofAll();

    private static final long MINUTE = 60_000_000_000L;

    /** What the next readings of the log answer or throw. */
    private final BlockingQueue<Supplier<List<Revocation>>> readings = new LinkedBlockingQueue<>();

    private final List<Revocation> added = new CopyOnWriteArrayList<>();
    private final AtomicInteger skipped = new AtomicInteger();
    private final Semaphore attempts = new Semaphore(0);
    private final AtomicInteger failures = new AtomicInteger();
    private final CompletableFuture<Thread> reader = new CompletableFuture<>();
    private final BlockingQueue<Revocation> heard = new LinkedBlockingQueue<>();
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final SharedRevocationFeed feed = SharedRevocationFeed.start(new FakeLog(), Duration.ZERO, nanos::get);

    /** One that can be told to fail. */
    private final class FakeLog implements SharedRevocationFeed.Log {

        @Override
        public void add(Revocation revocation) {
            if (revocation.equals(BOB)) {
                throw new ValidationUnavailableException("down");
            }
            added.add(revocation);
        }

        @Override
        public void skip() {
            skipped.incrementAndGet();
            attempts.release();
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new ValidationUnavailableException("down");
            }
        }

        @Override
        public List<Revocation> read() throws InterruptedException {
            reader.complete(Thread.currentThread());
            return readings.take().get();
        }
    }

    @AfterEach
    void close() {
        feed.close();
    }

    private static void broken(Revocation unused) {
        throw new IllegalStateException("broken");
    }

    /** What the feed writes, until it is closed. */
    private static final class Lines extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger(SharedRevocationFeed.class.getName());
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        Lines() {
            logger.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }

        List<String> all() {
            return List.copyOf(lines);
        }
    }

    private static List<Revocation> unreadable() {
        throw new IllegalStateException("alice");
    }

    /** Ends when the feed reads again, so that all is written of what was before. */
    private void isReadAgain() throws InterruptedException {
        BlockingQueue<Boolean> asked = new LinkedBlockingQueue<>();
        readings.add(() -> {
            asked.add(true);
            return List.of();
        });
        asked.take();
    }

    @Test
    void whatIsRead_isTold() throws Exception {
        feed.subscribe(heard::add);
        readings.add(() -> List.of(ALICE, BOB));
        readings.add(List::of);
        readings.add(() -> List.of(ALICE));
        assertThat(List.of(heard.take(), heard.take(), heard.take()), contains(ALICE, BOB, ALICE));
        assertThat(skipped.get(), is(0));
    }

    @Test
    void whatMayHaveBeenMissed_isAll() throws Exception {
        feed.subscribe(heard::add);
        readings.add(() -> null);
        readings.add(() -> List.of(ALICE));
        assertThat(List.of(heard.take(), heard.take()), contains(ALL, ALICE));
        assertThat(skipped.get(), is(1));
    }

    @Test
    void logThatCannotBeRead_isAll_whenItCanBeAgain() throws Exception {
        List<String> lines;
        try (Lines log = new Lines()) {
            feed.subscribe(heard::add);
            failures.set(3);
            readings.add(SharedRevocationFeedTest::unreadable);
            readings.add(() -> List.of(ALICE));
            assertThat(List.of(heard.take(), heard.take()), contains(ALL, ALICE));
            lines = log.all();
        }
        assertThat(skipped.get(), is(4));
        assertThat(
                lines,
                contains(
                        "WARNING revocations cannot be read: java.lang.IllegalStateException",
                        "INFO revocations are read again"));
    }

    @Test
    void logThatFailsAndRecovers_isSaidOnceAMinute() throws Exception {
        try (Lines log = new Lines()) {
            for (int i = 0; i < 3; i++) {
                readings.add(SharedRevocationFeedTest::unreadable);
                isReadAgain();
            }
            assertThat(
                    log.all(),
                    contains(
                            "WARNING revocations cannot be read: java.lang.IllegalStateException",
                            "INFO revocations are read again"));
            nanos.addAndGet(MINUTE);
            readings.add(SharedRevocationFeedTest::unreadable);
            isReadAgain();
            assertThat(
                    log.all().subList(2, log.all().size()),
                    contains(
                            "WARNING revocations cannot be read: java.lang.IllegalStateException (and 2 more)",
                            "INFO revocations are read again"));
        }
    }

    @Test
    void failureThatBeganUnsaid_isSaidWhenItGoesOn() throws Exception {
        try (Lines log = new Lines()) {
            readings.add(SharedRevocationFeedTest::unreadable);
            isReadAgain();
            nanos.addAndGet(MINUTE - 1);
            failures.set(Integer.MAX_VALUE);
            readings.add(SharedRevocationFeedTest::unreadable);
            awaitWholeAttempt();
            assertThat(log.all(), hasSize(2));
            nanos.incrementAndGet();
            awaitWholeAttempt();
            assertThat(
                    log.all().subList(2, log.all().size()),
                    contains(
                            "WARNING revocations cannot be read: org.resourceprotector.token.ValidationUnavailableException"));
        }
    }

    /** One that begins from now on, and ends before the next. */
    private void awaitWholeAttempt() throws InterruptedException {
        attempts.drainPermits();
        attempts.acquire(2);
    }

    @Test
    void subscriberThatThrows_isSaidOnceAMinute() throws Exception {
        try (Lines log = new Lines()) {
            feed.subscribe(SharedRevocationFeedTest::broken);
            readings.add(() -> List.of(ALICE, BOB, ALICE));
            isReadAgain();
            nanos.addAndGet(MINUTE);
            readings.add(() -> List.of(BOB));
            isReadAgain();
            assertThat(
                    log.all(),
                    contains(
                            "SEVERE a subscriber of revocations failed: java.lang.IllegalStateException",
                            "SEVERE a subscriber of revocations failed: java.lang.IllegalStateException (and 2 more)"));
        }
    }

    @Test
    void subscriberThatThrows_endsNothing() throws Exception {
        feed.subscribe(SharedRevocationFeedTest::broken);
        feed.subscribe(heard::add);
        readings.add(() -> List.of(ALICE, BOB));
        readings.add(() -> List.of(ALICE));
        assertThat(List.of(heard.take(), heard.take(), heard.take()), contains(ALICE, BOB, ALICE));
        assertThat(skipped.get(), is(0));
    }

    @Test
    void subscriberThatThrowsAnError_endsNothing() throws Exception {
        feed.subscribe(revocation -> {
            throw new AssertionError("broken");
        });
        feed.subscribe(heard::add);
        readings.add(() -> List.of(ALICE));
        readings.add(() -> List.of(BOB));
        assertThat(List.of(heard.take(), heard.take()), contains(ALICE, BOB));
    }

    @Test
    void subscriberThatInterrupts_endsNothing() throws Exception {
        feed.subscribe(revocation -> Thread.currentThread().interrupt());
        feed.subscribe(heard::add);
        readings.add(() -> List.of(ALICE));
        readings.add(() -> List.of(BOB));
        assertThat(List.of(heard.take(), heard.take()), contains(ALICE, BOB));
    }

    @Test
    void logThatFailsWithAnError_isAll() throws Exception {
        feed.subscribe(heard::add);
        readings.add(() -> {
            throw new NoClassDefFoundError("gone");
        });
        readings.add(() -> List.of(ALICE));
        assertThat(List.of(heard.take(), heard.take()), contains(ALL, ALICE));
    }

    @Test
    void interval_isBounded() {
        SharedRevocationFeed.start(new FakeLog(), Duration.ofMinutes(1)).close();
        for (Duration interval : List.of(Duration.ofMillis(-1), Duration.ofMillis(60_001))) {
            assertThrows(IllegalArgumentException.class, () -> SharedRevocationFeed.start(new FakeLog(), interval));
        }
    }

    @Test
    void whatIsPublished_isToldHere_andWritten() {
        feed.subscribe(SharedRevocationFeedTest::broken);
        feed.subscribe(heard::add);
        assertThrows(IllegalStateException.class, () -> feed.publish(ALICE));
        assertThat(heard.poll(), is(ALICE));
        assertThat(added, contains(ALICE));

        assertThrows(ValidationUnavailableException.class, () -> feed.publish(BOB));
        assertThat(heard.poll(), is(BOB));
        assertThrows(NullPointerException.class, () -> feed.publish(null));
        assertThat(added, contains(ALICE));
    }

    @Test
    void subscriberThatThrows_isNotLostIfTheLogFails() {
        feed.subscribe(SharedRevocationFeedTest::broken);
        assertThat(
                assertThrows(ValidationUnavailableException.class, () -> feed.publish(BOB))
                        .getSuppressed()[0]
                        .getMessage(),
                is("broken"));
    }

    @Test
    void whoLeft_isNotToldAnyMore() throws Exception {
        RevocationFeed.Subscription left = feed.subscribe(SharedRevocationFeedTest::broken);
        left.close();
        feed.publish(ALICE);
        assertThat(added, contains(ALICE));
    }

    @Test
    void closedFeed_endsItsThread() throws Exception {
        Thread thread = reader.get();
        assertThat(thread.isDaemon(), is(true));
        feed.close();
        thread.join();
        assertThat(feed.toString(), is("SharedRevocationFeed"));
    }
}
