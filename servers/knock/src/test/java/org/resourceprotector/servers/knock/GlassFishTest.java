package org.resourceprotector.servers.knock;

/** A WAR on GlassFish 7, with its Jersey. */
class GlassFishTest extends WarContract {

    GlassFishTest() {
        super("GlassFish 7", new GlassFish("glassfish"), 404);
    }
}
