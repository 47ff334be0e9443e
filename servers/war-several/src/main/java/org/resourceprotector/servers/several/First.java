package org.resourceprotector.servers.several;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.HashSet;
import java.util.Set;
import org.resourceprotector.Protected;
import org.resourceprotector.servers.beans.Beans;
import org.resourceprotector.servers.resources.Protection;
import org.resourceprotector.servers.resources.Resources;

/** Has all resources, and a protector. */
@ApplicationPath("first")
@Protected(optional = true)
public class First extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        Set<Class<?>> all = new HashSet<>(Resources.all());
        all.addAll(Beans.all());
        return all;
    }

    @Override
    @SuppressWarnings("deprecation") // the way to register instances
    public Set<Object> getSingletons() {
        return Protection.singletons();
    }
}
