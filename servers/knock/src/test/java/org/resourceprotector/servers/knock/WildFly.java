package org.resourceprotector.servers.knock;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** WildFly, with its standard configuration and its scanner of deployments. */
final class WildFly implements WarServer {

    private final Path home = Workplace.distribution("wildfly");
    private final Workplace place;
    private final String name;

    WildFly(String name) {
        this.name = name;
        place = new Workplace(name);
        place.copy(home.resolve("standalone"), "standalone");
        place.replace("standalone/configuration/standalone.xml", "scan-interval=\"5000\"", "scan-interval=\"500\"");
    }

    @Override
    public String libraries() {
        return "war-jakarta-ee";
    }

    @Override
    public void deploy(String war, Path file) {
        Workplace.put(file, place.resolve("standalone/deployments/" + war + ".war"));
    }

    @Override
    public ServerProcess start(String... options) {
        int port = Workplace.freePort();
        List<String> command =
                new ArrayList<>(List.of("sh", home.resolve("bin/standalone.sh").toString()));
        command.addAll(List.of(
                "-Djboss.server.base.dir=" + place.resolve("standalone"),
                "-Djboss.bind.address=127.0.0.1",
                "-Djboss.bind.address.management=127.0.0.1",
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=" + Workplace.freePort(),
                "-Djboss.management.http.port=" + Workplace.freePort(),
                "-Djboss.management.https.port=" + Workplace.freePort()));
        return ServerProcess.at(
                port,
                name,
                place.folder(),
                Map.of(
                        "JAVA_HOME",
                        Workplace.javaHome(name).toString(),
                        "JAVA_TOOL_OPTIONS",
                        String.join(" ", options)),
                command);
    }
}
