package org.resourceprotector.servers.knock;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Jetty, as it deploys what lies in {@code webapps}. */
final class Jetty implements WarServer {

    private static final Duration UNDEPLOYMENT = Duration.ofMinutes(2);

    private final Path home = Workplace.distribution("jetty");
    private final Workplace place;
    private final String name;
    private @Nullable ServerProcess running;

    Jetty(String name) {
        this.name = name;
        place = new Workplace(name);
        place.write("webapps/none.txt", "");
        place.write("temp/none.txt", "");
    }

    @Override
    public String libraries() {
        return "war-resteasy-6.2";
    }

    /**
     * Takes a WAR that runs away before: Jetty starts the new one while it still holds the archive of the old one open, and unpacks
     * that once more. Nobody calls it meanwhile: RESTEasy leaves an application on a thread that serves a request while it is undeployed.
     */
    @Override
    public void deploy(String war, Path file) {
        Path webapp = place.resolve("webapps/" + war + ".war");
        long before = running == null ? 0 : stopped();
        if (running != null && webapp.toFile().delete()) {
            running.await(UNDEPLOYMENT, () -> stopped() > before);
        }
        Workplace.put(file, webapp);
    }

    private long stopped() {
        return running.log()
                .lines()
                .filter(line -> line.contains(" Stopped ") && line.contains("WebAppContext@"))
                .count();
    }

    @Override
    public ServerProcess start(String... options) {
        int port = Workplace.freePort();
        List<String> command = new ArrayList<>();
        command.add(Workplace.javaHome(name).resolve("bin/java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Djava.io.tmpdir=" + place.resolve("temp"),
                "-jar",
                home.resolve("start.jar").toString(),
                "jetty.base=" + place.folder(),
                // before the modules: behind them, they would be properties of the environment ee10 alone
                "jetty.http.host=127.0.0.1",
                "jetty.http.port=" + port,
                "jetty.deploy.scanInterval=1",
                "--module=http,ee10-deploy,ee10-annotations"));
        running = ServerProcess.at(port, name, place.folder(), Map.of(), command);
        return running;
    }
}
