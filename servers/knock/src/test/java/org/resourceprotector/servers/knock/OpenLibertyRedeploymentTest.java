package org.resourceprotector.servers.knock;

import java.util.stream.Stream;

/** A WAR is replaced on Open Liberty. */
class OpenLibertyRedeploymentTest extends RedeploymentContract {

    OpenLibertyRedeploymentTest() {
        super("Open Liberty");
    }

    @Override
    WarServer install(String folder) {
        return new OpenLiberty(folder, "restfulWS-3.1", "cdi-4.0", "enterpriseBeansLite-4.0", "mpConfig-3.1");
    }

    @Override
    Stream<Place> keepsNoLoader() {
        return Stream.of(Place.OWN, Place.CONSTANT, Place.BEAN);
    }
}
