package org.resourceprotector.dpop;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.models.Interleavings;
import org.resourceprotector.token.ValidationUnavailableException;

/** Uses of a few proofs, in every order that two threads can have; some are over when they come and make room for others. */
@Param(name = "proof", gen = IntGen.class, conf = "0:3")
public class InMemoryReplayStoreModelTest {

    private static final int MOST = 3;
    private static final Instant NOW = Instant.ofEpochSecond(1_795_348_800);

    private final InMemoryReplayStore store =
            new InMemoryReplayStore(MOST, Clock.fixed(NOW, ZoneOffset.UTC), 0x5DEECE66DL);
    private final AtomicIntegerArray accepted = new AtomicIntegerArray(4);

    /** Whether it was accepted for the first time, or not. */
    @Operation
    public boolean use(@Param(name = "proof") int proof) {
        try {
            return !store.firstUse("holder-one-" + proof, NOW.plusSeconds(60)) || accepted.incrementAndGet(proof) == 1;
        } catch (ValidationUnavailableException full) {
            return true;
        }
    }

    /** One that is over at once takes the room of no other. */
    @Operation
    public void useWhatIsOver(@Param(name = "proof") int proof) {
        try {
            boolean unused = store.firstUse("holder-two-" + proof, NOW.minusSeconds(60));
        } catch (ValidationUnavailableException full) {
            // as it may be
        }
    }

    @Validate
    public void remembersWhatWasAcceptedAndNoMoreThanFits() {
        int live = 0;
        for (int i = 0; i < accepted.length(); i++) {
            live += accepted.get(i);
        }
        if (store.size() < live || store.size() > MOST) {
            throw new IllegalStateException(live + " accepted, " + store.size() + " remembered");
        }
    }

    @Test
    @DisplayName("R9449-11.1-b whatever the interleaving, a proof is accepted once, and no more than fit")
    void everyInterleaving_acceptsAProofOnce() {
        Interleavings.check(
                getClass(),
                "org.resourceprotector.dpop.InMemoryReplayStore$Entry",
                "org.resourceprotector.jose.Sha256");
    }
}
