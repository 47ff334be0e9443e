package org.resourceprotector.servers.knock;

import java.util.Set;

/** WARs with beans and EJBs on WildFly. */
class WildFlyBeansTest extends BeansContract {

    WildFlyBeansTest() {
        super("WildFly", new WildFly("wildfly-beans"));
    }

    @Override
    Set<String> notServedUnlessListed() {
        return Set.of();
    }
}
