package org.resourceprotector.servers.knock;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An application of Quarkus with RESTEasy Classic. */
class QuarkusClassicTest extends ProcessContract {

    QuarkusClassicTest() {
        super("Quarkus with RESTEasy Classic", "quarkus-classic");
    }

    @Override
    List<String> command(int port, List<String> options) {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java()));
        command.addAll(options);
        command.addAll(List.of("-Dquarkus.http.host=127.0.0.1", "-Dquarkus.http.port=" + port, "-jar"));
        command.add(Path.of("..", "quarkus-classic", "target", "quarkus-app", "quarkus-run.jar")
                .toAbsolutePath()
                .toString());
        return command;
    }
}
