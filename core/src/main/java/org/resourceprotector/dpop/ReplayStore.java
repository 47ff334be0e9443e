package org.resourceprotector.dpop;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.resourceprotector.status.Status;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * Remembers which proofs were used, so that none is used twice. Nodes that serve the same clients share one; with a store
 * for each node, a proof that was seen on its way can be used once more on every other node.
 *
 * <p>An implementation must not forget an entry before its time. A store that evicts when it is full is no replay store: it
 * throws instead. It must tell its own write that was repeated from somebody else's, if its client repeats commands.
 *
 * <p>Implementations must be thread-safe, and must not block for long: a request waits for them. {@link SharedReplayStore}
 * does that for whatever nodes can share.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-11.1">RFC 9449, section 11.1</a>
 */
@FunctionalInterface
public interface ReplayStore {

    /**
     * Remembers a proof. Of several calls with one key, at whatever nodes and moments, one answers true.
     *
     * @param key stands for the proof: 43 characters of base64url, from which nothing of the proof can be read; the
     *     first 11 are the same for all proofs that one key signed
     * @param until when it may be forgotten, because the proof is too old to be used by then
     * @return true if the key was not there; false if it was, whatever its time
     * @throws ValidationUnavailableException if it cannot tell, because it is down or full; the caller gets a 503
     */
    boolean firstUse(String key, Instant until);

    /**
     * How full the store is, if it can tell without asking another process.
     *
     * @return the status of each part; empty by default
     */
    default List<Status> status() {
        return List.of();
    }

    /**
     * A store in the memory of this process, on the system's clock. See {@link #inMemory(int, Clock)}.
     *
     * @param maxProofs how many proofs it remembers at most, up to 10 million; about 85 bytes each
     * @return the store
     * @throws IllegalArgumentException if the number is out of bounds
     */
    static ReplayStore inMemory(int maxProofs) {
        return inMemory(maxProofs, Clock.systemUTC());
    }

    /**
     * A store in the memory of this process. Forgets what is over; if it is full of what is not, it throws, and never
     * forgets anything early. If it is half full, it throws for a key that has a sixteenth of it, so that the others go on. Does not survive a restart, and is not shared by nodes.
     *
     * @param maxProofs how many proofs it remembers at most, up to 10 million; about 85 bytes each
     * @param clock tells the time; must be the clock of the {@link Dpop} that uses the store
     * @return the store
     * @throws IllegalArgumentException if the number is out of bounds
     */
    static ReplayStore inMemory(int maxProofs, Clock clock) {
        return new InMemoryReplayStore(maxProofs, clock);
    }
}
