package org.resourceprotector.servers.knock;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jetty, as it deploys what lies in {@code webapps}. */
final class Jetty implements WarServer {

    private final Path home = Workplace.distribution("jetty");
    private final Workplace place;
    private final String name;

    Jetty(String name) {
        this.name = name;
        place = new Workplace(name);
        place.write("webapps/none.txt", "");
    }

    @Override
    public String libraries() {
        return "war-resteasy-6.2";
    }

    @Override
    public void deploy(String war, Path file) {
        Workplace.put(file, place.resolve("webapps/" + war + ".war"));
    }

    @Override
    public ServerProcess start(String... options) {
        int port = Workplace.freePort();
        List<String> command = new ArrayList<>();
        command.add(Workplace.javaHome().resolve("bin/java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-jar",
                home.resolve("start.jar").toString(),
                "jetty.base=" + place.folder(),
                // before the modules: behind them, they would be properties of the environment ee10 alone
                "jetty.http.host=127.0.0.1",
                "jetty.http.port=" + port,
                "jetty.deploy.scanInterval=1",
                "--module=http,ee10-deploy,ee10-annotations"));
        return ServerProcess.at(port, name, place.folder(), Map.of(), command);
    }
}
