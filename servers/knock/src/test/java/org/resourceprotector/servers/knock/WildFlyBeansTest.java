package org.resourceprotector.servers.knock;

/** WARs with beans and EJBs on WildFly. */
class WildFlyBeansTest extends BeansContract {

    WildFlyBeansTest() {
        super("WildFly", new WildFly("wildfly-beans"));
    }

    @Override
    boolean findsInterfaces() {
        return true;
    }
}
