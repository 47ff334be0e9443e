package org.resourceprotector.servers.knock;

/** A WAR with Jersey 4.0 on Tomcat 11, which is told to deploy nothing whose servlet fails. */
class Tomcat11Test extends WarContract {

    Tomcat11Test() {
        super(
                "Tomcat 11.0 with Jersey 4.0",
                new Tomcat("tomcat-11.0", "war-jersey-4.0", "tomcat-11.0").refusingWhatFails(),
                404);
    }
}
