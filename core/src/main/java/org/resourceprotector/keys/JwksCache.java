package org.resourceprotector.keys;

import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * Keeps the keys of a server and decides when to fetch them again.
 *
 * <p>At most one fetch runs at a time. A request waits for it only if there are no keys that may be trusted, or if it
 * brought the identifier of a key that is not known; in that case at most {@value #MAX_WAITING} requests wait at once, and
 * the others get what is known.
 *
 * <p>Thread-safe: all that changes is one immutable state. {@link #keys()} takes no lock and allocates nothing while the
 * keys are fresh.
 */
final class JwksCache implements KeySource {

    private static final int MAX_WAITING = 64;

    private final Supplier<CompletableFuture<JwksFetcher.Fetched>> fetch;
    private final KeyTiming timing;
    private final Clock clock;
    private final KeySourceEvents events;
    private final UnknownKidLimiter unknown;
    private final Semaphore waiting = new Semaphore(MAX_WAITING);
    private final AtomicReference<State> state = new AtomicReference<>(State.EMPTY);

    /**
     * What is known at one moment.
     *
     * @param known the keys of the last good response; null if there are none
     * @param running the fetch that is under way; null if there is none
     * @param failures how many fetches failed since the last good one
     * @param backoff no fetch begins before it is over
     * @param cooldown no fetch for an unknown key begins before it is over
     * @param closed whether no fetch begins any more
     */
    private record State(
            @Nullable CachedKeySet known,
            @Nullable Attempt running,
            int failures,
            Backoff backoff,
            Backoff cooldown,
            boolean closed) {

        static final State EMPTY = new State(null, null, 0, Backoff.OVER, Backoff.OVER, false);

        boolean mayStart(long now, boolean forUnknownKey) {
            return !closed && backoff.isOver(now) && (!forUnknownKey || cooldown.isOver(now));
        }

        State started(Attempt attempt, long cooldownMillis) {
            Backoff next = attempt.forUnknownKey() ? new Backoff(attempt.begun(), cooldownMillis) : cooldown;
            return new State(known, attempt, failures, backoff, next, closed);
        }

        State learned(CachedKeySet keys) {
            return new State(keys, null, 0, Backoff.OVER, cooldown, closed);
        }

        State failed(@Nullable CachedKeySet keys, Backoff next) {
            return new State(keys, null, failures + 1, next, cooldown, closed);
        }

        @SuppressWarnings("ReferenceEquality")
        State ended(Attempt attempt) {
            return running == attempt ? new State(known, null, failures, backoff, cooldown, closed) : this;
        }

        State closedForGood() {
            return new State(known, running, failures, backoff, cooldown, true);
        }
    }

    /**
     * A fetch.
     *
     * @param forUnknownKey whether it was begun because a key was not known; one that was begun before that tells nothing
     *     about a key that was published in the meantime
     * @param begun when, in milliseconds of the clock
     * @param done whether it succeeded, once it has ended
     */
    private record Attempt(boolean forUnknownKey, long begun, CompletableFuture<Boolean> done) {}

    JwksCache(
            Supplier<CompletableFuture<JwksFetcher.Fetched>> fetch,
            KeyTiming timing,
            Clock clock,
            KeySourceEvents events) {
        this.fetch = fetch;
        this.timing = timing;
        this.clock = clock;
        this.events = events;
        this.unknown = new UnknownKidLimiter(timing.coolDown());
    }

    @Override
    public KeySet keys() {
        State seen = state.get();
        long now = clock.millis();
        CachedKeySet known = seen.known();
        return known != null && known.isFresh(now) ? known.keys() : refreshed(seen, now);
    }

    /** Fetches off the path of the request, if there is anything that may be used in the meantime. */
    private KeySet refreshed(State seen, long now) {
        Attempt attempt = fetch(seen, false);
        CachedKeySet known = seen.known();
        if (known != null && known.isTrusted(now)) {
            return known.keys();
        }
        if (attempt != null) {
            await(attempt);
        }
        State after = state.get();
        CachedKeySet fetched = after.known();
        if (fetched != null && fetched.isTrusted(clock.millis())) {
            return fetched.keys();
        }
        throw unavailable(after);
    }

    @Override
    public KeySet refreshFor(String keyId) {
        KeySet current = keys();
        State seen = state.get();
        CachedKeySet known = seen.known();
        if (known == null || known.holds(keyId) || !unknown.mayLookFor(keyId, clock.millis())) {
            return known == null ? current : known.keys();
        }
        Attempt attempt = fetch(seen, true);
        if (attempt == null || !waiting.tryAcquire()) {
            return keys();
        }
        try {
            return lookedFor(keyId, await(attempt) && attempt.forUnknownKey());
        } finally {
            waiting.release();
        }
    }

    private KeySet lookedFor(String keyId, boolean looked) {
        KeySet current = keys();
        CachedKeySet known = state.get().known();
        if (looked && known != null && !known.holds(keyId)) {
            unknown.lookedFor(keyId, clock.millis());
            events.unknownKey(keyId);
        }
        return current;
    }

    /** Starts a fetch nobody waits for. */
    void warmUp() {
        Attempt unused = fetch(state.get(), false);
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
    private @Nullable Attempt fetch(State seen, boolean forUnknownKey) {
        while (true) {
            State current = state.get();
            if (current.running() != null) {
                return current.running();
            }
            if (current.known() != seen.known()) {
                return null;
            }
            long now = clock.millis();
            boolean mayStart = current.mayStart(now, forUnknownKey);
            if (!mayStart && state.get() == current) {
                return null;
            }
            Attempt mine = new Attempt(forUnknownKey, now, new CompletableFuture<>());
            if (mayStart && state.compareAndSet(current, current.started(mine, timing.coolDown()))) {
                run(mine);
                return mine;
            }
        }
    }

    private void run(Attempt mine) {
        CompletableFuture<JwksFetcher.Fetched> fetching;
        try {
            fetching = fetch.get();
        } catch (Throwable e) {
            // An exception that nobody declared, too: a fetch that is never settled would be the last one.
            fetching = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<?> unused = fetching.whenComplete((fetched, failure) -> settle(mine, fetched, failure));
    }

    /** Those who wait go on when the listeners know, so that nobody acts on what was not told yet. */
    private void settle(Attempt mine, JwksFetcher.@Nullable Fetched fetched, @Nullable Throwable failure) {
        boolean good = fetched != null && !fetched.reading().keys().keys().isEmpty();
        try {
            if (fetched != null && good) {
                learn(fetched, mine.begun());
            } else if (failure != null) {
                fail(FetchFailedException.of(failure), state.get().known());
            } else {
                // A server that publishes keys, and none that can be used, has withdrawn those that were.
                fail(FetchFailedException.unusable("no key of use"), null);
            }
        } finally {
            state.updateAndGet(current -> current.ended(mine));
            mine.done().complete(good);
        }
    }

    /** Keys are as old as the fetch that brought them: what was published since it began may be missing. */
    private void learn(JwksFetcher.Fetched fetched, long begun) {
        CachedKeySet before = state.get().known();
        KeySet keys = fetched.reading().keys();
        boolean changed = before == null || !new HashSet<>(before.keys().keys()).equals(new HashSet<>(keys.keys()));
        KeySet same = before == null || changed ? keys : before.keys();
        CachedKeySet learned = timing.known(same, begun, fetched.maxAge());
        state.updateAndGet(current -> current.learned(learned));
        events.fetched(same, changed, fetched.reading().alarms());
    }

    /** Keeps the keys that may still be used without their server. */
    private void fail(FetchFailedException cause, @Nullable CachedKeySet kept) {
        long now = clock.millis();
        state.updateAndGet(current -> current.failed(kept, timing.backOff(current.failures() + 1, now)));
        events.failed(cause);
        if (kept != null && !kept.isFresh(now) && kept.isTrusted(now)) {
            events.servingStale(kept.age(now), kept.trustedFor() - kept.age(now));
        }
    }

    /** Whether the fetch succeeded; false too if it takes longer than a request may wait. */
    private boolean await(Attempt attempt) {
        try {
            return attempt.done().get(timing.patience(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private ValidationUnavailableException unavailable(State now) {
        Duration pause = Duration.ofMillis(Math.max(1000, now.backoff().left(clock.millis())));
        return new ValidationUnavailableException("there are no keys that may be trusted", null, pause);
    }
}
