package org.resourceprotector.redis;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * The answer to a command, which is sent by the thread that waits for it: handing it to another one and back takes longer
 * than a server that is near. Waits as long as the connection does, whatever it is told.
 */
final class Answer<T> extends FutureTask<T> {

    Answer(Callable<T> command) {
        super(command);
    }

    @Override
    public T get() throws InterruptedException, ExecutionException {
        run();
        return super.get();
    }

    /**
     * Asks.
     *
     * @throws TimeoutException if the command threw it
     * @throws ValidationUnavailableException if the command threw it
     */
    @Override
    public T get(long timeout, TimeUnit unit) throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TimeoutException late) {
                throw late;
            }
            if (e.getCause() instanceof ValidationUnavailableException unavailable) {
                throw unavailable;
            }
            throw e;
        }
    }
}
