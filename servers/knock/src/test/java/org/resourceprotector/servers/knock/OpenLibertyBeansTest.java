package org.resourceprotector.servers.knock;

import java.util.Set;

/** WARs with beans and EJBs on Open Liberty. */
class OpenLibertyBeansTest extends BeansContract {

    OpenLibertyBeansTest() {
        super("Open Liberty", new OpenLiberty("liberty-beans", "restfulWS-3.1", "cdi-4.0", "enterpriseBeansLite-4.0"));
    }

    @Override
    Set<String> notServedUnlessListed() {
        return Set.of("/row/i/promised", "/ejb/local/method", "/ejb/local/stricter");
    }
}
