package org.resourceprotector.servers.knock;

/** WARs with beans and EJBs on Payara Micro 7. */
class PayaraMicro7BeansTest extends BeansContract {

    PayaraMicro7BeansTest() {
        super("Payara Micro 7", new PayaraMicro("payara-micro-7", Workplace.javaHome25(), "payara-micro-7-beans"));
    }
}
