package org.resourceprotector.contract;

import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.resourceprotector.processes.control.Ports;

/**
 * Applications that the engine starts as Jakarta REST has it, each at a free port. An engine that is asked to look for one itself
 * lets go of what it found before it listens there, so that another process may be first.
 */
final class Bootstrapped {

    private static final long TIMEOUT_SECONDS = 30;

    private Bootstrapped() {}

    static Running start(Application application) throws ExecutionException, InterruptedException, TimeoutException {
        SeBootstrap.Configuration configuration = SeBootstrap.Configuration.builder()
                .protocol("HTTP")
                .host("localhost")
                .port(Ports.free())
                .rootPath("/")
                .build();
        SeBootstrap.Instance instance = SeBootstrap.start(application, configuration)
                .toCompletableFuture()
                .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        return new OverHttp(instance.configuration().baseUri(), () -> stop(instance));
    }

    private static void stop(SeBootstrap.Instance instance) {
        try {
            instance.stop().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the server did not stop", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
