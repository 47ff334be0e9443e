package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An application of Helidon MP, which needs a newer Java. */
class HelidonTest extends ProcessContract {

    HelidonTest() {
        super("Helidon MP 4.3", "helidon");
    }

    @Override
    List<String> command(int port, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Workplace.javaHome25().resolve("bin/java").toString());
        command.addAll(options);
        command.addAll(List.of("-Dserver.host=127.0.0.1", "-Dserver.port=" + port));
        command.addAll(List.of("-cp", Workplace.classPath("helidon"), "io.helidon.microprofile.cdi.Main"));
        return command;
    }

    /** Its applications share the injection, so that what is injected is the first one. */
    @Test
    void protectedApplicationBesideAnOpenOne_doesNotStart() {
        String name = "helidon-several";
        int port = Workplace.freePort();
        List<String> command = command(port, List.of("-Xmx256m", "-Dservers.several=true"));
        try (ServerProcess several = ServerProcess.at(port, name, new Workplace(name).folder(), Map.of(), command)) {
            several.says(REFUSAL);

            assertThat(several.isListening(), is(false));
        }
    }
}
