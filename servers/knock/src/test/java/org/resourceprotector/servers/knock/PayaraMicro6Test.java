package org.resourceprotector.servers.knock;

/** A WAR on Payara Micro 6, with its Jersey. */
class PayaraMicro6Test extends WarContract {

    PayaraMicro6Test() {
        super(
                "Payara Micro 6",
                new PayaraMicro("payara-micro-6", Workplace.javaHome("payara-micro-6"), "payara-micro-6"),
                404);
    }
}
