package org.resourceprotector.servers.knock;

/** A WAR on WildFly, with its RESTEasy. */
class WildFlyTest extends WarContract {

    WildFlyTest() {
        super("WildFly", new WildFly("wildfly"), 404);
    }
}
