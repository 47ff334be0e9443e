package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.Await;
import org.resourceprotector.interleaving.Runs;
import org.resourceprotector.interleaving.Schedule;

/** Who hears of what, while subscribers come, throw and go, and a log that nodes share fails in every way that it can. */
class RevocationFeedModelTest {

    /** What somebody does, from one moment to another. */
    private static final class Span {

        final int begun;
        volatile int ended = Integer.MAX_VALUE;

        Span(int begun) {
            this.begun = begun;
        }
    }

    private static final class Subscribed {

        final List<Revocation> told = new CopyOnWriteArrayList<>();
        final List<Revocation> failed = new CopyOnWriteArrayList<>();
        volatile int since = Integer.MAX_VALUE;
        volatile int leaving = Integer.MAX_VALUE;
        volatile int left = Integer.MAX_VALUE;
    }

    private record Published(Revocation revocation, Span span, List<Throwable> got) {}

    private final RevocationFeed feed = RevocationFeed.inMemory();
    private final List<Subscribed> subscribers = new CopyOnWriteArrayList<>();
    private final List<Published> published = new CopyOnWriteArrayList<>();

    @Test
    void anyOrder_tellsEachSubscriberOnce() {
        Runs.of(50, random -> {
            subscribers.clear();
            published.clear();
            try (Schedule schedule = new Schedule(random)) {
                interleave(new Random(random.nextLong()), schedule);
            }
        });
    }

    private void interleave(Random random, Schedule schedule) {
        for (int i = 0; i < 2; i++) {
            schedule.start(() -> {
                for (int visit = 0; visit < 2; visit++) {
                    visit(random, schedule);
                }
            });
            String token = "t-" + i;
            schedule.start(() -> {
                publish(Revocation.ofToken(token + "-a"), schedule);
                publish(Revocation.ofToken(token + "-b"), schedule);
            });
        }
        while (schedule.step()) {}
        schedule.end();
        for (Published one : published) {
            for (Subscribed subscriber : subscribers) {
                long times = subscriber.told.stream()
                        .filter(one.revocation()::equals)
                        .count();
                boolean must = subscriber.since < one.span().begun && subscriber.leaving > one.span().ended;
                boolean may = subscriber.left > one.span().begun && times <= 1;
                assertThat(times == 1 || !must, is(true));
                assertThat(times == 0 || may, is(true));
            }
            boolean anyFailed =
                    subscribers.stream().anyMatch(subscriber -> subscriber.failed.contains(one.revocation()));
            assertThat(!one.got().isEmpty(), is(anyFailed));
        }
    }

    private void visit(Random random, Schedule schedule) {
        Subscribed subscriber = new Subscribed();
        subscribers.add(subscriber);
        RevocationFeed.Subscription subscription = feed.subscribe(revocation -> {
            subscriber.told.add(revocation);
            schedule.callOut();
            int trouble;
            synchronized (random) {
                trouble = random.nextInt(4);
            }
            if (trouble < 2) {
                subscriber.failed.add(revocation);
            }
            if (trouble == 0) {
                throw new IllegalStateException("a subscriber that fails");
            }
            if (trouble == 1) {
                throw new StackOverflowError();
            }
        });
        subscriber.since = schedule.moment();
        schedule.callOut();
        schedule.callOut();
        subscriber.leaving = schedule.moment();
        subscription.close();
        subscriber.left = schedule.moment();
    }

    private void publish(Revocation revocation, Schedule schedule) {
        Published one = new Published(revocation, new Span(schedule.moment()), new CopyOnWriteArrayList<>());
        published.add(one);
        try {
            feed.publish(revocation);
        } catch (IllegalStateException | StackOverflowError e) {
            one.got().add(e);
        }
        one.span().ended = schedule.moment();
        schedule.callOut();
    }

    /** What nodes share, in memory; each node reads on from where it was. */
    private static final class SharedLog {

        private final List<Revocation> entries = new ArrayList<>();
        private final Random random;
        private boolean isWell;

        SharedLog(Random random) {
            this.random = random;
        }

        private synchronized int trouble() {
            return isWell ? 0 : random.nextInt(6);
        }

        synchronized void well() {
            isWell = true;
        }

        synchronized int size() {
            return entries.size();
        }

        synchronized List<Revocation> from(int position) {
            return List.copyOf(entries.subList(position, entries.size()));
        }

        synchronized void write(Revocation revocation) {
            entries.add(revocation);
        }
    }

    /** How a node sees the log: entries are missed, cannot be read, or break whoever reads them. */
    private static final class NodesLog implements SharedRevocationFeed.Log {

        private final SharedLog log;
        private int position;

        NodesLog(SharedLog log) {
            this.log = log;
        }

        @Override
        public void add(Revocation revocation) {
            if (log.trouble() == 1) {
                throw new ValidationUnavailableException("not written");
            }
            log.write(revocation);
        }

        @Override
        public void skip() {
            if (log.trouble() == 1) {
                throw new IllegalStateException("no end");
            }
            position = log.size();
        }

        @Override
        public @Nullable List<Revocation> read() {
            List<Revocation> news = log.from(position);
            position += news.size();
            switch (log.trouble()) {
                case 1 -> throw new IllegalStateException("read, and lost");
                case 2 -> throw new StackOverflowError();
                case 3 -> {
                    return null;
                }
                default -> {
                    return news;
                }
            }
        }
    }

    /** What a node remembers: for each token, whether it was forgotten since it was remembered. */
    private static final class Memory {

        private final List<String> tokens = new ArrayList<>();

        synchronized void remember(String token) {
            tokens.add(token);
        }

        synchronized void forget(Revocation revocation) {
            tokens.removeIf(
                    token -> revocation.equals(Revocation.ofAll()) || revocation.equals(Revocation.ofToken(token)));
        }

        synchronized boolean knows(String token) {
            return tokens.contains(token);
        }
    }

    @Test
    void brokenLog_leavesNothingRememberedThatWasRevoked() {
        Runs.of(4, random -> {
            SharedLog log = new SharedLog(new Random(random.nextLong()));
            Memory memory = new Memory();
            List<String> revoked = new ArrayList<>();
            try (SharedRevocationFeed near = SharedRevocationFeed.start(new NodesLog(log), Duration.ofMillis(1));
                    SharedRevocationFeed far = SharedRevocationFeed.start(new NodesLog(log), Duration.ofMillis(1))) {
                far.subscribe(memory::forget);
                for (int i = 0; i < 20; i++) {
                    String token = "token-" + i;
                    memory.remember(token);
                    try {
                        near.publish(Revocation.ofToken(token));
                        revoked.add(token);
                    } catch (ValidationUnavailableException notWritten) {
                        // whoever publishes is told, and publishes again
                    }
                }
                log.well();
                Await.until(
                        "all that was revoked is forgotten",
                        () -> revoked.stream().noneMatch(memory::knows));
            }
        });
    }
}
