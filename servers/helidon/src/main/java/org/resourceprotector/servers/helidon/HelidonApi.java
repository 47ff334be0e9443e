package org.resourceprotector.servers.helidon;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ApplicationPath;
import java.util.LinkedHashSet;
import java.util.Set;
import org.resourceprotector.servers.war.Api;

/** The application as a bean, as Helidon finds it, and a resource more, if it is told one. */
@ApplicationScoped
@ApplicationPath("/")
public class HelidonApi extends Api {

    @Override
    public Set<Class<?>> getClasses() {
        Set<Class<?>> classes = new LinkedHashSet<>(super.getClasses());
        String more = System.getProperty("servers.more", "");
        try {
            if (!more.isEmpty()) {
                classes.add(Class.forName(more));
            }
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
        return classes;
    }
}
