package org.resourceprotector.servers.knock;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** GlassFish as one JAR, which takes its WARs by its command line. */
final class GlassFish implements WarServer {

    private final Workplace place;
    private final String name;
    private final List<String> deployments = new ArrayList<>();

    GlassFish(String name) {
        this.name = name;
        place = new Workplace(name);
        place.write("glassfish.properties", """
                glassfish.embedded.tmpdir=%s
                embedded-glassfish-config.server.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
                """.formatted(place.folder()));
    }

    @Override
    public String libraries() {
        return "war-jakarta-ee";
    }

    @Override
    public void deploy(String war, Path file) {
        Path place = this.place.resolve(war + ".war");
        Workplace.put(file, place);
        deployments.add("deploy --name=" + war + " --contextroot=" + war + " " + place);
    }

    @Override
    public boolean takesMoreWhileItRuns() {
        return false;
    }

    @Override
    public ServerProcess start(String... options) {
        int port = Workplace.freePort();
        List<String> command = new ArrayList<>();
        command.add(Workplace.javaHome(name).resolve("bin/java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-jar",
                Workplace.file("glassfish").toString(),
                "--properties=" + place.resolve("glassfish.properties"),
                "--port=" + port));
        command.addAll(deployments);
        return ServerProcess.at(port, name, place.folder(), Map.of(), command);
    }
}
