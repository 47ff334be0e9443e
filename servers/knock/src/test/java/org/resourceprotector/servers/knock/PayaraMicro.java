package org.resourceprotector.servers.knock;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Payara Micro, which takes its WARs by its command line. */
final class PayaraMicro implements WarServer {

    private final String jar;
    private final Path javaHome;
    private final Workplace place;
    private final String name;
    private final List<Path> wars = new ArrayList<>();
    private final List<String> commands = new ArrayList<>();

    /** By the folder that its JAR is in, and the Java that it runs on. */
    PayaraMicro(String jar, Path javaHome, String name) {
        this.jar = jar;
        this.javaHome = javaHome;
        this.name = name;
        place = new Workplace(name);
        place.write(
                "preboot",
                "set configs.config.server-config.network-config.network-listeners.network-listener"
                        + ".http-listener.address=127.0.0.1\n");
    }

    @Override
    public String libraries() {
        return "war-jakarta-ee";
    }

    @Override
    public void deploy(String war, Path file) {
        wars.add(put(war, file));
    }

    /** By a command: it loads nothing more of its command line once an application has failed. */
    @Override
    public void deployRefused(String war, Path file) {
        commands.add("deploy --name=" + war + " --contextroot=" + war + " " + put(war, file) + "\n");
    }

    private Path put(String war, Path file) {
        Path place = this.place.resolve(war + ".war");
        Workplace.put(file, place);
        return place;
    }

    @Override
    public boolean takesMoreWhileItRuns() {
        return false;
    }

    @Override
    public ServerProcess start(String... options) {
        place.write("postdeploy", String.join("", commands));
        int port = Workplace.freePort();
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-jar",
                Workplace.file(jar).toString(),
                "--rootdir",
                place.resolve("root").toString(),
                "--prebootcommandfile",
                place.resolve("preboot").toString(),
                "--postdeploycommandfile",
                place.resolve("postdeploy").toString(),
                "--nocluster",
                "--disablephonehome",
                "--port",
                String.valueOf(port)));
        wars.forEach(war -> command.addAll(List.of("--deploy", war.toString())));
        return ServerProcess.at(port, name, place.folder(), Map.of(), command);
    }
}
