package org.resourceprotector.dpop;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.settings.Bounds;
import org.resourceprotector.settings.Given;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.RemoteCalls;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * The proofs that were used, in entries of whatever kind that all nodes share: who writes a store for a server or a cluster
 * writes {@link Entries}.
 *
 * <pre>{@code
 * SharedReplayStore proofs = SharedReplayStore.builder("Valkey")
 *         .build((key, value, lifetime) -> client.setNxGet(key, value, lifetime));
 * proofs.tryOut();
 * }</pre>
 *
 * <p>Each proof is one {@code putIfAbsent} of a digest and a value of the caller's own, so that a call which a client repeats
 * after a broken connection finds its own write and does not look like a replay. An entry stays longer than it has to, because
 * the clocks of nodes differ.
 *
 * <p>Who does not answer in time, cannot be asked, or is full is a {@link ValidationUnavailableException}, which is a 503; see
 * {@link RemoteCalls} for the circuit breaker. A proof of which that was the answer may count as used.
 *
 * <p>Does not promise more than the entries do: what they forget is accepted once more.
 *
 * <p>Thread-safe. Has no thread of its own, and holds nothing that must be closed.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-11.1">RFC 9449, section 11.1</a>
 */
public final class SharedReplayStore implements ReplayStore {

    /** Entries that all nodes see. Implementations must be thread-safe, and must not evict. */
    @FunctionalInterface
    public interface Entries {

        /**
         * Writes an entry if there is none of this key, in one step for all nodes. Does not wait.
         *
         * @param key stands for the proof, see {@link ReplayStore#firstUse}
         * @param value of this call alone; up to 40 characters of base64url and a full stop
         * @param lifetime how long the entry must stay at least; zero, which many servers take for ever, only if the clocks
         *     do not differ and the proof is over
         * @return the value that was there before, null if there was none; is cancelled if nobody waits for it any more
         * @throws RuntimeException if it cannot be asked for
         */
        Future<String> putIfAbsent(String key, String value, Duration lifetime);

        /**
         * How many entries there are. Is asked at most once a second if there is a {@link Builder#maxProofs bound}, for a proof
         * or the status, and nobody waits for it; not before it has answered, for a minute.
         *
         * @return the number, as exact as it is known; is cancelled after that minute
         * @throws RuntimeException if it cannot be asked for; what was counted before stays for a lifetime, the writes of this node
         *     count after that, and the log tells once
         */
        default CompletableFuture<Long> size() {
            throw new UnsupportedOperationException("entries that are not counted");
        }
    }

    private static final Duration MAX_LIFETIME = Duration.ofDays(1);
    private static final Duration TRIAL_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration TRIAL_LIFETIME = Duration.ofMinutes(1);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long HANG_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final System.Logger LOG = System.getLogger(SharedReplayStore.class.getName());

    private final String name;
    private final Entries entries;
    private final RemoteCalls calls;
    private final Duration timeout;
    private final Clock clock;
    private final Duration clockSkew;

    /** 0 if the entries have a bound of their own, at which they refuse. */
    private final int maxProofs;

    private final String self = random();
    private final AtomicLong calling = new AtomicLong();

    /** How many proofs this node wrote. */
    private final AtomicLong written = new AtomicLong();

    /** How many entries there were when they were counted, without what this node had written by then. */
    private volatile long others;

    /** The count that was begun last. One that hangs is not joined by others, which may hang, too, for a minute. */
    private volatile Future<?> counting = CompletableFuture.completedFuture(null);

    /** So that the log tells once. */
    private boolean isCountFailing;

    private final LongSupplier nanoTime;
    private final AtomicLong nextLook;

    /** The longest that an entry of this node stays, in nanoseconds; 0 before there is one. */
    private final LongAccumulator longest = new LongAccumulator(Math::max, 0);

    /** Since when no count has said how many entries there are, or since an entry's lifetime after that. */
    private long uncountedSince;

    /** How many proofs this node had written then. */
    private long writtenThen;

    private SharedReplayStore(Builder builder, Entries entries) {
        this.name = builder.name;
        this.entries = Objects.requireNonNull(entries, "entries");
        this.calls = new RemoteCalls(name);
        this.timeout = builder.timeout;
        this.clock = builder.clock;
        this.clockSkew = builder.clockSkew;
        this.maxProofs = builder.maxProofs;
        this.nanoTime = builder.nanoTime;
        this.uncountedSince = nanoTime.getAsLong();
        this.nextLook = new AtomicLong(uncountedSince);
    }

    private static String random() {
        byte[] bytes = new byte[12];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Starts with the default settings.
     *
     * @param name what the entries are in, for messages to the operator and the status; without address and password
     * @return a builder
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    @Override
    public boolean firstUse(String key, Instant until) {
        Duration lifetime = lifetime(until);
        if (maxProofs > 0) {
            longest.accumulate(lifetime.toNanos());
            lookAtSize();
            if (size() >= maxProofs) {
                throw ValidationUnavailableException.withReason(
                        "the store of used proofs in " + name + " is full", null, RETRY_AFTER);
            }
        }
        String own = self + "." + Long.toString(calling.incrementAndGet(), Character.MAX_RADIX);
        boolean isFirst = isFirst(key, own, lifetime, timeout);
        if (isFirst) {
            written.incrementAndGet();
        }
        return isFirst;
    }

    /** Whether the entry was not there, or is the one that this very call wrote. */
    private boolean isFirst(String key, String own, Duration lifetime, Duration longest) {
        String before = calls.answer(() -> entries.putIfAbsent(key, own, lifetime), longest);
        return before == null || before.equals(own);
    }

    private Duration lifetime(Instant until) {
        Instant now = clock.instant();
        if (until.isAfter(now.plus(MAX_LIFETIME))) {
            throw new IllegalArgumentException("longer than a proof is remembered");
        }
        Duration left = until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
        return left.plus(clockSkew);
    }

    private long size() {
        return others + written.get();
    }

    /** Nobody waits for it. */
    private void lookAtSize() {
        long due = nextLook.get();
        long now = nanoTime.getAsLong();
        Future<?> last = counting;
        long early = last.isDone() ? 0 : HANG_NANOS - LOOK_NANOS;
        if (now - due < early || !nextLook.compareAndSet(due, now + LOOK_NANOS)) {
            return;
        }
        last.cancel(false);
        long before = written.get();
        try {
            CompletableFuture<Long> count = Objects.requireNonNull(entries.size(), "no count");
            counting = count;
            CompletableFuture<?> unused = count.whenComplete((size, failure) -> counted(size, before, failure));
        } catch (RuntimeException e) {
            counted(null, before, e);
        }
    }

    /**
     * If it fails, what was counted before stays, and grows by what is written: until all of it is over. From then on, only
     * what this node wrote in the last lifetime or two counts, so that a count which fails for long is no outage.
     */
    private synchronized void counted(@Nullable Long size, long before, @Nullable Throwable failure) {
        if (size != null && failure == null) {
            others = size - before;
            isCountFailing = false;
            uncountedFrom(before);
            return;
        }
        if (!isCountFailing) {
            isCountFailing = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "The proofs in {0} cannot be counted: {1}; until they can, those count that this node writes, and for"
                            + " as long as these stay the last count",
                    name,
                    failure == null ? "no number" : cause(failure).getClass().getName());
        }
        long lifetime = longest.get();
        if (lifetime > 0 && nanoTime.getAsLong() - uncountedSince > lifetime) {
            others = -writtenThen;
            uncountedFrom(written.get());
        }
    }

    private void uncountedFrom(long writtenByThen) {
        uncountedSince = nanoTime.getAsLong();
        writtenThen = writtenByThen;
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    /**
     * Writes an entry and looks whether it is remembered, and counts the entries if there is a bound. For the start of an
     * application, so that an outage is seen then; waits up to 20 seconds for each answer.
     *
     * @throws IllegalStateException if an entry is not remembered
     * @throws ValidationUnavailableException if there is no answer, or a refusal, which is the cause
     */
    public void tryOut() {
        String key = "trial-" + self;
        if (!isFirst(key, self, TRIAL_LIFETIME, TRIAL_TIMEOUT)
                || isFirst(key, self + ".other", TRIAL_LIFETIME, TRIAL_TIMEOUT)) {
            throw new IllegalStateException(name + " does not remember what was written");
        }
        if (maxProofs > 0) {
            long before = written.get();
            others = Objects.requireNonNull(calls.answer(entries::size, TRIAL_TIMEOUT)) - before;
        }
    }

    /**
     * How full the store is. Has the entries counted for the next one who asks, once a second at most, and does not wait.
     *
     * @return the bound, and how many proofs there are of which this node knows; empty without a bound
     */
    @Override
    public List<Status> status() {
        if (maxProofs == 0) {
            return List.of();
        }
        lookAtSize();
        return List.of(new ReplayStoreStatus(name, Math.max(0, size()), maxProofs));
    }

    /**
     * Tells what it is.
     *
     * @return for example {@code SharedReplayStore[Valkey]}
     */
    @Override
    public String toString() {
        return "SharedReplayStore[" + name + "]";
    }

    /** Collects the settings. Not thread-safe. */
    public static final class Builder {

        private static final int MAX_PROOFS = 100_000_000;

        private final String name;
        private Duration timeout = Duration.ofMillis(250);
        private Clock clock = Clock.systemUTC();
        private Duration clockSkew = Duration.ofSeconds(20);
        private int maxProofs;
        private LongSupplier nanoTime = System::nanoTime;

        private Builder(String name) {
            this.name = Given.required(name, "the name of the store");
        }

        /**
         * Sets how long a request waits for an answer; 250 milliseconds by default.
         *
         * @param timeout a millisecond to a minute
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder timeout(Duration timeout) {
            this.timeout = RemoteCalls.timeout(timeout);
            return this;
        }

        /**
         * Sets the clock; the system's by default.
         *
         * @param clock tells the time; must be that of the {@link Dpop} that uses the store
         * @return this
         */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Sets by how much the clocks of all who write and who forget entries may differ together; 20 seconds by default.
         *
         * @param clockSkew up to a day
         * @return this
         * @throws IllegalArgumentException if it is negative or longer
         */
        public Builder clockSkew(Duration clockSkew) {
            this.clockSkew = Bounds.within("clockSkew", clockSkew, Duration.ZERO, Bounds.DAY);
            return this;
        }

        /**
         * Sets how many entries there are at most; if there are as many, callers get a 503. Without it there is no bound but
         * that of the entries themselves, which must refuse and not evict. Each node compares it once a second with
         * {@link Entries#size}, and can exceed it by what the others write in a second. One caller may fill it alone, unlike
         * {@link ReplayStore#inMemory}: limit the rate of requests.
         *
         * @param maxProofs up to 100 million
         * @return this
         * @throws IllegalArgumentException if the number is out of bounds
         */
        public Builder maxProofs(int maxProofs) {
            this.maxProofs = Bounds.within("maxProofs", maxProofs, MAX_PROOFS);
            return this;
        }

        Builder nanoTime(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            return this;
        }

        /**
         * Makes the store. Asks nothing as yet, see {@link SharedReplayStore#tryOut}.
         *
         * @param entries what all nodes see
         * @return the store
         */
        public SharedReplayStore build(Entries entries) {
            return new SharedReplayStore(this, entries);
        }
    }
}
