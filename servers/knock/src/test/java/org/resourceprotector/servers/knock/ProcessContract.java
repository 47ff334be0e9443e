package org.resourceprotector.servers.knock;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is declared holds in an application that brings its server, and one that has forgotten its protector does not start. */
abstract class ProcessContract extends ApplicationContract {

    private final String module;
    private ServerProcess process;

    /** The application of a module of {@code servers}. */
    ProcessContract(String name, String module) {
        super(name);
        this.module = module;
    }

    /** The command that serves at a port of loopback. */
    abstract List<String> command(int port, List<String> options);

    private ServerProcess start(String log, String protector) {
        List<String> options = new ArrayList<>();
        options.add("-Xmx256m");
        settings(protector).forEach((name, value) -> options.add("-Dservers." + name + "=" + value));
        int port = Workplace.freePort();
        return ServerProcess.at(port, log, new Workplace(log).folder(), Map.of(), command(port, options));
    }

    @BeforeAll
    void start() {
        process = start(module, "own");
        process.answers("/declared", "ran");
    }

    @AfterAll
    void stop() {
        if (process != null) {
            process.close();
        }
    }

    @Override
    final ServerProcess server() {
        return process;
    }

    @Test
    void applicationWithoutProtector_doesNotStart() {
        try (ServerProcess forgotten = start(module + "-without-protector", "none")) {
            forgotten.endsSaying(REFUSAL);
        }
    }
}
