package org.resourceprotector.testkit;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An application on the runtime of the class path, at a free port of loopback.
 *
 * @param path the path that it names itself, below the address of the instance; empty for none
 */
record RunningApplication(SeBootstrap.Instance instance, String path) implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    static RunningApplication start(Application application) {
        try {
            ApplicationPath path = application.getClass().getAnnotation(ApplicationPath.class);
            return new RunningApplication(
                    await(SeBootstrap.start(
                            application,
                            SeBootstrap.Configuration.builder()
                                    .protocol("HTTP")
                                    .host("localhost")
                                    .port(SeBootstrap.Configuration.FREE_PORT)
                                    .rootPath("/")
                                    .build())),
                    path == null ? "" : path.value());
        } catch (ExecutionException | RuntimeException failed) {
            throw new AssertionError("the application does not start: " + reason(failed), failed);
        }
    }

    URI base() {
        return instance.configuration().baseUriBuilder().path(path).build();
    }

    @Override
    public void close() {
        try {
            await(instance.stop());
        } catch (ExecutionException failed) {
            throw new AssertionError("the application does not stop: " + reason(failed), failed);
        }
    }

    private static <T> T await(CompletionStage<T> stage) throws ExecutionException {
        try {
            return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ExecutionException(stopped);
        } catch (TimeoutException late) {
            throw new ExecutionException(late);
        }
    }

    private static String reason(Throwable failed) {
        Throwable cause = failed;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }
}
