package org.resourceprotector.servers.knock;

import java.util.stream.Stream;

/** A WAR is replaced on WildFly. */
class WildFlyRedeploymentTest extends RedeploymentContract {

    WildFlyRedeploymentTest() {
        super("WildFly");
    }

    @Override
    WarServer install(String folder) {
        return new WildFly(folder);
    }

    /** Threads that wait for work keep the last request that they served, and the application of it: first what that comes to. */
    @Override
    Stream<Place> keepsNoLoader() {
        return Stream.of(Place.NOWHERE, Place.OWN, Place.CONSTANT, Place.BEAN);
    }
}
