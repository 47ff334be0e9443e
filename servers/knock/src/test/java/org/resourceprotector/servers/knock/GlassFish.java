package org.resourceprotector.servers.knock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** GlassFish with a copy of its domain, as it deploys what lies in {@code autodeploy}. */
final class GlassFish implements WarServer {

    private static final Pattern LISTENER = Pattern.compile("(<network-listener [^>]*?)port=\"(\\d+)\"");
    private static final Pattern OTHER_PORT = Pattern.compile("value=\"(\\d{4,5})\" name=\"(\\w+_(?:PORT|port))\"");
    private static final Pattern SAME = Pattern.compile("name=\"(\\w+_(?:PORT|port))\" value=\"(\\d{4,5})\"");

    private final int port = Workplace.freePort();
    private final Path home = Workplace.distribution("glassfish");
    private final Workplace place;
    private final String name;

    GlassFish(String name) {
        this.name = name;
        place = new Workplace(name);
        place.copy(home.resolve("glassfish/domains/domain1"), "domains/domain1");
        Path configuration = place.resolve("domains/domain1/config/domain.xml");
        try {
            String text = Files.readString(configuration);
            text = LISTENER.matcher(text)
                    .replaceAll(found -> found.group(1) + "address=\"127.0.0.1\" port=\""
                            + (found.group(2).equals("8080") ? port : Workplace.freePort()) + "\"");
            text = OTHER_PORT
                    .matcher(text)
                    .replaceAll(found ->
                            "value=\"" + Workplace.freePort() + "\" name=\"" + found.group(1 + 1) + "\"");
            text = SAME.matcher(text)
                    .replaceAll(found -> "name=\"" + found.group(1) + "\" value=\"" + Workplace.freePort() + "\"");
            Files.writeString(configuration, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String libraries() {
        return "war-jakarta-ee";
    }

    @Override
    public void deploy(String war, Path file) {
        Workplace.put(file, place.resolve("domains/domain1/autodeploy/" + war + ".war"));
    }

    @Override
    public ServerProcess start(String... options) {
        return ServerProcess.at(
                port,
                name,
                place.folder(),
                Map.of(
                        "AS_JAVA",
                        Workplace.javaHome().toString(),
                        "JAVA_HOME",
                        Workplace.javaHome().toString()),
                List.of(
                        "sh",
                        home.resolve("bin/asadmin").toString(),
                        "start-domain",
                        "--verbose",
                        "--domaindir",
                        place.resolve("domains").toString(),
                        "domain1"));
    }
}
