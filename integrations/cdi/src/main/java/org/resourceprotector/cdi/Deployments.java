package org.resourceprotector.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.FeatureContext;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ResourceProtector;

/**
 * Registers the protector of the container in each application that is deployed, and notices that a runtime has never asked for it.
 * Only Quarkus has read its providers when beans learn of the start; others read them later. It also leaves out beans that nobody
 * injects, which is why all that are needed are injected here. Thread-safe.
 */
@ApplicationScoped
class Deployments {

    private final @Nullable Registration registration;
    private final @Nullable ConfiguredProtector configured;
    private final @Nullable Instance<Findings> findings;
    private volatile boolean hasRegistered;

    /** For the proxy. */
    Deployments() {
        this.registration = null;
        this.configured = null;
        this.findings = null;
    }

    @Inject
    Deployments(
            Instance<ResourceProtector> protectors,
            ConfiguredProtector configured,
            Instance<Findings> findings,
            RequestToken token) {
        this.registration = new Registration(protectors, configured, findings, token);
        this.configured = configured;
        this.findings = findings;
    }

    /** Registers it, if there is one; answers whether there is. */
    boolean register(FeatureContext context) {
        hasRegistered = true;
        return registration != null && registration.configure(context);
    }

    void started(@Observes Startup event) {
        if (isQuarkus() && configured != null) {
            requireRegistered();
            configured.requireUnchanged();
        }
    }

    /**
     * Refuses the start if something is to be protected, and no runtime has asked.
     *
     * @throws IllegalStateException if nothing would be enforced
     */
    void requireRegistered() {
        String needed = hasRegistered ? "" : needed();
        if (!needed.isEmpty()) {
            throw new IllegalStateException(needed
                    + ": resource-protector-cdi was not asked to enforce this, because the Application lists its classes, and Quarkus registers no others;"
                    + " remove getClasses() and getSingletons() from it, or have getClasses() name org.resourceprotector.cdi.ProtectorFeature.class, too,"
                    + " also beside a Feature of your own that registers the protector");
        }
    }

    /** A place or a bean, or else the properties: without annotations they protect all. */
    private String needed() {
        String found = findings == null ? "" : findings.get().needed();
        return found.isEmpty() && configured != null ? String.join(", ", configured.properties()) : found;
    }

    private static boolean isQuarkus() {
        try {
            Class.forName("io.quarkus.arc.Arc", false, Thread.currentThread().getContextClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError anotherContainer) {
            return false;
        }
    }
}
