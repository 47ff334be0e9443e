package org.resourceprotector.introspection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.resourceprotector.claims.TokenDigest;

/**
 * Lets one request ask for all who come with the same token in the meantime. How many may wait, and for how long, is
 * bounded. Holds digests, never tokens.
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
    private final int mostWaiting;
    private final Semaphore places;

    /** One question that is being asked, and those who wait for its answer. */
    static final class Flight {

        private final CompletableFuture<IntrospectionResult> landing = new CompletableFuture<>();
        private final AtomicInteger waiting = new AtomicInteger();
        private final long generation;

        Flight(long generation) {
            this.generation = generation;
        }

        int waiting() {
            return waiting.get();
        }
    }

    /** Asks. */
    interface Question {
        IntrospectionResult ask(Flight flight) throws IntrospectionFailedException;
    }

    SingleFlight(int mostWaiting) {
        this.mostWaiting = mostWaiting;
        this.places = new Semaphore(mostWaiting);
    }

    /**
     * Asks, or waits for the answer to the same question.
     *
     * @param patience how long to wait for another request; whoever asks ends by itself
     */
    IntrospectionResult fly(TokenDigest digest, Duration patience, Question question)
            throws IntrospectionFailedException {
        Flight mine = new Flight(generation.get());
        Flight running = flights.compute(
                digest, (key, other) -> other != null && other.generation >= mine.generation ? other : mine);
        return running == mine ? lead(digest, mine, question) : follow(running, patience);
    }

    private IntrospectionResult lead(TokenDigest digest, Flight flight, Question question)
            throws IntrospectionFailedException {
        try {
            IntrospectionResult answer = question.ask(flight);
            flight.landing.complete(answer);
            return answer;
        } catch (IntrospectionFailedException e) {
            end(digest, flight, e);
            throw e;
        } finally {
            end(digest, flight, BROKE_DOWN);
        }
    }

    /** Nobody joins any more before those who wait are told, so that whoever was told and comes again asks anew. */
    private void end(TokenDigest digest, Flight flight, IntrospectionFailedException unlessAnswered) {
        try {
            flights.remove(digest, flight);
        } finally {
            flight.landing.completeExceptionally(unlessAnswered);
        }
    }

    private IntrospectionResult follow(Flight flight, Duration patience) throws IntrospectionFailedException {
        if (!places.tryAcquire()) {
            throw IntrospectionFailedException.givenUp("too many requests wait for answers");
        }
        try {
            flight.waiting.incrementAndGet();
            return flight.landing.get(patience.toNanos(), TimeUnit.NANOSECONDS);
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
            places.release();
        }
    }

    /**
     * Changes what answers are made of, and lets nobody wait for a question that was asked before the change was complete.
     * Questions from before the change are settled before it begins, or {@linkplain #settle otherwise}. Questions
     * from during the change may have seen what was there before it, so that nobody joins them after it.
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
     * Does one thing if there was no {@linkplain #renewAround renewal} since a question was asked, otherwise another. There
     * is no renewal in the meantime.
     */
    synchronized void settle(Flight flight, Runnable ifCurrent, Runnable otherwise) {
        if (flight.generation == generation.get()) {
            ifCurrent.run();
        } else {
            otherwise.run();
        }
    }

    /** How many requests wait for what another one asked. */
    int waiting() {
        return mostWaiting - places.availablePermits();
    }

    /** How many questions are being asked. */
    int size() {
        return flights.size();
    }
}
