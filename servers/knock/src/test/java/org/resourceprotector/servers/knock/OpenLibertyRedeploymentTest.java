package org.resourceprotector.servers.knock;

/** A WAR is replaced on Open Liberty. */
class OpenLibertyRedeploymentTest extends RedeploymentContract {

    OpenLibertyRedeploymentTest() {
        super("Open Liberty");
    }

    @Override
    WarServer install(String folder) {
        return new OpenLiberty(folder, "restfulWS-3.1");
    }
}
