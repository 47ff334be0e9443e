package org.resourceprotector.servers.several;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.servers.beans.OfApplication;
import org.resourceprotector.servers.beans.OfRequest;
import org.resourceprotector.servers.resources.OfClass;
import org.resourceprotector.servers.resources.ScopesToken;
import org.resourceprotector.servers.resources.Settings;

/** Has some of the resources, and a protector of its own: with another realm, and for other tokens. */
@ApplicationPath("second")
public class Second extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(OfClass.class, OfRequest.class, OfApplication.class);
    }

    @Override
    @SuppressWarnings("deprecation") // the way to register instances
    public Set<Object> getSingletons() {
        return Settings.get("second", "own").equals("none")
                ? Set.of()
                : Set.of(ResourceProtector.builder()
                        .realm("second")
                        .validator(ScopesToken::validateOfSecond)
                        .build());
    }
}
