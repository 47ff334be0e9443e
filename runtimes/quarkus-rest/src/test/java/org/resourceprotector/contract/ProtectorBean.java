package org.resourceprotector.contract;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.resourceprotector.ResourceProtector;

/** The protector of the application as a bean, for resources that take it. */
@Singleton
public class ProtectorBean {

    /** Called by Quarkus. */
    public ProtectorBean() {}

    /**
     * Answers the protector.
     *
     * @return the one that the application that started last has registered
     */
    @Produces
    @Singleton
    public ResourceProtector protector() {
        return Registrations.protector();
    }
}
