package org.resourceprotector.cdi;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a runtime has never asked for the protector. Only Quarkus has read its providers when beans learn of the start;
 * others read them later. Thread-safe.
 */
@ApplicationScoped
class Deployments {

    private final @Nullable Instance<Findings> findings;
    private volatile boolean isConfigured;

    /** For the proxy. */
    Deployments() {
        this.findings = null;
    }

    @Inject
    Deployments(Instance<Findings> findings) {
        this.findings = findings;
    }

    /** A runtime has read its providers. */
    void configured() {
        isConfigured = true;
    }

    void started(@Observes Startup event) {
        String needed = isConfigured || findings == null || !isQuarkus()
                ? ""
                : findings.get().needed();
        if (!needed.isEmpty()) {
            throw new IllegalStateException(
                    needed + ": nothing enforces this, because the Application lists its classes, and"
                            + " Quarkus registers no others; remove getClasses() and getSingletons() from it, or have"
                            + " getClasses() name ProtectorFeature.class, too");
        }
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
