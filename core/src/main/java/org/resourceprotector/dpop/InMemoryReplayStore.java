package org.resourceprotector.dpop;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.jose.Sha256;
import org.resourceprotector.settings.Bounds;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * A map with a bound, of which every entry stays until its time: {@code iat}, {@code maxAge} and {@code clockSkew}, as {@link Dpop}
 * adds them. What is over is removed from time to time, and whenever there is no room: in a large store not each time, but
 * after a pause that grows with what it costs to look at all entries, a tenth of a second for 250,000.
 *
 * <p>When it is half full, a holder of a key that has a sixteenth of it is refused until some of its proofs are over, so that
 * one holder of one token cannot shut out the others. Holders are counted by a hash that nobody outside can predict, in a
 * table of fixed size: a holder that shares a place with a greedy one is refused with it, one of {@value #PLACES}.
 *
 * <p>Holds 128 bits of a digest for each key. Two keys of the same digest would cost the second its acceptance.
 *
 * <p>Thread-safe. A request takes a lock only if it has to make room.
 */
final class InMemoryReplayStore implements ReplayStore {

    /** How many characters of a key stand for the holder of the token. */
    static final int HOLDER_LENGTH = 11;

    private static final int MAX_PROOFS = 10_000_000;
    private static final long SWEEP_INTERVAL_MILLIS = 10_000;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** How many entries are looked at for each millisecond in which they are not. */
    private static final int SWEPT_PER_MILLI = 2_500;

    /** The longest pause that a refusal names: entries may be over earlier than was seen while others made room. */
    private static final long MAX_RETRY_MILLIS = 60_000;

    private static final int PLACE_BITS = 14;

    /** How many counts of holders there are; a power of two. */
    private static final int PLACES = 1 << PLACE_BITS;

    /** As many proofs any holder may have. */
    private static final int MIN_SHARE = 8;

    private static final int PARTS = 16;

    private final int most;
    private final int share;
    private final long secret;
    private final AtomicIntegerArray held = new AtomicIntegerArray(PLACES);
    private final Clock clock;
    private final ConcurrentHashMap<Entry, Entry> live = new ConcurrentHashMap<>();
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicLong nextSweep = new AtomicLong(Long.MIN_VALUE);

    /** No entry is over before this moment, so that until then there is nothing to be removed. */
    private final AtomicLong earliest = new AtomicLong(Long.MAX_VALUE);

    private final ReentrantLock makingRoom = new ReentrantLock();

    /** When all entries were looked at last, and how long they are not looked at again; guarded by the lock. */
    private long sweptAt;

    private long restMillis;

    InMemoryReplayStore(int most, Clock clock) {
        this(most, clock, new SecureRandom().nextLong());
    }

    /** The secret is where the polynomials are evaluated. */
    InMemoryReplayStore(int most, Clock clock, long secret) {
        this.secret = secret | 1;
        this.most = Bounds.within("maxProofs", most, MAX_PROOFS);
        this.share = Math.max(MIN_SHARE, most / PARTS);
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /** Both key and value of the map: equal if the digests are, whatever the time is. */
    private static final class Entry {

        private final long first;
        private final long second;
        private final long until;
        private final int place;

        Entry(String key, Instant until, int place) {
            this.place = place;
            byte[] digest = Sha256.of(key.getBytes(StandardCharsets.UTF_8));
            this.first = (long) LONG.get(digest, 0);
            this.second = (long) LONG.get(digest, 8);
            this.until = millis(until);
        }

        private static long millis(Instant until) {
            try {
                return Math.addExact(until.toEpochMilli(), 1);
            } catch (ArithmeticException beyondAllTimes) {
                return until.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
            }
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Entry entry && entry.first == first && entry.second == second;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(first);
        }
    }

    /** What became of one attempt to remember an entry. */
    private enum Attempt {
        REMEMBERED,
        KNOWN,
        FULL
    }

    /** Where the proofs of a holder are counted: a polynomial at a secret point, so that nobody can aim at a place. */
    private int place(String key) {
        long hash = secret;
        for (int i = 0; i < Math.min(HOLDER_LENGTH, key.length()); i++) {
            hash = (hash + key.charAt(i)) * secret;
            hash ^= hash >>> 29;
        }
        return (int) (hash >>> (Long.SIZE - PLACE_BITS));
    }

    @Override
    public boolean firstUse(String key, Instant until) {
        long now = clock.millis();
        Entry entry = new Entry(key, until, place(key));
        long due = nextSweep.get();
        if (now >= due && nextSweep.compareAndSet(due, now + SWEEP_INTERVAL_MILLIS)) {
            removeWhatIsOver(now);
        }
        Attempt attempt = remember(entry, now);
        if (attempt == Attempt.FULL) {
            removeWhatIsOver(now);
            attempt = remember(entry, now);
        }
        if (attempt == Attempt.FULL) {
            long pause = Math.max(1, Math.min(MAX_RETRY_MILLIS, earliest.get() - now));
            throw ValidationUnavailableException.withReason(
                    "the memory of used proofs is full", null, Duration.ofMillis(pause));
        }
        return attempt == Attempt.REMEMBERED;
    }

    private Attempt remember(Entry entry, long now) {
        Attempt[] attempt = new Attempt[1];
        live.compute(entry, (key, known) -> {
            if (known != null && known.until > now) {
                attempt[0] = Attempt.KNOWN;
                return known;
            }
            if (known != null) {
                giveRoom(known);
            }
            if (!takeRoom(entry)) {
                attempt[0] = Attempt.FULL;
                return null;
            }
            attempt[0] = Attempt.REMEMBERED;
            return entry;
        });
        if (attempt[0] == Attempt.REMEMBERED && entry.until < earliest.get()) {
            earliest.accumulateAndGet(entry.until, Math::min);
        }
        return attempt[0];
    }

    private boolean takeRoom(Entry entry) {
        int all = count.incrementAndGet();
        int ofHolder = held.incrementAndGet(entry.place);
        if (all <= most && (all <= most / 2 || ofHolder <= share)) {
            return true;
        }
        giveRoom(entry);
        return false;
    }

    private void giveRoom(Entry entry) {
        count.decrementAndGet();
        held.decrementAndGet(entry.place);
    }

    private void removeWhatIsOver(long now) {
        makingRoom.lock();
        try {
            boolean rests = now >= sweptAt && now - sweptAt < restMillis;
            if (rests || now < earliest.get()) {
                return;
            }
            sweptAt = now;
            restMillis = count.get() / SWEPT_PER_MILLI;
            earliest.set(Long.MAX_VALUE);
            for (Entry entry : live.values()) {
                if (entry.until <= now) {
                    live.computeIfPresent(entry, (key, known) -> {
                        if (known.until <= now) {
                            giveRoom(known);
                            return null;
                        }
                        return known;
                    });
                } else {
                    earliest.accumulateAndGet(entry.until, Math::min);
                }
            }
        } finally {
            makingRoom.unlock();
        }
    }

    @Override
    public List<Status> status() {
        return List.of(new ReplayStoreStatus("in memory", count.get(), most));
    }

    /** How many proofs are remembered. */
    int size() {
        return count.get();
    }

    @Override
    public String toString() {
        return "InMemoryReplayStore[" + most + "]";
    }
}
