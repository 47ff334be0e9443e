package org.resourceprotector.servers.knock;

/** A WAR on Open Liberty, where the servlet starts at the first call. */
class OpenLibertyTest extends WarContract {

    OpenLibertyTest() {
        super("Open Liberty", new OpenLiberty("liberty", "restfulWS-3.1"), 500);
    }
}
