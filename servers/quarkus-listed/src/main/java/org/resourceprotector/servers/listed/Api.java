package org.resourceprotector.servers.listed;

import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Lists its resource, by which Quarkus leaves out all else, the check for a missing protector too. No bean. */
public class Api extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(Orders.class);
    }
}
