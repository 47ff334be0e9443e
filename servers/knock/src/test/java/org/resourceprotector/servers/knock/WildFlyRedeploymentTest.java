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

    /** A thread that waits for work keeps the last request that it served, and the application of it. */
    @Override
    int mayBeLeft() {
        return 5;
    }

    @Override
    Stream<Place> keepsNoLoader() {
        return Stream.of(Place.values());
    }
}
