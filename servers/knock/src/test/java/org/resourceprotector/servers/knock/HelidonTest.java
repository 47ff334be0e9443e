package org.resourceprotector.servers.knock;

import java.util.ArrayList;
import java.util.List;

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
}
