package org.resourceprotector.servers.helidon.several;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Has nothing to protect. */
@ApplicationScoped
@ApplicationPath("plain")
public class Plain extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(Undeclared.class);
    }
}
