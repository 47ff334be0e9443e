package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is declared holds on Quarkus RESTEasy Classic. */
class QuarkusClassicTest extends ApplicationContract {

    private ServerProcess process;

    QuarkusClassicTest() {
        super("Quarkus RESTEasy Classic");
    }

    private ServerProcess start(String log, String protector) {
        return ServerProcess.quarkus(
                "quarkus-classic",
                log,
                settings(protector).entrySet().stream()
                        .map(setting -> "-Dservers." + setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    @BeforeAll
    void start() {
        process = start("quarkus-classic", "own");
        process.started();
    }

    @AfterAll
    void stop() {
        if (process != null) {
            process.close();
        }
    }

    @Override
    ServerProcess server() {
        return process;
    }

    @Test
    void applicationWithoutProtector_doesNotStart() {
        try (ServerProcess forgotten = start("quarkus-classic-without-protector", "none")) {
            forgotten.endsSaying(REFUSAL);

            assertThat(forgotten.log(), not(containsString("Listening on")));
        }
    }
}
