package org.resourceprotector.hazelcast;

import com.hazelcast.ringbuffer.OverflowPolicy;
import com.hazelcast.ringbuffer.ReadResultSet;
import com.hazelcast.ringbuffer.Ringbuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.RemoteCalls;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.SharedRevocationFeed;

/** A ring buffer of a Hazelcast cluster, of which each entry is a revocation. */
final class RevocationRing implements SharedRevocationFeed.Log, AutoCloseable {

    private static final int MAX_READ = 1_000;
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(2);

    private final Ringbuffer<Object> ring;
    private final Duration timeout;
    private final Calls threads = new Calls();
    private final RemoteCalls calls = new RemoteCalls("Hazelcast");

    /** Whether something may have been written that was not read. */
    private volatile boolean mayHaveMissed;

    /** The entry that was read last, and where; only the reader's thread uses them after the start. */
    private @Nullable Object last;

    private long lastSequence;

    RevocationRing(Ringbuffer<Object> ring, Duration timeout) {
        this.ring = ring;
        this.timeout = timeout;
    }

    void mayHaveMissed() {
        mayHaveMissed = true;
    }

    @Override
    public void add(Revocation revocation) {
        String text = RevocationText.of(revocation);
        calls.answer(
                () -> threads.start(() -> ring.addAsync(text, OverflowPolicy.OVERWRITE)
                        .toCompletableFuture()
                        .get(timeout.toNanos(), TimeUnit.NANOSECONDS)),
                timeout);
    }

    @Override
    public void skip() {
        mayHaveMissed = false;
        Long end = calls.answer(() -> threads.start(ring::tailSequence), READ_TIMEOUT);
        lastSequence = end == null ? -1 : end;
        last = null;
        if (lastSequence >= 0) {
            ReadResultSet<Object> read = from(lastSequence);
            if (read.size() > 0) {
                last = read.get(0);
                lastSequence = read.getSequence(0);
            }
        }
    }

    /**
     * Reads the last entry once more, because Hazelcast does not tell a reader that is too late or too early: it reads from
     * where there is something.
     */
    @Override
    public @Nullable List<Revocation> read() {
        if (mayHaveMissed) {
            return null;
        }
        boolean hasLast = last != null;
        long first = hasLast ? lastSequence : lastSequence + 1;
        ReadResultSet<Object> entries = from(first);
        int size = entries.size();
        boolean isGapless = size == 0
                ? !hasLast
                : entries.getSequence(0) == first && (!hasLast || entries.get(0).equals(last));
        if (!isGapless || size >= MAX_READ) {
            return null;
        }
        List<Revocation> revocations = new ArrayList<>();
        for (int i = hasLast ? 1 : 0; i < size; i++) {
            revocations.add(RevocationText.revocation(entries.get(i)));
            last = entries.get(i);
            lastSequence = entries.getSequence(i);
        }
        return revocations;
    }

    /** Hazelcast refuses to be asked for more than the ring buffer holds. */
    private ReadResultSet<Object> from(long sequence) {
        return Objects.requireNonNull(calls.answer(
                () -> threads.start(() -> ring.readManyAsync(
                                sequence, 0, (int) Math.min(MAX_READ, ring.capacity()), null)
                        .toCompletableFuture()
                        .get(READ_TIMEOUT.toNanos(), TimeUnit.NANOSECONDS)),
                READ_TIMEOUT));
    }

    @Override
    public void close() {
        threads.close();
    }

    @Override
    public String toString() {
        return ring.getName();
    }
}
