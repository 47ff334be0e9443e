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

    @Override
    Stream<Place> keepsNoLoader() {
        return Stream.of(Place.values());
    }
}
