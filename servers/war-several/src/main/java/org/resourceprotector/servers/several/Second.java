package org.resourceprotector.servers.several;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.servers.beans.OfApplication;
import org.resourceprotector.servers.beans.OfRequest;
import org.resourceprotector.servers.beans.PlainEjb;
import org.resourceprotector.servers.beans.RuledEjb;
import org.resourceprotector.servers.resources.OfClass;
import org.resourceprotector.servers.resources.ScopesToken;
import org.resourceprotector.servers.resources.Settings;

/**
 * Has some of the resources, and a protector of its own: with another realm, and for other tokens. If it is to be one that has
 * forgotten it, it may have nothing but an EJB behind an interface, with the rule on the one or on the other.
 */
@ApplicationPath("second")
public class Second extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return switch (kind()) {
            case "interface" -> Set.of(RuledEjb.class);
            case "class" -> Set.of(PlainEjb.class);
            default -> Set.of(OfClass.class, OfRequest.class, OfApplication.class);
        };
    }

    @Override
    @SuppressWarnings("deprecation") // the way to register instances
    public Set<Object> getSingletons() {
        return kind().equals("own")
                ? Set.of(ResourceProtector.builder()
                        .realm("second")
                        .validator(ScopesToken::validateOfSecond)
                        .build())
                : Set.of();
    }

    private static String kind() {
        return Settings.get("second", "own");
    }
}
