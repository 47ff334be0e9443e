package org.resourceprotector.servers.knock;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Tomcat, with its standard configuration, as it deploys what lies in {@code webapps}. */
final class Tomcat implements WarServer {

    private final int port = Workplace.freePort();
    private final String name;
    private final String libraries;
    private final Path home;
    private final Workplace place;

    /** By the folder of the distribution, and with the libraries of a module of {@code servers}. */
    Tomcat(String distribution, String libraries, String name) {
        this.name = name;
        this.libraries = libraries;
        home = Workplace.distribution(distribution);
        place = new Workplace(name);
        for (String file : List.of("server.xml", "web.xml", "context.xml", "tomcat-users.xml", "catalina.properties")) {
            Workplace.put(home.resolve("conf").resolve(file), place.resolve("conf/" + file));
        }
        place.write("temp/none", "");
        place.write("webapps/ROOT/index.html", "");
        String server = "conf/server.xml";
        place.replace(server, "port=\"8005\"", "port=\"-1\"");
        place.replace(server, "port=\"8080\"", "address=\"127.0.0.1\" port=\"" + port + "\"");
        place.replace(server, "<Engine name=\"Catalina\"", "<Engine backgroundProcessorDelay=\"1\" name=\"Catalina\"");
    }

    /** As the documents say it: an application whose servlet fails is not deployed. */
    Tomcat refusingWhatFails() {
        place.replace("conf/context.xml", "<Context>", "<Context failCtxIfServletStartFails=\"true\">");
        return this;
    }

    @Override
    public String libraries() {
        return libraries;
    }

    @Override
    public void deploy(String war, Path file) {
        Workplace.put(file, place.resolve("webapps/" + war + ".war"));
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
                        "CATALINA_HOME",
                        home.toString(),
                        "CATALINA_BASE",
                        place.folder().toString(),
                        "CATALINA_OPTS",
                        String.join(" ", options)),
                List.of("sh", home.resolve("bin/catalina.sh").toString(), "run"));
    }
}
