package org.resourceprotector.servers.several;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** Has nothing to protect, and no protector. */
@ApplicationPath("third")
public class Third extends Application {

    /** Open. */
    @Path("open")
    public static class Open {

        @GET
        public String open() {
            return "ran";
        }
    }

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(Open.class);
    }
}
