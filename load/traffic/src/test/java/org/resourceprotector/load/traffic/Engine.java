package org.resourceprotector.load.traffic;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.Base64;
import org.resourceprotector.processes.control.EngineProcess;
import org.resourceprotector.testkit.TestIssuer;

/** An engine in a process of its own, with the application that knows JWTs and opaque tokens. */
final class Engine implements AutoCloseable {

    private final EngineProcess process;

    Engine(String name) {
        this.process = new EngineProcess(name);
    }

    /** Deploys the application, and answers its address. */
    String deploy(TestIssuer issuer, String audience, Authority authority, Duration cache) {
        String keys = Base64.getEncoder().encodeToString(issuer.jwkSetJson().getBytes(UTF_8));
        return process.obey(String.join(
                " ", "deploy both", issuer.issuer(), audience, keys, authority.endpoint(), cache.toString()));
    }

    void stop(String address) {
        process.obey("stop " + address);
    }

    /** How many threads there are, and how many of them are inside the library. */
    Threads threads() {
        String[] counts = process.obey("threads").split(" ", -1);
        return new Threads(Integer.parseInt(counts[0]), Integer.parseInt(counts[1]));
    }

    /** Threads of the engine's process. */
    record Threads(int all, int inside) {}

    @Override
    public void close() {
        process.close();
    }
}
