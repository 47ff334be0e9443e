package org.resourceprotector.servers.knock;

/** WARs with beans and EJBs on Open Liberty. */
class OpenLibertyBeansTest extends BeansContract {

    OpenLibertyBeansTest() {
        super(
                "Open Liberty",
                new OpenLiberty(
                        "liberty-beans", "restfulWS-3.1", "cdi-4.0", "enterpriseBeansLite-4.0", "mpConfig-3.1"));
    }
}
