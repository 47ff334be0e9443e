package org.resourceprotector.contract;

import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An application on the engine that is on the class path, at a free port. */
final class Server implements AutoCloseable {

    private static final long TIMEOUT_SECONDS = 30;

    private final SeBootstrap.Instance instance;
    private final URI base;

    private Server(SeBootstrap.Instance instance) {
        this.instance = instance;
        this.base = instance.configuration().baseUri();
    }

    /** Starts it; throws what the engine throws where it refuses the application. */
    static Server start(Application application) {
        SeBootstrap.Configuration configuration = SeBootstrap.Configuration.builder()
                .protocol("HTTP")
                .host("localhost")
                .port(SeBootstrap.Configuration.FREE_PORT)
                .rootPath("/")
                .build();
        try {
            return new Server(SeBootstrap.start(application, configuration)
                    .toCompletableFuture()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            ServiceLoader.load(Leftovers.class).forEach(Leftovers::remove);
            throw new IllegalStateException("the application did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    URI base() {
        return base;
    }

    Call call(String method, String path) {
        return new Call(base, method, path);
    }

    Call get(String path) {
        return call("GET", path);
    }

    @Override
    public void close() {
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
