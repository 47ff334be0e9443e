package org.resourceprotector.servers.knock;

/** A WAR on Payara Micro 7, with its Jersey. */
class PayaraMicro7Test extends WarContract {

    PayaraMicro7Test() {
        super("Payara Micro 7", new PayaraMicro("payara-micro-7", Workplace.javaHome25(), "payara-micro-7"), 404);
    }
}
