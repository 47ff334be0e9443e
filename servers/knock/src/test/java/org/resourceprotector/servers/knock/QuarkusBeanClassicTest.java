package org.resourceprotector.servers.knock;

/** The same application on Quarkus RESTEasy Classic. */
class QuarkusBeanClassicTest extends QuarkusBeanTest {

    @Override
    String application() {
        return "quarkus-bean-classic";
    }
}
