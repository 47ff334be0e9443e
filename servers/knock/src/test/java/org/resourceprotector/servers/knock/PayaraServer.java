package org.resourceprotector.servers.knock;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A whole Payara Server, whose parts see each other by what their bundles import, with its standard domain and its scanner of deployments. */
final class PayaraServer implements WarServer {

    private static final String DOMAIN = "domains/domain1/";
    private static final String SETTINGS = DOMAIN + "config/domain.xml";

    private final Path home = Workplace.distribution("payara-server");
    private final Workplace place;
    private final String name;
    private final int port = Workplace.freePort();

    PayaraServer(String name) {
        this.name = name;
        place = new Workplace(name);
        place.copy(home.resolve("glassfish/domains/domain1"), DOMAIN);
        place.replace(SETTINGS, "address=\"0.0.0.0\"", "address=\"127.0.0.1\"");
        place.replace(SETTINGS, "<network-listener port=\"8080\"", listener(port));
        for (int own : new int[] {8181, 4848}) {
            place.replace(SETTINGS, "<network-listener port=\"" + own + "\"", listener(Workplace.freePort()));
        }
        for (int own : new int[] {3700, 3820, 3920, 8686}) {
            place.replace(SETTINGS, "port=\"" + own + "\"", "port=\"" + Workplace.freePort() + "\"");
        }
        // looks for other servers by multicast
        place.replace(
                SETTINGS,
                "<hazelcast-config-specific-configuration",
                "<hazelcast-config-specific-configuration enabled=\"false\"");
    }

    private static String listener(int port) {
        return "<network-listener address=\"127.0.0.1\" port=\"" + port + "\"";
    }

    @Override
    public String libraries() {
        return "war-jakarta-ee";
    }

    @Override
    public void deploy(String war, Path file) {
        Workplace.put(file, place.resolve(DOMAIN + "autodeploy/" + war + ".war"));
    }

    @Override
    public ServerProcess start(String... options) {
        List<String> command = List.of(
                "sh",
                home.resolve("bin/asadmin").toString(),
                "start-domain",
                "--verbose",
                "--domaindir",
                place.resolve("domains").toString(),
                "domain1");
        return ServerProcess.at(
                port,
                name,
                place.folder(),
                Map.of("AS_JAVA", Workplace.javaHome(name).toString(), "JAVA_TOOL_OPTIONS", String.join(" ", options)),
                command);
    }
}
