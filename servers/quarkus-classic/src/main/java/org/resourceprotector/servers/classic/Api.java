package org.resourceprotector.servers.classic;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.resourceprotector.Protected;
import org.resourceprotector.servers.resources.Protection;
import org.resourceprotector.servers.resources.Resources;

/** Lists its resources, and registers the protector. Quarkus makes one to look at when it builds, and another one when it starts. */
@ApplicationPath("/")
@Protected(optional = true)
public class Api extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Resources.all();
    }

    @Override
    @SuppressWarnings("deprecation") // the way to register instances
    public Set<Object> getSingletons() {
        return Protection.singletons();
    }
}
