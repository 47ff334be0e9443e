package org.resourceprotector.servers.knock;

/** The same application on the release of Quarkus that is maintained for long. */
class QuarkusCdiLtsTest extends QuarkusCdiTest {

    QuarkusCdiLtsTest() {
        super("quarkus-cdi-lts");
    }
}
