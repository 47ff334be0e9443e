package org.resourceprotector.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.inject.Inject;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ResourceProtector;

/**
 * Registers the protector of an application that is a bean, or that properties describe, and keeps the token of each request for
 * injection. Runtimes find it by themselves: Quarkus by the index of the JAR, Jersey and RESTEasy as a service. Does nothing if
 * there is no such protector, and nothing a second time. Not for use by applications, except for one that lists its providers and
 * whose runtime loads no services: it lists this class, too.
 *
 * <p>Immutable, thread-safe.
 */
@Provider
@Dependent
@ConstrainedTo(RuntimeType.SERVER)
public final class ProtectorFeature implements Feature {

    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector");

    private final Registration registration;

    @Inject
    ProtectorFeature(
            Instance<ResourceProtector> protectors,
            Instance<ConfiguredProtector> configured,
            Instance<Findings> findings,
            RequestToken token,
            Deployments deployments) {
        this.registration = new Registration(protectors, configured, findings, token, deployments);
    }

    /**
     * Called by the runtime.
     *
     * @param context the application that is being deployed
     * @return whether there is a protector
     * @throws IllegalStateException if the protector cannot be made, there are two, or properties contradict each other
     */
    @Override
    public boolean configure(FeatureContext context) {
        return registration.configure(context);
    }

    /**
     * The same as runtimes load it as a service: made by the runtime, and not by the bean container, which it asks. Not for use by
     * applications.
     *
     * <p>Stateless, thread-safe.
     */
    @ConstrainedTo(RuntimeType.SERVER)
    public static final class Loaded implements Feature {

        /** Called by the runtime. */
        public Loaded() {}

        /**
         * Called by the runtime.
         *
         * @param context the application that is being deployed
         * @return whether there is a protector
         * @throws IllegalStateException if the protector cannot be made, there are two, or properties contradict each other
         */
        @Override
        public boolean configure(FeatureContext context) {
            if (context.getConfiguration().getRuntimeType() == RuntimeType.CLIENT) {
                return false;
            }
            CDI<Object> beans = running();
            if (beans == null) {
                LOGGER.log(
                        Level.WARNING,
                        "no CDI container is running when this runtime reads its features, so that resource-protector-cdi"
                                + " registers nothing; register the ResourceProtector in the Application");
                return false;
            }
            return new Registration(
                            beans.select(ResourceProtector.class),
                            beans.select(ConfiguredProtector.class),
                            beans.select(Findings.class),
                            beans.select(RequestToken.class).get(),
                            beans.select(Deployments.class).get())
                    .configure(context);
        }

        private static @Nullable CDI<Object> running() {
            try {
                return CDI.current();
            } catch (IllegalStateException notStarted) {
                return null;
            }
        }
    }
}
