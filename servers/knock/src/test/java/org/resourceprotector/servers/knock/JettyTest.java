package org.resourceprotector.servers.knock;

/** A WAR with RESTEasy 6.2 on Jetty 12. */
class JettyTest extends WarContract {

    JettyTest() {
        super("Jetty 12 with RESTEasy 6.2", new Jetty("jetty"), 503);
    }

    /** Jetty says no more of what it cannot start. */
    @Override
    String level() {
        return "WARN";
    }
}
