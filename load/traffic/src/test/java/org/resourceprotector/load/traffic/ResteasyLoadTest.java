package org.resourceprotector.load.traffic;

/** RESTEasy on Undertow. */
class ResteasyLoadTest extends LoadContract {

    ResteasyLoadTest() {
        super("resteasy");
    }
}
