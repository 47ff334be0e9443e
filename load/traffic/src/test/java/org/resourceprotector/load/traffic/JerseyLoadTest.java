package org.resourceprotector.load.traffic;

/** Jersey on Grizzly. */
class JerseyLoadTest extends LoadContract {

    JerseyLoadTest() {
        super("jersey");
    }
}
