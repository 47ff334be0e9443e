package org.resourceprotector.servers.knock;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Open Liberty with Jakarta REST 3.1, as it deploys what lies in {@code dropins}. */
final class OpenLiberty implements WarServer {

    private static final String SERVER = "usr/servers/defaultServer/";

    private final int port = Workplace.freePort();
    private final Path home = Workplace.distribution("liberty");
    private final Workplace place;
    private final String name;

    OpenLiberty(String name) {
        this.name = name;
        place = new Workplace(name);
        place.write(SERVER + "server.xml", """
                <server>
                  <featureManager>
                    <feature>restfulWS-3.1</feature>
                  </featureManager>
                  <httpEndpoint id="defaultHttpEndpoint" host="127.0.0.1" httpPort="%d" httpsPort="-1"/>
                  <httpDispatcher trustedHeaderOrigin="none"/>
                </server>
                """.formatted(port));
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
                        Workplace.javaHome().toString(),
                        "WLP_USER_DIR",
                        place.resolve("usr").toString(),
                        "JVM_ARGS",
                        String.join(" ", options)),
                List.of("sh", home.resolve("bin/server").toString(), "run", "defaultServer"));
    }
}
