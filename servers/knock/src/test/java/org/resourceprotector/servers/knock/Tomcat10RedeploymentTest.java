package org.resourceprotector.servers.knock;

/** A WAR with Jersey 3.1 is replaced on Tomcat 10.1. */
class Tomcat10RedeploymentTest extends RedeploymentContract {

    Tomcat10RedeploymentTest() {
        super("Tomcat 10.1");
    }

    @Override
    WarServer install(String folder) {
        return new Tomcat("tomcat-10.1", "war-jersey-3.1", folder);
    }
}
