package org.resourceprotector.servers.knock;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Open Liberty with Jakarta REST 3.1, as it deploys what lies in {@code dropins}. */
final class OpenLiberty implements WarServer {

    private static final String SERVER = "usr/servers/defaultServer/";

    private final int port = Workplace.freePort();
    private final Path home = Workplace.distribution("liberty");
    private final Workplace place;
    private final String name;

    /** By its name for the log, and the features that it has. */
    OpenLiberty(String name, String... features) {
        this.name = name;
        place = new Workplace(name);
        String configured = Stream.of(features)
                .map(feature -> "    <feature>" + feature + "</feature>\n")
                .collect(Collectors.joining());
        place.write(SERVER + "server.xml", """
                <server>
                  <featureManager>
                %s  </featureManager>
                  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
                  <httpDispatcher trustedHeaderOrigin="none"/>
                  <!-- four applications with CDI that start at once would wait for each other for ever on two processors -->
                  <executor coreThreads="32"/>
                </server>
                """.formatted(configured, port));
    }

    @Override
    public String libraries() {
        return "war-jakarta-ee";
    }

    @Override
    public void deploy(String war, Path file) {
        Workplace.put(file, place.resolve(SERVER + "dropins/" + war + ".war"));
    }

    @Override
    public ServerProcess start(String... options) {
        return ServerProcess.at(
                port,
                name,
                place.folder(),
                Map.of(
                        "JAVA_HOME",
                        Workplace.javaHome(name).toString(),
                        "WLP_USER_DIR",
                        place.resolve("usr").toString(),
                        "JVM_ARGS",
                        String.join(" ", options)),
                List.of("sh", home.resolve("bin/server").toString(), "run", "defaultServer"));
    }
}
