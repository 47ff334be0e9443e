package org.resourceprotector.servers.war.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.cdi.ProtectionEvents;
import org.resourceprotector.servers.resources.Protection;

/** Produces the protector, unless the application is to be one that has forgotten it. */
@ApplicationScoped
public class Protectors {

    @Produces
    @Singleton
    ResourceProtector protector(ProtectionEvents events) {
        return Protection.builder().listener(events).build();
    }
}
