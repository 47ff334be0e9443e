package org.resourceprotector.absence;

import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.build.compatible.spi.BuildCompatibleExtension;
import jakarta.enterprise.inject.build.compatible.spi.Enhancement;
import jakarta.enterprise.inject.build.compatible.spi.Parameters;
import jakarta.enterprise.inject.build.compatible.spi.Synthesis;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticComponents;
import jakarta.enterprise.inject.build.compatible.spi.SyntheticObserver;
import jakarta.enterprise.inject.spi.EventContext;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.ws.rs.core.Application;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.enforcement.Deployment;

/**
 * Refuses to start an application on Quarkus whose {@code Application} lists what is protected, and not what protects it: Quarkus
 * leaves out all that is not listed, so that nothing else of ours is ever called. Found as an extension of CDI, and does nothing
 * in other containers.
 *
 * <p>Used by one thread of the container.
 */
public final class QuarkusStartCheck implements BuildCompatibleExtension {

    private final List<String> applications = new ArrayList<>();

    /** Called by the container. */
    public QuarkusStartCheck() {}

    /** Called by the container for each class of an application, beans or not. */
    @Enhancement(types = Application.class, withSubtypes = true)
    public void application(ClassInfo type) {
        if (!type.isAbstract()) {
            applications.add(type.name());
        }
    }

    /** Called by the container when it knows all beans. */
    @Synthesis
    public void add(SyntheticComponents components) {
        if (components.getClass().getName().startsWith("io.quarkus.")) {
            components
                    .addObserver(Startup.class)
                    .withParam("applications", applications.toArray(new String[0]))
                    .observeWith(Start.class);
        }
    }

    /** Called by Quarkus at the start, by which it has read all providers. */
    public static final class Start implements SyntheticObserver<Startup> {

        /** Called by the container. */
        public Start() {}

        /**
         * Asks the applications for their classes, as Quarkus does at build time.
         *
         * @throws IllegalStateException if one lists what is protected, and nothing enforces that
         */
        @Override
        public void observe(EventContext<Startup> event, Parameters parameters) throws ReflectiveOperationException {
            if (Deployment.takeAsked()) {
                return;
            }
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            for (String name : parameters.get("applications", String[].class, new String[0])) {
                Application application = Class.forName(name, true, loader)
                        .asSubclass(Application.class)
                        .getDeclaredConstructor()
                        .newInstance();
                String place = protectedBy(application);
                if (place != null) {
                    throw new IllegalStateException(place
                            + ": it is protected by annotation, but nothing enforces this, because " + name
                            + " lists its classes, and Quarkus registers no others; have its getClasses() name the Feature that"
                            + " registers the ResourceProtector, or remove getClasses() and getSingletons() from it");
                }
            }
        }

        private static @Nullable String protectedBy(Application application) {
            Class<?> root = Deployment.protectedRoot(application, new EndpointRules(false));
            if (root != null) {
                return root.getName();
            }
            return Deployment.isProtected(application) && Deployment.serves(application)
                    ? application.getClass().getName()
                    : null;
        }
    }
}
