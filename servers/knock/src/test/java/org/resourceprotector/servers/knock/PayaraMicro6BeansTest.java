package org.resourceprotector.servers.knock;

/** WARs with beans and EJBs on Payara Micro 6. */
class PayaraMicro6BeansTest extends BeansContract {

    PayaraMicro6BeansTest() {
        super(
                "Payara Micro 6",
                new PayaraMicro("payara-micro-6", Workplace.javaHome("payara-micro-6-beans"), "payara-micro-6-beans"));
    }
}
