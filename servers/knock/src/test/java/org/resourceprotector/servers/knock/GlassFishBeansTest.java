package org.resourceprotector.servers.knock;

/** WARs with beans and EJBs on GlassFish 7. */
class GlassFishBeansTest extends BeansContract {

    GlassFishBeansTest() {
        super("GlassFish 7", new GlassFish("glassfish-beans"));
    }

    @Override
    boolean hasConfig() {
        return false;
    }
}
