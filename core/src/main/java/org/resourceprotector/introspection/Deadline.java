package org.resourceprotector.introspection;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.resourceprotector.http.FetchFailedException;

/**
 * The moment until which a request waits: for the address of the server, for its reply, and for the keys that the reply is
 * signed with.
 *
 * @param nanos of {@link System#nanoTime}
 * @param isTimeout whether a server that did not answer until then is considered down
 */
record Deadline(long nanos, boolean isTimeout) {

    /** That of a request that begins to wait now. */
    static Deadline of(Bulkhead.MaxWait maxWait) {
        return new Deadline(System.nanoTime() + maxWait.time().toNanos(), maxWait.isTimeout());
    }

    /** How long the request may still wait; negative if it is late. */
    Duration left() {
        return Duration.ofNanos(nanos - System.nanoTime());
    }

    /** The reply to one call, which is cancelled if it is late. */
    <T> T replyOf(CompletableFuture<T> call) throws IntrospectionFailedException {
        try {
            return await(call);
        } finally {
            call.cancel(true);
        }
    }

    <T> T await(CompletableFuture<T> future) throws IntrospectionFailedException {
        try {
            return future.get(nanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (isTimeout) {
                throw FetchFailedException.of(e);
            }
            throw IntrospectionFailedException.givenUp("no quick answer, and enough requests wait for a late one");
        } catch (ExecutionException e) {
            throw FetchFailedException.of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw IntrospectionFailedException.givenUp("the request was interrupted");
        }
    }
}
