package org.resourceprotector.servers.knock;

/** A WAR with Jersey 3.1 on Tomcat 10.1, which deploys an application whose servlet has failed. */
class Tomcat10Test extends WarContract {

    Tomcat10Test() {
        super("Tomcat 10.1 with Jersey 3.1", new Tomcat("tomcat-10.1", "war-jersey-3.1", "tomcat-10.1"), 500);
    }
}
