package org.resourceprotector.servers.knock;

import java.nio.file.Path;

/** A server that takes WARs, in a folder of its own. */
interface WarServer {

    /** The module of {@code servers} that has the libraries of its WARs. */
    String libraries();

    /** Lays a WAR where the server takes it; the one that was there under this name is to be deployed no more. */
    void deploy(String name, Path war);

    /** The same for a WAR that it will refuse. */
    default void deployRefused(String name, Path war) {
        deploy(name, war);
    }

    /** Whether it deploys what is laid there after it was started. */
    default boolean takesMoreWhileItRuns() {
        return true;
    }

    /** Starts it with options of the virtual machine; does not wait. */
    ServerProcess start(String... options);
}
