package org.resourceprotector.contract;

import jakarta.ws.rs.core.Application;
import java.util.ServiceLoader;

/** An application on the engine that is on the class path. */
final class Server implements AutoCloseable {

    private static final Runner RUNNER =
            ServiceLoader.load(Runner.class).findFirst().orElse(Bootstrapped::start);

    private final Running running;

    private Server(Running running) {
        this.running = running;
    }

    /** Starts it; throws what the engine throws if it refuses the application. */
    static Server start(Application application) {
        try {
            return new Server(RUNNER.run(application));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (Exception e) {
            ServiceLoader.load(Leftovers.class).forEach(Leftovers::remove);
            throw new IllegalStateException("the application did not start", e);
        }
    }

    Call call(String method, String path) {
        return new Call(running, method, path);
    }

    Call get(String path) {
        return call("GET", path);
    }

    @Override
    public void close() {
        running.stop();
    }
}
