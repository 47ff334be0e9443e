package org.resourceprotector.servers.knock;

import java.util.ArrayList;
import java.util.List;

/** An application of Dropwizard, which has no class that a rule could stand on. */
class DropwizardTest extends ProcessContract {

    DropwizardTest() {
        super("Dropwizard 5", "dropwizard");
    }

    @Override
    List<String> command(int port, List<String> options) {
        List<String> command = new ArrayList<>(List.of(ServerProcess.java("dropwizard")));
        command.addAll(options);
        command.add("-Ddw.server.connector.port=" + port);
        command.addAll(
                List.of("-cp", Workplace.classPath("dropwizard"), "org.resourceprotector.servers.dropwizard.Server"));
        return command;
    }

    @Override
    boolean hasRuleOfTheApplication() {
        return false;
    }
}
