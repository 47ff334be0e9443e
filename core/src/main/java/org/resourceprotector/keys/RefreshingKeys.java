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
 * Keeps the keys of a server and decides when to ask it again.
 *
 * <p>At most one fetch runs at a time. A request waits for it only where there are no keys that may be trusted, or where it
 * brought the identifier of a key that is not known; in that case at most {@value #MOST_WAITING} requests wait at once, and
 * the others get what is known.
 *
 * <p>Thread-safe. {@link #keys()} takes no lock and allocates nothing while the keys are fresh.
 */
final class RefreshingKeys implements KeySource {

    private static final int MOST_WAITING = 64;
    private static final Attempt MADE = new Attempt(false, 0, CompletableFuture.completedFuture(true));

    private final Supplier<CompletableFuture<KeyFetch.Fetched>> fetch;
    private final KeyTiming timing;
    private final Clock clock;
    private final KeyEvents events;
    private final UnknownKeyIds unknown;
    private final AtomicReference<@Nullable Attempt> running = new AtomicReference<>();
    private final Semaphore waiting = new Semaphore(MOST_WAITING);

    private volatile @Nullable KnownKeys known;
    private volatile boolean closed;
    private volatile Pause backOff = Pause.OVER;
    private volatile Pause coolDown = Pause.OVER;

    /** Of the running fetch alone. */
    private int failures;

    /**
     * A fetch.
     *
     * @param forUnknownKey whether it was begun because a key was not known; one that was begun before that tells nothing
     *     about a key that was published in the meantime
     * @param begun when, in milliseconds of the clock
     * @param done whether it succeeded, once it has ended
     */
    private record Attempt(boolean forUnknownKey, long begun, CompletableFuture<Boolean> done) {}

    RefreshingKeys(
            Supplier<CompletableFuture<KeyFetch.Fetched>> fetch, KeyTiming timing, Clock clock, KeyEvents events) {
        this.fetch = fetch;
        this.timing = timing;
        this.clock = clock;
        this.events = events;
        this.unknown = new UnknownKeyIds(timing.coolDown());
    }

    @Override
    public KeySet keys() {
        KnownKeys seen = known;
        long now = clock.millis();
        return seen != null && seen.isFresh(now) ? seen.keys() : refreshed(seen, now);
    }

    /** Fetches off the path of the request, if there is anything that may be used in the meantime. */
    private KeySet refreshed(@Nullable KnownKeys seen, long now) {
        Attempt attempt = join(seen, now, false);
        if (seen != null && seen.isTrusted(now)) {
            return seen.keys();
        }
        if (attempt != null) {
            await(attempt);
        }
        KnownKeys fetched = known;
        if (fetched != null && fetched.isTrusted(clock.millis())) {
            return fetched.keys();
        }
        throw unavailable();
    }

    @Override
    public KeySet refreshFor(String keyId) {
        KeySet current = keys();
        KnownKeys seen = known;
        long now = clock.millis();
        if (seen == null || seen.holds(keyId) || !unknown.mayLookFor(keyId, now)) {
            return seen == null ? current : seen.keys();
        }
        Attempt attempt = join(seen, now, true);
        if (attempt == null || !waiting.tryAcquire()) {
            return keys();
        }
        try {
            return lookedFor(keyId, await(attempt) && attempt.forUnknownKey);
        } finally {
            waiting.release();
        }
    }

    private KeySet lookedFor(String keyId, boolean looked) {
        KeySet current = keys();
        KnownKeys now = known;
        if (looked && now != null && !now.holds(keyId)) {
            unknown.lookedFor(keyId, clock.millis());
            events.unknownKey(keyId);
        }
        return current;
    }

    /** Starts no fetch any more. */
    void close() {
        closed = true;
    }

    /** Starts a fetch nobody waits for. */
    void warmUp() {
        Attempt unused = join(null, clock.millis(), false);
    }

    /**
     * The running fetch or a new one; null if it is too early for one. Too early may mean that another caller began one
     * just now, so that is looked at last: it is under way still, or what it brought is known already.
     */
    private @Nullable Attempt join(@Nullable KnownKeys seen, long now, boolean forUnknownKey) {
        Attempt shared = running.get();
        if (shared != null) {
            return shared;
        }
        return mayStart(now, forUnknownKey) ? start(seen, forUnknownKey) : running.get();
    }

    private boolean mayStart(long now, boolean forUnknownKey) {
        return !closed && backOff.isOver(now) && (!forUnknownKey || coolDown.isOver(now));
    }

    /**
     * Begins a fetch, unless one is under way, or it is too early after another. Reads the clock itself, as the caller may
     * have read it before a fetch that has failed since. What was seen is compared by identity: keys that came in the
     * meantime are reason enough to look again.
     */
    @SuppressWarnings("ReferenceEquality")
    private @Nullable Attempt start(@Nullable KnownKeys seen, boolean forUnknownKey) {
        Attempt mine;
        synchronized (this) {
            Attempt others = running.get();
            if (others != null) {
                return others;
            }
            if (known != seen) {
                return MADE;
            }
            long now = clock.millis();
            if (!mayStart(now, forUnknownKey)) {
                return null;
            }
            mine = new Attempt(forUnknownKey, now, new CompletableFuture<>());
            running.set(mine);
            if (forUnknownKey) {
                coolDown = new Pause(now, timing.coolDown());
            }
        }
        run(mine);
        return mine;
    }

    private void run(Attempt mine) {
        CompletableFuture<KeyFetch.Fetched> fetching;
        try {
            fetching = fetch.get();
        } catch (Throwable e) {
            // An exception that nobody declared, too: a fetch that is never settled would be the last one.
            fetching = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<?> unused = fetching.whenComplete((fetched, failure) -> settle(mine, fetched, failure));
    }

    /** Those who wait go on when the listeners know, so that nobody acts on what was not told yet. */
    private void settle(Attempt mine, KeyFetch.@Nullable Fetched fetched, @Nullable Throwable failure) {
        boolean good = fetched != null && !fetched.reading().keys().keys().isEmpty();
        try {
            long now = clock.millis();
            Runnable announcement;
            if (fetched != null && good) {
                announcement = learn(fetched, mine.begun());
            } else {
                announcement = fail(failure != null ? FetchFailedException.of(failure) : nothingOfUse(), now);
            }
            running.set(null);
            announcement.run();
        } finally {
            running.compareAndSet(mine, null);
            mine.done.complete(good);
        }
    }

    /** Keys are as old as the fetch that brought them: what was published since it began may be missing. */
    private Runnable learn(KeyFetch.Fetched fetched, long begun) {
        KnownKeys before = known;
        KeySet keys = fetched.reading().keys();
        boolean changed = before == null || !new HashSet<>(before.keys().keys()).equals(new HashSet<>(keys.keys()));
        KeySet same = before == null || changed ? keys : before.keys();
        known = timing.known(same, begun, fetched.maxAge());
        failures = 0;
        backOff = Pause.OVER;
        return () -> events.fetched(same, changed, fetched.reading().alarms());
    }

    /** A server that publishes keys, and none that is of use, has withdrawn those that were. */
    private FetchFailedException nothingOfUse() {
        known = null;
        return FetchFailedException.unusable("no key of use");
    }

    private Runnable fail(FetchFailedException cause, long now) {
        failures++;
        backOff = timing.backOff(failures, now);
        KnownKeys stale = known;
        return () -> {
            events.failed(cause);
            if (stale != null && !stale.isFresh(now) && stale.isTrusted(now)) {
                events.servingStale(stale.age(now), stale.trustedFor() - stale.age(now));
            }
        };
    }

    /** Whether the fetch succeeded; false too where it takes longer than a request may wait. */
    private boolean await(Attempt attempt) {
        try {
            return attempt.done.get(timing.patience(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private ValidationUnavailableException unavailable() {
        Duration pause = Duration.ofMillis(Math.max(1000, backOff.left(clock.millis())));
        return new ValidationUnavailableException("there are no keys that may be trusted", null, pause);
    }
}
