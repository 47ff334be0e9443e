package org.resourceprotector.servers.knock;

/** The same application on the release of Quarkus that is maintained for long. */
class QuarkusCdiLtsTest extends QuarkusCdiTest {

    @Override
    String application() {
        return "quarkus-cdi-lts";
    }
}
