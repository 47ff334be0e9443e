package org.resourceprotector.servers.knock;

import java.util.Set;

/** WARs with beans and EJBs on GlassFish 7. */
class GlassFishBeansTest extends BeansContract {

    GlassFishBeansTest() {
        super("GlassFish 7", new GlassFish("glassfish-beans"));
    }

    @Override
    Set<String> notServedUnlessListed() {
        return Set.of("/row/i/promised", "/ejb/local/method", "/ejb/local/stricter");
    }
}
