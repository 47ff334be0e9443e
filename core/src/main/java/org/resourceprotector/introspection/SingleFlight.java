package org.resourceprotector.introspection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.introspection.IntrospectionFailedException.Kind;

/**
 * Lets one request ask for all that come with the same token in the meantime, and bounds how long
 * these wait. How many wait is bounded by the {@link Bulkhead}. Holds digests, never tokens.
 *
 * <p>Thread-safe.
 */
final class SingleFlight {

    /** Made beforehand: where it is needed, there may be no memory for it. It has no stack trace. */
    @SuppressWarnings("StaticAssignmentOfThrowable")
    private static final IntrospectionFailedException BROKE_DOWN =
            IntrospectionFailedException.givenUp("the request that asked broke down");

    private final ConcurrentHashMap<TokenDigest, Flight> flights = new ConcurrentHashMap<>();
    private final AtomicLong generation = new AtomicLong();
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongSupplier nanos;

    SingleFlight() {
        this(System::nanoTime);
    }

    /** With another source of the nanoseconds by which is told how much time a request has left. */
    SingleFlight(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /** One question that is being asked, and the requests that wait for its result. */
    static final class Flight {

        final CompletableFuture<IntrospectionResult> result = new CompletableFuture<>();
        private final AtomicInteger joined = new AtomicInteger();
        private final long generation;
        private final boolean isSecond;

        /** Whether another question was answered by a no in the meantime; guarded by the outer class. */
        private boolean isOvertaken;

        Flight(long generation, boolean isSecond) {
            this.generation = generation;
            this.isSecond = isSecond;
        }

        /** Whether another request gave up, so that the one that asks now has less than all of its time. */
        boolean isSecond() {
            return isSecond;
        }

        /** How many other requests have waited for this question, whether they still wait or not. */
        int joined() {
            return joined.get();
        }

        /**
         * Whether the request that asked came to no answer for a reason of its own, which says nothing of the server. One
         * that broke down did not give up: the next would break down, too.
         */
        boolean wasGivenUp() {
            return result.handle((answer, e) -> e instanceof IntrospectionFailedException known
                            && known != BROKE_DOWN
                            && known.kind() == Kind.GIVEN_UP)
                    .getNow(false);
        }
    }

    /** Asks. */
    interface Question {
        IntrospectionResult ask(Flight flight) throws IntrospectionFailedException;
    }

    /**
     * Asks, or waits for the result of the same question. If the request that asked gave up, because it was interrupted or
     * might not wait as long, one that has more than half of its time left does the same once more.
     *
     * @param maxWait how long to wait for another request; the one that asks ends by itself
     */
    IntrospectionResult fly(TokenDigest digest, Duration maxWait, Question question)
            throws IntrospectionFailedException {
        long end = nanos.getAsLong() + maxWait.toNanos();
        Flight mine = new Flight(generation.get(), false);
        Flight running = joined(digest, mine);
        if (running == mine) {
            return lead(digest, mine, question);
        }
        try {
            return follow(running, maxWait);
        } catch (IntrospectionFailedException e) {
            Duration left = Duration.ofNanos(end - nanos.getAsLong());
            if (!running.wasGivenUp()
                    || left.compareTo(maxWait.dividedBy(2)) <= 0
                    || Thread.currentThread().isInterrupted()) {
                throw e;
            }
            return again(digest, left, question);
        }
    }

    private IntrospectionResult again(TokenDigest digest, Duration left, Question question)
            throws IntrospectionFailedException {
        Flight mine = new Flight(generation.get(), true);
        Flight running = joined(digest, mine);
        return running == mine ? lead(digest, mine, question) : follow(running, left);
    }

    /** The flight that is under way if there is one, or else the other, which is now. */
    private Flight joined(TokenDigest digest, Flight mine) {
        return flights.compute(
                digest, (key, other) -> other != null && other.generation >= mine.generation ? other : mine);
    }

    /** Removes the flight before completing it: a caller that was answered and returns starts a new one. */
    private IntrospectionResult lead(TokenDigest digest, Flight flight, Question question)
            throws IntrospectionFailedException {
        try {
            IntrospectionResult answer = question.ask(flight);
            flights.remove(digest, flight);
            flight.result.complete(answer);
            return answer;
        } catch (IntrospectionFailedException e) {
            end(digest, flight, e);
            throw e;
        } finally {
            end(digest, flight, BROKE_DOWN);
        }
    }

    private void end(TokenDigest digest, Flight flight, IntrospectionFailedException unlessAnswered) {
        try {
            flights.remove(digest, flight);
        } finally {
            flight.result.completeExceptionally(unlessAnswered);
        }
    }

    private IntrospectionResult follow(Flight flight, Duration maxWait) throws IntrospectionFailedException {
        flight.joined.incrementAndGet();
        waiting.incrementAndGet();
        try {
            return flight.result.get(maxWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IntrospectionFailedException known
                    ? known
                    : IntrospectionFailedException.givenUp("broke down");
        } catch (TimeoutException e) {
            throw IntrospectionFailedException.givenUp("no answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw IntrospectionFailedException.givenUp("the request was interrupted");
        } finally {
            waiting.decrementAndGet();
        }
    }

    /**
     * Makes a change, and lets no later request join a question that was asked before it was complete.
     * Questions from before the change are settled before it begins, or {@linkplain #settle otherwise}.
     */
    void renewAround(Runnable change) {
        renew();
        try {
            change.run();
        } finally {
            renew();
        }
    }

    private synchronized void renew() {
        generation.incrementAndGet();
    }

    /**
     * A question from before a change was answered by a no. What is asked beside it since that change may be answered by an
     * older yes, so that no later request joins it, and it is settled as one from before.
     *
     * @param refused the question that was answered
     */
    synchronized void overtake(TokenDigest digest, Flight refused) {
        flights.computeIfPresent(digest, (key, running) -> {
            if (running.generation == refused.generation) {
                return running;
            }
            running.isOvertaken = true;
            return null;
        });
    }

    /**
     * Does one thing if there was no {@linkplain #renewAround change} since a question was asked, and none
     * {@linkplain #overtake overtook} it, and another otherwise. No change begins in the meantime.
     */
    synchronized void settle(Flight flight, Runnable ifCurrent, Runnable otherwise) {
        if (flight.generation == generation.get() && !flight.isOvertaken) {
            ifCurrent.run();
        } else {
            otherwise.run();
        }
    }

    /** How many requests wait for what another one asked. */
    int waiting() {
        return waiting.get();
    }

    /** How many questions are being asked. */
    int size() {
        return flights.size();
    }
}
