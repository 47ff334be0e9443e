package org.resourceprotector.keys;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.status.KeySourceStatus;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * Keeps the keys of a server and decides when to fetch them again.
 *
 * <p>Keys are fetched again when they are due. A {@code kid} that is not known is a reason, too: once in a cool-down for all
 * tokens together, and for each {@code kid} once more after one, two, four and up to sixteen of them, as
 * {@link UnknownKidBackoff} counts, unless the keys are two cool-downs old: then the one look that all have together is enough. So is a signature that no known key made, with a cool-down of its own. A cool-down
 * is {@link RemoteKeySource.Builder#unknownKeyCooldown}, 30 seconds by default. After a fetch that failed there is a pause in any case.
 *
 * <p>At most one fetch runs at a time. A request waits for it only if there are no keys that may be trusted, if none of
 * the known keys is that of its token, or, for a quick answer, if nobody asked for so long that a known key may have been
 * withdrawn long ago. Of the second, at most {@value #MAX_WAITING} wait at once, and of these only
 * {@value #MAX_WAITING_LONG} longer than for a quick answer, {@value #MAX_WAITING_LONG_IN_ALL} over all issuers of the
 * application; of the first {@value #MAX_WAITING_FOR_FIRST_KEYS} over all issuers of the application, and half of these of
 * one.
 *
 * <p>A token whose key could not be looked for may be good. Whoever brought it is told that this cannot be found out, and
 * not that the key is unknown. That a key was not there counts until the keys are two cool-downs old: it may have been
 * published since.
 *
 * <p>Thread-safe: all that changes is one immutable state. {@link #keys()} takes no lock and allocates nothing while the
 * keys are fresh.
 */
final class JwksCache implements KeySource {

    static final int MAX_WAITING = 64;
    static final int MAX_WAITING_LONG = 2;
    static final int MAX_WAITING_LONG_IN_ALL = 16;
    static final int MAX_WAITING_FOR_FIRST_KEYS = 32;

    /** Of all issuers of the application: many of them may be at servers that do not answer. */
    private static final Semaphore WAITING_LONG_IN_ALL = new Semaphore(MAX_WAITING_LONG_IN_ALL);

    private static final Semaphore WAITING_FOR_FIRST_KEYS = new Semaphore(MAX_WAITING_FOR_FIRST_KEYS);

    /** A refresh that was under way, a look for another key, and one of its own. */
    private static final int MAX_FETCHES_PER_REQUEST = 3;

    private final Supplier<CompletableFuture<JwksFetcher.Fetched>> fetch;
    private final KeyTiming timing;
    private final Clock clock;
    private final LongSupplier nanos;
    private final KeySourceEvents events;
    private final UnknownKidBackoff unknown;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final Semaphore waitingLong = new Semaphore(MAX_WAITING_LONG);
    private final Semaphore waitingForFirstKeys = new Semaphore(MAX_WAITING_FOR_FIRST_KEYS / 2);
    private final AtomicReference<State> state = new AtomicReference<>(State.EMPTY);

    /** Why a fetch begins. */
    private enum Reason {
        /** The keys are due. */
        DUE,
        /** A token names a key that is not known. */
        UNKNOWN_KEY,
        /** None of the known keys made the signature of a token. */
        BAD_SIGNATURE
    }

    /** The times in which no fetch begins for a reason. */
    private record Cooldowns(Backoff unknownKey, Backoff badSignature) {

        static final Cooldowns OVER = new Cooldowns(Backoff.OVER, Backoff.OVER);

        Backoff of(Reason reason) {
            return switch (reason) {
                case DUE -> Backoff.OVER;
                case UNKNOWN_KEY -> unknownKey;
                case BAD_SIGNATURE -> badSignature;
            };
        }

        Cooldowns with(Reason reason, Backoff cooldown) {
            return switch (reason) {
                case DUE -> this;
                case UNKNOWN_KEY -> new Cooldowns(cooldown, badSignature);
                case BAD_SIGNATURE -> new Cooldowns(unknownKey, cooldown);
            };
        }
    }

    /**
     * What is known at one moment.
     *
     * @param known the keys of the last good response; null if there are none
     * @param running the fetch that is under way; null if there is none
     * @param failures how many fetches failed since the last good one
     * @param failure why the last of them failed; null if none did
     * @param backoff no fetch begins before it is over
     * @param cooldowns no fetch for that reason begins before it is over
     * @param closed whether no fetch begins any more
     */
    private record State(
            @Nullable CachedKeySet known,
            @Nullable Attempt running,
            int failures,
            @Nullable String failure,
            Backoff backoff,
            Cooldowns cooldowns,
            boolean closed) {

        static final State EMPTY = new State(null, null, 0, null, Backoff.OVER, Cooldowns.OVER, false);

        boolean mayStart(long now, Reason reason) {
            return !closed && backoff.isOver(now) && cooldowns.of(reason).isOver(now);
        }

        State started(Attempt attempt, long cooldownMillis) {
            Cooldowns next = cooldowns.with(attempt.reason(), new Backoff(attempt.begun(), cooldownMillis));
            return new State(known, attempt, failures, failure, backoff, next, closed);
        }

        State learned(CachedKeySet keys) {
            return new State(keys, null, 0, null, Backoff.OVER, cooldowns, closed);
        }

        /** A look that failed may be repeated when the server may be asked again. */
        State failed(Reason reason, String cause, @Nullable CachedKeySet keys, Backoff next) {
            return new State(keys, null, failures + 1, cause, next, cooldowns.with(reason, Backoff.OVER), closed);
        }

        /** There was no fetch, which says nothing of the server, and counts once only. */
        State postponed(Reason reason, String cause, Backoff next) {
            Cooldowns repeated = cooldowns.with(reason, Backoff.OVER);
            return new State(known, null, Math.max(1, failures), cause, next, repeated, closed);
        }

        @SuppressWarnings("ReferenceEquality")
        State ended(Attempt attempt) {
            return running == attempt ? new State(known, null, failures, failure, backoff, cooldowns, closed) : this;
        }

        State closedForGood() {
            return new State(known, running, failures, failure, backoff, cooldowns, true);
        }

        /** When a fetch for this reason may begin, in milliseconds from now. */
        long pause(long now, Reason reason) {
            return Math.max(backoff.left(now), cooldowns.of(reason).left(now));
        }
    }

    /**
     * A fetch.
     *
     * @param reason why it was begun; one that was begun before a key was missed tells nothing about a key that was
     *     published in the meantime
     * @param keyId the key that it was begun for; null if it was begun for none
     * @param before the keys that were known when it began; null if there were none
     * @param begun when, in milliseconds of the clock
     * @param begunNanos when, in nanoseconds by which waiting is told
     * @param done whether it succeeded, once it has ended
     */
    private record Attempt(
            Reason reason,
            @Nullable String keyId,
            @Nullable CachedKeySet before,
            long begun,
            long begunNanos,
            CompletableFuture<Boolean> done) {

        boolean hasSucceeded() {
            return done.getNow(false);
        }
    }

    /**
     * The cache for one whose look-ups all end together.
     *
     * @param end when, in nanoseconds by which waiting is told
     */
    private record InTime(JwksCache cache, long end) implements KeySource {

        @Override
        public KeySet keys() {
            return cache.keys(end);
        }

        @Override
        public KeySet refreshFor(String keyId) {
            return cache.refreshFor(keyId, end);
        }

        @Override
        public KeySet refreshForSignature() {
            return cache.refreshForSignature(end);
        }

        @Override
        public KeySource waitingAtMost(Duration time) {
            long other = cache.end(time);
            return other - end < 0 ? new InTime(cache, other) : this;
        }
    }

    JwksCache(
            Supplier<CompletableFuture<JwksFetcher.Fetched>> fetch,
            KeyTiming timing,
            Clock clock,
            KeySourceEvents events) {
        this(fetch, timing, clock, events, System::nanoTime);
    }

    /** The same with another source of the nanoseconds by which is told how long a caller has waited. */
    JwksCache(
            Supplier<CompletableFuture<JwksFetcher.Fetched>> fetch,
            KeyTiming timing,
            Clock clock,
            KeySourceEvents events,
            LongSupplier nanos) {
        this.fetch = fetch;
        this.timing = timing;
        this.clock = clock;
        this.nanos = nanos;
        this.events = events;
        this.unknown = new UnknownKidBackoff(timing.unknownKeyCooldown());
    }

    @Override
    public KeySet keys() {
        State seen = state.get();
        long now = clock.millis();
        CachedKeySet known = seen.known();
        return known != null && known.isFresh(now) ? known.keys() : refreshed(seen, now, end());
    }

    private KeySet keys(long end) {
        State seen = state.get();
        long now = clock.millis();
        CachedKeySet known = seen.known();
        return known != null && known.isFresh(now) ? known.keys() : refreshed(seen, now, end);
    }

    @Override
    public KeySource waitingAtMost(Duration time) {
        return new InTime(this, end(time));
    }

    /** Until when a caller who comes now waits, for whatever number of fetches, in nanoseconds. */
    private long end() {
        return nanos.getAsLong() + TimeUnit.MILLISECONDS.toNanos(timing.patience());
    }

    /** The same for a caller who has no more than so much time. */
    private long end(Duration most) {
        long patience = TimeUnit.MILLISECONDS.toNanos(timing.patience());
        return nanos.getAsLong() + Math.min(TimeUnit.NANOSECONDS.convert(most), patience);
    }

    /** How long a caller may still wait, in milliseconds. */
    private long left(long end) {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - nanos.getAsLong()));
    }

    /**
     * Fetches off the path of the request, if there is anything that may be used in the meantime. Keys that nobody asked
     * for since they should have been fetched again may hold one that was withdrawn: then a quick answer is waited for,
     * unless a fetch has failed just now.
     */
    private KeySet refreshed(State seen, long now, long end) {
        Attempt attempt = fetch(seen, Reason.DUE, null);
        CachedKeySet known = seen.known();
        boolean isTrusted = known != null && known.isTrusted(now);
        if (known != null
                && isTrusted
                && (timing.hasJustFailed(seen.failures(), seen.backoff(), now)
                        || timing.mayBeUsedMeanwhile(known, now))) {
            return known.keys();
        }
        if (attempt != null && isTrusted) {
            isDoneWithin(attempt, quickLeft(attempt, end));
        } else if (attempt != null) {
            awaitFirstKeys(attempt, end);
        }
        State after = state.get();
        CachedKeySet fetched = after.known();
        if (fetched != null && fetched.isTrusted(clock.millis())) {
            return fetched.keys();
        }
        throw unavailable("there are no keys that may be trusted", after, Reason.DUE);
    }

    @Override
    public KeySet refreshFor(String keyId) {
        return refreshFor(keyId, end());
    }

    @SuppressWarnings("ReferenceEquality")
    private KeySet refreshFor(String keyId, long end) {
        KeySet without = keys(end);
        for (int i = 0; i < MAX_FETCHES_PER_REQUEST; i++) {
            State seen = state.get();
            CachedKeySet known = seen.known();
            if (known == null) {
                break;
            }
            long now = clock.millis();
            boolean mayLook =
                    UnknownKidBackoff.canBeAKey(keyId) && (unknown.mayLookFor(keyId, now) || timing.isOld(known, now));
            if (known.mayHold(keyId, without) || !mayLook) {
                return known.keys();
            }
            Attempt attempt = fetch(seen, Reason.UNKNOWN_KEY, keyId);
            boolean overtaken = attempt == null && state.get().known() != known;
            if (!overtaken && !(attempt != null && hasSucceeded(attempt, end))) {
                break;
            }
        }
        throw unavailable("a key could not be looked for", state.get(), Reason.UNKNOWN_KEY);
    }

    /**
     * {@inheritDoc}
     *
     * <p>A signature that is bad within the cool-down is bad. While the server does not answer nobody knows. A fetch that
     * was under way, or ended meanwhile, may have begun before the key was replaced: if it brings nothing new, one more is
     * begun.
     */
    @Override
    public KeySet refreshForSignature() {
        return refreshForSignature(end());
    }

    @SuppressWarnings("ReferenceEquality")
    private KeySet refreshForSignature(long end) {
        State asked = state.get();
        Attempt attempt = fetch(asked, Reason.BAD_SIGNATURE, null);
        boolean isOvertaken = attempt == null && state.get().known() != asked.known();
        if (isOvertaken || (attempt != null && attempt == asked.running() && hasSucceeded(attempt, end))) {
            State seen = state.get();
            boolean isNew = asked.known() == null
                    || seen.known() == null
                    || seen.known().keys() != asked.known().keys();
            attempt = isNew ? attempt : fetch(seen, Reason.BAD_SIGNATURE, null);
        }
        boolean cannotTell = attempt == null ? state.get().failures() > 0 : !hasSucceeded(attempt, end);
        if (cannotTell) {
            throw unavailable("the keys could not be fetched", state.get(), Reason.BAD_SIGNATURE);
        }
        return keys(end);
    }

    /** How many wait for another key. */
    int waiting() {
        return MAX_WAITING - waiting.availablePermits();
    }

    /** What is known now; waits for nothing. */
    KeySourceStatus status(String source) {
        State seen = state.get();
        CachedKeySet known = seen.known();
        if (known == null) {
            return new KeySourceStatus(source, List.of(), null, null, null, seen.failures(), seen.failure());
        }
        long paused = seen.failures() == 0
                ? 0
                : seen.backoff().since() + seen.backoff().length();
        return new KeySourceStatus(
                source,
                names(known.keys()),
                Instant.ofEpochMilli(known.fetchedAt()),
                Instant.ofEpochMilli(Math.max(paused, known.fetchedAt() + known.freshFor())),
                Instant.ofEpochMilli(known.fetchedAt() + known.usableFor()),
                seen.failures(),
                seen.failure());
    }

    static List<KeySourceStatus.Key> names(KeySet keys) {
        return keys.keys().stream()
                .map(key -> new KeySourceStatus.Key(key.id(), key.algorithms()))
                .toList();
    }

    /** Starts no fetch any more. */
    void close() {
        state.updateAndGet(State::closedForGood);
    }

    /**
     * The fetch that is under way or a new one; null if there is nothing to wait for: it is too early for another fetch, or
     * other keys came since the caller looked. Reads the clock itself, as the caller may have read it before a fetch that
     * has failed since.
     */
    @SuppressWarnings("ReferenceEquality")
    private @Nullable Attempt fetch(State seen, Reason reason, @Nullable String keyId) {
        while (true) {
            State current = state.get();
            if (current.running() != null && isUnderWay(current.running())) {
                return current.running();
            }
            if (current.known() != seen.known()) {
                return null;
            }
            long now = clock.millis();
            boolean mayStart = current.mayStart(now, reason);
            if (!mayStart && state.get() == current) {
                return null;
            }
            Attempt mine =
                    new Attempt(reason, keyId, current.known(), now, nanos.getAsLong(), new CompletableFuture<>());
            if (mayStart && state.compareAndSet(current, current.started(mine, timing.unknownKeyCooldown()))) {
                run(mine);
                return mine;
            }
        }
    }

    /** One of whose end nobody has heard for longer than it can take is lost. */
    private boolean isUnderWay(Attempt attempt) {
        long age = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - attempt.begunNanos());
        return !attempt.done().isDone() && age < timing.longestFetch();
    }

    private void run(Attempt mine) {
        CompletableFuture<?> unused = null;
        try {
            unused = fetching().whenComplete((fetched, failure) -> settle(mine, fetched, failure));
        } finally {
            if (unused == null) {
                mine.done().complete(false);
            }
        }
    }

    private CompletableFuture<JwksFetcher.Fetched> fetching() {
        try {
            return fetch.get();
        } catch (Throwable e) {
            // An exception that nobody declared, too: a fetch that is never settled would be the last one.
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Those who wait go on when the listeners know, so that nobody acts on what was not told yet. What comes of a fetch that
     * was lost, and of which another one took the place, is older than what that brings.
     */
    @SuppressWarnings("ReferenceEquality")
    private void settle(Attempt mine, JwksFetcher.@Nullable Fetched fetched, @Nullable Throwable failure) {
        boolean good = fetched != null && !fetched.reading().keys().keys().isEmpty();
        try {
            if (state.get().running() != mine) {
                return;
            }
            if (fetched != null && good) {
                learn(fetched, mine);
            } else if (fetched == null) {
                Throwable cause = failure == null ? new NullPointerException("nothing was fetched") : failure;
                fail(mine, FetchFailedException.of(cause), state.get().known());
            } else {
                // A server that publishes keys, and none that can be used, has withdrawn those that were.
                fail(mine, FetchFailedException.unusable(fetched.reading().noneOfUse()), null);
            }
        } finally {
            end(mine, good);
        }
    }

    /** Takes no memory for the end itself, as there may be none: a fetch that never ends would be the last one. */
    private void end(Attempt mine, boolean good) {
        try {
            state.updateAndGet(current -> current.ended(mine));
        } finally {
            mine.done().complete(good);
        }
    }

    /** Keys are as old as the fetch that brought them: what was published since it began may be missing. */
    private void learn(JwksFetcher.Fetched fetched, Attempt mine) {
        CachedKeySet before = state.get().known();
        KeySet keys = fetched.reading().keys();
        boolean changed = before == null || !new HashSet<>(before.keys().keys()).equals(new HashSet<>(keys.keys()));
        KeySet same = before == null || changed ? keys : before.keys();
        CachedKeySet learned = timing.known(same, mine.begun(), fetched.maxAge());
        String missed = learned.misses(mine.keyId(), mine.before()) ? mine.keyId() : null;
        if (missed != null) {
            unknown.lookedFor(missed, clock.millis());
        }
        state.updateAndGet(current -> current.learned(learned));
        events.fetched(same, changed, fetched.reading().alarms());
        if (missed != null) {
            events.unknownKey(missed);
        }
    }

    /** Keeps the keys that may still be used without their server. */
    private void fail(Attempt mine, FetchFailedException cause, @Nullable CachedKeySet kept) {
        long now = clock.millis();
        String why = String.valueOf(cause.getMessage());
        state.updateAndGet(current -> cause.isPostponed()
                ? current.postponed(mine.reason(), why, KeyTiming.postponed(now))
                : current.failed(
                        mine.reason(),
                        why,
                        kept,
                        timing.backOff(current.failures() + 1, now, cause.retryAfter(), kept)));
        events.failed(cause);
        if (kept != null && !kept.isFresh(now) && kept.isTrusted(now)) {
            events.servingStale(kept.age(now), kept.usableFor() - kept.age(now));
        }
    }

    /** Waits as one of many for a quick answer, and as one of few for a slow one. */
    private boolean hasSucceeded(Attempt attempt, long end) {
        if (attempt.done().isDone()) {
            return attempt.hasSucceeded();
        }
        if (!waiting.tryAcquire()) {
            return false;
        }
        try {
            if (!isDoneWithin(attempt, quickLeft(attempt, end))) {
                awaitAsOneOfFew(attempt, end);
            }
            return attempt.hasSucceeded();
        } finally {
            waiting.release();
        }
    }

    /** Waits as one of all for a quick answer, and as one of few of the whole application for a slow one. */
    private void awaitFirstKeys(Attempt attempt, long end) {
        if (!isDoneWithin(attempt, quickLeft(attempt, end)) && waitingForFirstKeys.tryAcquire()) {
            try {
                awaitFirstKeysAsOneOfAll(attempt, end);
            } finally {
                waitingForFirstKeys.release();
            }
        }
    }

    private void awaitFirstKeysAsOneOfAll(Attempt attempt, long end) {
        if (WAITING_FOR_FIRST_KEYS.tryAcquire()) {
            try {
                isDoneWithin(attempt, left(end));
            } finally {
                WAITING_FOR_FIRST_KEYS.release();
            }
        }
    }

    /** How long the answer of a fetch is a quick one, and the caller may wait. */
    private long quickLeft(Attempt attempt, long end) {
        long age = TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - attempt.begunNanos());
        return Math.min(left(end), Math.max(0, timing.quick() - age));
    }

    private void awaitAsOneOfFew(Attempt attempt, long end) {
        if (waitingLong.tryAcquire()) {
            try {
                awaitAsOneOfFewInAll(attempt, end);
            } finally {
                waitingLong.release();
            }
        }
    }

    private void awaitAsOneOfFewInAll(Attempt attempt, long end) {
        if (WAITING_LONG_IN_ALL.tryAcquire()) {
            try {
                isDoneWithin(attempt, left(end));
            } finally {
                WAITING_LONG_IN_ALL.release();
            }
        }
    }

    /** Whether the fetch ends within a time, well or not; false too if the caller is interrupted. */
    private static boolean isDoneWithin(Attempt attempt, long millis) {
        try {
            attempt.done().get(millis, TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private ValidationUnavailableException unavailable(String what, State now, Reason reason) {
        Duration pause = Duration.ofMillis(Math.max(1000, now.pause(clock.millis(), reason)));
        return ValidationUnavailableException.withReason(what, null, pause);
    }
}
