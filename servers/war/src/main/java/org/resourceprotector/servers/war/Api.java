package org.resourceprotector.servers.war;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.resourceprotector.Protected;
import org.resourceprotector.servers.resources.Protection;
import org.resourceprotector.servers.resources.Resources;

/** Lists its resources, and registers the protector. What carries no rule needs no token, and a bad one is refused. */
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
