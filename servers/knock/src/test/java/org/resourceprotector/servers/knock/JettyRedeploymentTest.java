package org.resourceprotector.servers.knock;

/** A WAR with RESTEasy 6.2 is replaced on Jetty 12. */
class JettyRedeploymentTest extends RedeploymentContract {

    JettyRedeploymentTest() {
        super("Jetty 12");
    }

    @Override
    WarServer install(String folder) {
        return new Jetty(folder);
    }
}
