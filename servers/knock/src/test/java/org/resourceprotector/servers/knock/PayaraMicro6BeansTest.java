package org.resourceprotector.servers.knock;

import java.util.Set;

/** WARs with beans and EJBs on Payara Micro 6. */
class PayaraMicro6BeansTest extends BeansContract {

    PayaraMicro6BeansTest() {
        super("Payara Micro 6", new PayaraMicro("payara-micro-6", Workplace.javaHome(), "payara-micro-6-beans"));
    }

    @Override
    Set<String> notServedUnlessListed() {
        return Set.of("/row/i/promised", "/ejb/local/method", "/ejb/local/stricter");
    }
}
