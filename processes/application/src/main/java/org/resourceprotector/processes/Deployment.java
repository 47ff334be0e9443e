package org.resourceprotector.processes;

import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An application at a port of loopback, on the engine of the class path. Thread-safe. */
final class Deployment {

    private static final long TIMEOUT_SECONDS = 60;

    private final Clocks clocks;
    private final SeBootstrap.Instance instance;

    private Deployment(Clocks clocks, SeBootstrap.Instance instance) {
        this.clocks = clocks;
        this.instance = instance;
    }

    /**
     * What a test can move.
     *
     * @param keys the clock by which the keys of the issuer grow old
     * @param tokens the clock by which tokens and what is known of them grow old
     */
    record Clocks(AdvancedClock keys, AdvancedClock tokens) {

        Clocks() {
            this(new AdvancedClock(), new AdvancedClock());
        }

        /** Moves both. */
        void jump(Duration duration) {
            keys.advance(duration);
            tokens.advance(duration);
        }
    }

    static Deployment of(Validation validation) throws InterruptedException, ExecutionException, TimeoutException {
        Clocks clocks = new Clocks();
        SeBootstrap.Configuration where = SeBootstrap.Configuration.builder()
                .host("127.0.0.1")
                .port(validation.port())
                .build();
        Application api = validation.application(clocks);
        return new Deployment(
                clocks, SeBootstrap.start(api, where).toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS));
    }

    URI base() {
        return instance.configuration().baseUri();
    }

    Clocks clocks() {
        return clocks;
    }

    void stop() throws InterruptedException, ExecutionException, TimeoutException {
        instance.stop().toCompletableFuture().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
