package org.resourceprotector.keys;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.interleaving.Schedule;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * Callers of one key source, whose server publishes and withdraws keys while fetches begin, end well or not and hang, in any
 * order, the clock moves on, and callers are interrupted. What each caller got is held against what it may have got:
 *
 * <ul>
 *   <li>Keys are those of a good fetch that no later one had replaced when the caller came, and no older than they may be
 *       used. A fetch that brought keys of which none is of use ends those before it; any other failure ends nothing.
 *   <li>While there are such keys, {@code keys()} answers; without trouble so does everything.
 *   <li>A key that was published before the caller came is among what {@code refreshFor} answers, unless somebody missed it
 *       before that.
 *   <li>One fetch runs at a time, no more than one for each reason begin within a second, and none after the source was
 *       closed; none who waits is forgotten.
 * </ul>
 */
final class KeySourceRuns implements AutoCloseable {

    private static final long COOL_DOWN = 30_000;
    private static final long FRESH = 300_000;
    private static final long STALE = 600_000;
    private static final long PATIENCE = 120_000;
    private static final int ACTORS = 4;
    private static final int MOST_STEPS = 120;
    private static final int REASONS = 3;

    private final Random random;
    private final MovedClock clock = new MovedClock();
    private final Schedule schedule;
    private final List<Fetch> fetches = new CopyOnWriteArrayList<>();
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private final List<Published> published = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> firstAsked = new ConcurrentHashMap<>();
    private final boolean faulty;
    private final JwksCache keys;
    private volatile boolean calm;
    private volatile boolean isClosed;
    private final AtomicLong now = new AtomicLong();

    /** What a fetch may come to. */
    private enum Fate {
        GOOD,
        FAILS,
        THROWS,
        BREAKS_DOWN,
        NONE_OF_USE,
        NOTHING
    }

    /** A key, from when to when it is published. */
    private static final class Published {

        final String id;
        final int since;
        volatile int until = Integer.MAX_VALUE;

        Published(String id, int since) {
            this.id = id;
            this.since = since;
        }
    }

    /** A fetch, and the names that it brings. It is settled once all that follows from its end was done. */
    private static final class Fetch {

        final int begun;
        final long begunAt;
        final Fate fate;
        final CompletableFuture<JwksFetcher.Fetched> future = new CompletableFuture<>();
        volatile @Nullable Set<String> brings;
        volatile @Nullable Thread endedBy;
        volatile int ending = Integer.MAX_VALUE;
        volatile int settled = Integer.MAX_VALUE;

        Fetch(int begun, long begunAt, Fate fate) {
            this.begun = begun;
            this.begunAt = begunAt;
            this.fate = fate;
        }

        @Override
        public String toString() {
            return fate + " " + brings + " begun " + begun + " at " + begunAt + ", ended " + ending + ", settled "
                    + settled;
        }

        boolean changesKeys() {
            return fate == Fate.GOOD || fate == Fate.NONE_OF_USE;
        }

        boolean holds(@Nullable String keyId) {
            Set<String> brought = brings;
            return keyId == null || (brought != null && brought.contains(keyId));
        }
    }

    /** What a caller got, by names: null if nobody could find out. The key that it looked for is null if it looked for none. */
    private record Got(
            @Nullable String keyId,
            boolean isPlain,
            int begun,
            long begunAt,
            int ended,
            long endedAt,
            boolean isInterrupted,
            @Nullable Set<String> names) {}

    /** A listener that stops, tells the end of a fetch, and throws what it may not. */
    private final class Broken implements KeySourceListener {

        @Override
        public void fetched(KeySet set) {
            told();
        }

        @Override
        public void failed(Throwable cause) {
            told();
        }

        private void told() {
            fetches.stream()
                    .filter(fetch -> fetch.endedBy == Thread.currentThread() && fetch.settled == Integer.MAX_VALUE)
                    .forEach(fetch -> fetch.settled = schedule.moment());
            schedule.callOut();
            if (isOneOf(4)) {
                throw new StackOverflowError();
            }
        }
    }

    KeySourceRuns(Random random) {
        this.random = random;
        this.schedule = new Schedule(random);
        this.faulty = random.nextInt(3) > 0;
        this.keys = new JwksCache(
                this::fetch,
                new KeyTiming(COOL_DOWN, FRESH, FRESH, STALE, PATIENCE),
                clock,
                // reads its clock within a lock, where nobody may stop
                new KeySourceEvents("model", List.of(new Broken()), new MovedClock()));
        clock.beforeReading(() -> {
            if (isOneOf(3)) {
                schedule.callOut();
            }
        });
        publish();
    }

    private boolean isOneOf(int many) {
        return below(many) == 0;
    }

    private int below(int bound) {
        synchronized (random) {
            return random.nextInt(bound);
        }
    }

    private <T> T oneOf(List<T> some) {
        return some.get(below(some.size()));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise);
        }
    }

    private void publish() {
        published.add(new Published("k" + published.size(), schedule.moment()));
    }

    private void withdraw() {
        List<Published> live =
                published.stream().filter(key -> key.until == Integer.MAX_VALUE).toList();
        if (live.size() > 1) {
            oneOf(live).until = schedule.moment();
        }
    }

    private void move(long millis) {
        clock.move(Duration.ofMillis(millis));
        now.addAndGet(millis);
    }

    private CompletableFuture<JwksFetcher.Fetched> fetch() {
        Fate fate = !calm && faulty && isOneOf(2) ? oneOf(List.of(Fate.values())) : Fate.GOOD;
        Fetch fetch = new Fetch(schedule.moment(), now.get(), fate);
        require(!isClosed, "a fetch began after the source was closed");
        require(fetches.stream().noneMatch(other -> other.ending == Integer.MAX_VALUE), "two fetches at a time");
        fetches.add(fetch);
        schedule.callOut();
        if (fate == Fate.THROWS || fate == Fate.BREAKS_DOWN) {
            fetch.endedBy = Thread.currentThread();
            fetch.ending = schedule.moment();
            if (fate == Fate.THROWS) {
                throw new IllegalStateException("broken");
            }
            throw new StackOverflowError();
        }
        if (calm || isOneOf(3)) {
            end(fetch);
        }
        return fetch.future;
    }

    private void look(Fetch fetch) {
        if (fetch.brings == null) {
            Set<String> names = new TreeSet<>();
            published.stream().filter(key -> key.until == Integer.MAX_VALUE).forEach(key -> names.add(key.id));
            fetch.brings = names;
        }
    }

    private void end(Fetch fetch) {
        look(fetch);
        fetch.endedBy = Thread.currentThread();
        fetch.ending = schedule.moment();
        switch (fetch.fate) {
            case GOOD -> fetch.future.complete(fetched(Objects.requireNonNull(fetch.brings)));
            case NONE_OF_USE -> fetch.future.complete(fetched(Set.of()));
            case NOTHING -> fetch.future.complete(null);
            default -> fetch.future.completeExceptionally(new IOException("reset"));
        }
    }

    private static JwksFetcher.Fetched fetched(Set<String> names) {
        List<VerificationKey> set = names.stream()
                .map(name -> new VerificationKey(name, new SecretKeySpec(new byte[32], "any"), Set.of("HS256")))
                .toList();
        return new JwksFetcher.Fetched(new JwkSetParser.Reading(new KeySet(set), List.of()), OptionalLong.empty());
    }

    /** Asks for the keys, for those after a bad signature, or for one of which some are not there yet. */
    private void ask(int kind) {
        String keyId = kind > 1 ? "k" + below(published.size() + 1) : null;
        int begun = schedule.moment();
        long begunAt = now.get();
        if (keyId != null) {
            firstAsked.merge(keyId, begun, Math::min);
        }
        Set<String> names;
        try {
            KeySet answer =
                    keyId != null ? keys.refreshFor(keyId) : kind == 0 ? keys.keys() : keys.refreshForSignature();
            names = new TreeSet<>();
            for (VerificationKey key : answer.keys()) {
                names.add(String.valueOf(key.id()));
            }
        } catch (ValidationUnavailableException e) {
            names = null;
        }
        boolean isInterrupted = Thread.interrupted();
        got.add(new Got(keyId, kind == 0, begun, begunAt, schedule.moment(), now.get(), isInterrupted, names));
    }

    void run() {
        for (int i = 0; i < ACTORS; i++) {
            schedule.start(() -> {
                for (int asked = 0; asked < 4; asked++) {
                    ask(below(5));
                }
            });
        }
        for (int step = 0; step < MOST_STEPS && happens(); step++) {}
        calm = true;
        do {
            open().forEach(this::end);
            schedule.settle();
        } while (schedule.step() || !open().isEmpty());
        schedule.end();
        got.forEach(this::requireAllowed);
        requireFewFetches();
        if (!isClosed) {
            requireCalm();
        }
    }

    private List<Fetch> open() {
        return fetches.stream()
                .filter(fetch -> fetch.ending == Integer.MAX_VALUE
                        && fetch.fate != Fate.THROWS
                        && fetch.fate != Fate.BREAKS_DOWN)
                .toList();
    }

    /** Whether anything can happen any more. */
    private boolean happens() {
        List<Fetch> open = open();
        int next = below(24);
        switch (next) {
            case 0, 1 -> publish();
            case 2 -> withdraw();
            case 3, 4 -> move(below(2_000));
            case 5 -> move(below(60_000));
            case 6 -> move(isOneOf(4) ? below(1_000_000) : FRESH);
            case 7 -> {
                Thread one = faulty ? schedule.someActor() : null;
                if (one != null) {
                    one.interrupt();
                    schedule.settle();
                }
            }
            case 8 -> {
                if (faulty && isOneOf(20)) {
                    keys.close();
                    isClosed = true;
                }
            }
            case 9 -> open.forEach(this::look);
            case 10, 11, 12 -> {
                open.forEach(this::end);
                schedule.settle();
            }
            default -> {
                return schedule.step() || !open.isEmpty();
            }
        }
        return true;
    }

    private void requireAllowed(Got one) {
        Set<String> names = one.names();
        if (names == null) {
            require(!mustAnswer(one), "there are keys, and nobody got them: " + one + " " + fetches);
            return;
        }
        require(
                fetches.stream().anyMatch(fetch -> mayBring(fetch, one, names)),
                "keys that do not count: " + one + " " + fetches);
        if (one.keyId() != null && !names.contains(one.keyId())) {
            boolean wasThere = published.stream()
                    .anyMatch(key -> key.id.equals(one.keyId())
                            && key.since < one.begun()
                            && key.until > one.ended()
                            && key.since < firstAsked.getOrDefault(key.id, Integer.MAX_VALUE));
            require(!wasThere, "a key that is published is not there: " + one);
        }
    }

    private boolean mayBring(Fetch fetch, Got one, Set<String> names) {
        return fetch.fate == Fate.GOOD
                && fetch.ending < one.ended()
                && names.equals(fetch.brings)
                && one.begunAt() < fetch.begunAt + FRESH + STALE
                && fetches.stream()
                        .noneMatch(other ->
                                other.changesKeys() && other.begun > fetch.begun && other.settled < one.begun());
    }

    /** Whether keys that may be used were there from first to last, with the one that was looked for. */
    private boolean mustAnswer(Got one) {
        boolean isSure = one.isPlain() || one.keyId() != null;
        return isSure && fetches.stream().anyMatch(fetch -> isKept(fetch, one));
    }

    private boolean isKept(Fetch fetch, Got one) {
        return fetch.fate == Fate.GOOD
                && fetch.settled < one.begun()
                && fetch.holds(one.keyId())
                && one.endedAt() < fetch.begunAt + FRESH + STALE
                && fetches.stream()
                        .noneMatch(other -> other.begun > fetch.begun
                                && other.ending < one.ended()
                                && (other.fate == Fate.NONE_OF_USE
                                        || (other.fate == Fate.GOOD && !isAsGood(other, one))));
    }

    /** Whether it, too, brought what was looked for, and in time. */
    private static boolean isAsGood(Fetch fetch, Got one) {
        return fetch.holds(one.keyId()) && one.endedAt() < fetch.begunAt + FRESH + STALE;
    }

    private void requireFewFetches() {
        for (int i = 0; i + REASONS < fetches.size(); i++) {
            long later = fetches.get(i + REASONS).begunAt - fetches.get(i).begunAt;
            require(later >= 1_000, (REASONS + 1) + " fetches within " + later + " ms");
        }
    }

    /**
     * The server is well, and nobody asks for two cool-downs: all that is published is there, and nothing else; also at the
     * first look after a time in which nobody asked.
     */
    private void requireCalm() {
        move(2 * COOL_DOWN + 1);
        for (Published key : published) {
            if (key.until == Integer.MAX_VALUE) {
                ask(key.id);
            }
        }
        move(FRESH);
        keys.keys();
        requirePublished();
        withdraw();
        move(FRESH + PATIENCE);
        requirePublished();
    }

    private void requirePublished() {
        Set<String> names = new TreeSet<>();
        keys.keys().keys().forEach(key -> names.add(String.valueOf(key.id())));
        Set<String> expected = new TreeSet<>();
        published.stream().filter(key -> key.until == Integer.MAX_VALUE).forEach(key -> expected.add(key.id));
        require(names.equals(expected), "all is well, and there are " + names + " instead of " + expected);
    }

    private void ask(String keyId) {
        require(
                keys.refreshFor(keyId).keys().stream().anyMatch(key -> keyId.equals(key.id())),
                "all is well, and " + keyId + " is not there");
    }

    int count(boolean answered) {
        return (int)
                got.stream().filter(one -> (one.names() != null) == answered).count();
    }

    int fetches() {
        return fetches.size();
    }

    @Override
    public void close() {
        schedule.close();
    }
}
