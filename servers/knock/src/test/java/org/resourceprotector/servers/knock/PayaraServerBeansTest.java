package org.resourceprotector.servers.knock;

/** WARs with beans and EJBs on a whole Payara Server. */
class PayaraServerBeansTest extends BeansContract {

    PayaraServerBeansTest() {
        super("Payara Server 6", new PayaraServer("payara-server-beans"));
    }
}
