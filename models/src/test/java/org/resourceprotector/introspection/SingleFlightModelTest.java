package org.resourceprotector.introspection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.models.Interleavings;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/**
 * Questions about one token, in every order that the threads of a few callers can have. Questions are numbered when they are
 * asked, and so are the answers.
 */
public class SingleFlightModelTest {

    private static final TokenDigest TOKEN = TokenDigest.of("abc");
    private static final Duration LONG = Duration.ofMinutes(1);

    private final SingleFlight flights = new SingleFlight();
    private final AtomicInteger asked = new AtomicInteger();

    /** The latest answer that a caller went away with, and the latest question from before a change that is complete. */
    private final AtomicInteger given = new AtomicInteger();

    private final AtomicInteger evicted = new AtomicInteger();
    private final AtomicInteger remembered = new AtomicInteger();

    private static IntrospectionResult numbered(int number) {
        return new IntrospectionResult.Refused(Rejection.of(Reason.REVOKED, String.valueOf(number)));
    }

    private static int number(IntrospectionResult answer) {
        Verdict.Rejected rejected = (Verdict.Rejected) ((IntrospectionResult.Refused) answer).verdict();
        return Integer.parseInt(rejected.rejection().detail());
    }

    /** Whether the answer is none that somebody had already, and none from before an eviction. */
    @Operation
    public boolean ask() {
        int earlier = Math.max(given.get(), evicted.get());
        try {
            int number = number(flights.fly(TOKEN, LONG, this::answer));
            given.accumulateAndGet(number, Math::max);
            return number > earlier;
        } catch (IntrospectionFailedException failureOfAnother) {
            return true;
        }
    }

    private IntrospectionResult answer(SingleFlight.Flight flight) {
        int number = asked.incrementAndGet();
        flights.settle(flight, () -> remembered.set(number), () -> {});
        return numbered(number);
    }

    /** Whoever waits is told, and never that it was answered. */
    @Operation
    public boolean askInVain() {
        int earlier = Math.max(given.get(), evicted.get());
        try {
            int number = number(flights.fly(TOKEN, LONG, flight -> {
                throw new StackOverflowError();
            }));
            given.accumulateAndGet(number, Math::max);
            return number > earlier;
        } catch (IntrospectionFailedException | StackOverflowError failure) {
            return true;
        }
    }

    @Operation
    public void evict() {
        AtomicInteger before = new AtomicInteger();
        flights.renewAround(() -> {
            before.set(asked.get());
            remembered.set(0);
        });
        evicted.accumulateAndGet(before.get(), Math::max);
    }

    /** Whether what is remembered was asked after the last eviction. */
    @Operation
    public boolean look() {
        int before = evicted.get();
        int found = remembered.get();
        return found == 0 || found > before;
    }

    @Validate
    public void nobodyWaitsAndNothingIsAsked() {
        if (flights.size() != 0 || flights.waiting() != 0) {
            throw new IllegalStateException(flights.size() + " questions, " + flights.waiting() + " wait");
        }
    }

    @Test
    @DisplayName("R7662-2.3-b R7662-4-b an answer is given to nobody who comes after another one had it")
    void everyInterleaving_givesNoAnswerOfEarlier() {
        Interleavings.check(getClass());
    }
}
