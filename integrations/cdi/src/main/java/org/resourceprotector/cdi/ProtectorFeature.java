package org.resourceprotector.cdi;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.ConstrainedTo;
import jakarta.ws.rs.RuntimeType;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.ext.Provider;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Registers the protector of an application that is a bean, or that properties describe, and keeps the token of each request for
 * injection. Runtimes find it by themselves: Quarkus by the index of the JAR, Helidon as a bean, Jersey and RESTEasy as a service.
 * Does nothing if there is no such protector, and nothing a second time. Not for use by applications, except for one that lists its
 * providers and whose runtime loads no services: it lists this class, too.
 *
 * <p>Asks the container itself, because not everybody who makes it injects what is a bean. Stateless, thread-safe.
 */
@Provider
@Dependent
@ConstrainedTo(RuntimeType.SERVER)
public final class ProtectorFeature implements Feature {

    private static final System.Logger LOGGER = System.getLogger("org.resourceprotector");

    /** Called by the runtime. */
    public ProtectorFeature() {}

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
        return beans.select(Deployments.class).get().register(context);
    }

    private static @Nullable CDI<Object> running() {
        try {
            return CDI.current();
        } catch (IllegalStateException notStarted) {
            return null;
        }
    }
}
