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
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;
import org.resourceprotector.declaration.ClassHierarchy;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.InvalidDeclaration;
import org.resourceprotector.declaration.ResourceAnnotations;
import org.resourceprotector.enforcement.Deployment;
import org.resourceprotector.runtime.QuarkusEndpoints;

/**
 * Refuses to start an application on Quarkus whose {@code Application} lists what is protected, and not what protects it: Quarkus
 * leaves out all that is not listed, so that nothing else of ours is ever called. Found as an extension of CDI, and does nothing
 * in other containers.
 *
 * <p>Used by one thread of the container.
 */
public final class QuarkusStartCheck implements BuildCompatibleExtension {

    private final List<String> applications = new ArrayList<>();
    private final List<String> annotated = new ArrayList<>();

    /** Called by the container. */
    public QuarkusStartCheck() {}

    /** Called by the container for each class of an application, beans or not. */
    @Enhancement(types = Application.class, withSubtypes = true)
    public void application(ClassInfo type) {
        if (!type.isAbstract()) {
            applications.add(type.name());
        }
    }

    /** Called by the container for each class that carries a rule: a locator may return it without saying so. */
    @Enhancement(types = Object.class, withSubtypes = true, withAnnotations = Protected.class)
    public void annotated(ClassInfo type) {
        annotated.add(type.name());
    }

    /** Called by the container when it knows all beans, at build time, as Quarkus asks an application for its classes then. */
    @Synthesis
    public void add(SyntheticComponents components) {
        if (!components.getClass().getName().startsWith("io.quarkus.")) {
            return;
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        String[] open = applications.stream()
                .map(name -> whyOpen(name, loader))
                .filter(Objects::nonNull)
                .toArray(String[]::new);
        components
                .addObserver(Startup.class)
                .withParam("open", open)
                .withParam("annotated", annotated.toArray(String[]::new))
                .observeWith(Start.class);
    }

    /**
     * Why an application must not start if Quarkus has called nothing of ours; null if it lists nothing that is protected. It is
     * not asked again at the start: it may answer otherwise there, or fail, and Quarkus serves what was listed now.
     */
    private static @Nullable String whyOpen(String name, ClassLoader loader) {
        try {
            Application application = Class.forName(name, true, loader)
                    .asSubclass(Application.class)
                    .getConstructor()
                    .newInstance();
            Set<Class<?>> listed = listed(application);
            Class<?> root = Deployment.firstProtected(Deployment.rootsOf(listed), new EndpointRules(false));
            boolean isProtected = root != null || (!listed.isEmpty() && Deployment.isProtected(application));
            return isProtected ? refusal(root == null ? name : root.getName(), name) : null;
        } catch (InvalidDeclaration e) {
            return e.getMessage();
        } catch (InvocationTargetException e) {
            return notTold(name, e.getTargetException());
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return notTold(name, e);
        }
    }

    /** Without the message, which may have a secret. */
    private static String notTold(String name, Throwable e) {
        return name + ": it did not tell its classes when it was built ("
                + e.getClass().getName()
                + "), so that nobody knows whether they are protected, and no ResourceProtector is"
                + " registered";
    }

    @SuppressWarnings("deprecation") // Quarkus asks for singletons, too
    private static Set<Class<?>> listed(Application application) {
        Set<Class<?>> listed = new LinkedHashSet<>(application.getClasses());
        application.getSingletons().forEach(singleton -> listed.add(singleton.getClass()));
        return listed;
    }

    private static String refusal(String place, String application) {
        return place + ": it is protected by annotation, but nothing enforces this, because " + application
                + " lists its classes, and Quarkus registers no others; have its getClasses() name the Feature that"
                + " registers the ResourceProtector, or remove getClasses() and getSingletons() from it";
    }

    /** Called by Quarkus at the start, by which it has read all providers. */
    public static final class Start implements SyntheticObserver<Startup> {

        /** Called by the container. */
        public Start() {}

        /**
         * Checks that a protector, or the check for a missing one, was called if one has to be, and that filters are called for
         * all resource methods.
         *
         * @throws IllegalStateException if what is protected is served, and nothing enforces that
         */
        @Override
        public void observe(EventContext<Startup> event, Parameters parameters) {
            boolean isAsked = Deployment.takeAsked();
            QuarkusEndpoints served = QuarkusEndpoints.deployed();
            if (served != null) {
                served.locators().forEach(Start::requireLocator);
            }
            if (!isAsked) {
                requireOpen(served, parameters);
            }
        }

        /** Quarkus takes a method for a locator if it has not seen the annotation that names its HTTP method. */
        private static void requireLocator(ResourceInfo info) {
            Class<?> resource = info.getResourceClass();
            Method method = info.getResourceMethod();
            if (ResourceAnnotations.httpMethod(ClassHierarchy.of(resource), method) != null) {
                throw new IllegalStateException(EndpointRules.place(resource, method)
                        + ": Quarkus calls it for every HTTP method, without any filter, because it does not know the"
                        + " annotation that names its HTTP method; have Quarkus index the JAR of this annotation:"
                        + " quarkus.index-dependency.NAME.group-id and .artifact-id in application.properties");
            }
        }

        private static void requireOpen(@Nullable QuarkusEndpoints served, Parameters parameters) {
            String[] open = parameters.get("open", String[].class, new String[0]);
            if (open.length > 0) {
                throw new IllegalStateException(String.join("; ", open));
            }
            if (served != null) {
                requireOpen(served.methods());
                requireOpen(served.locators());
            }
            String[] annotated = parameters.get("annotated", String[].class, new String[0]);
            if (annotated.length > 0 && (served == null || !served.isEmpty())) {
                // behind a locator, or made by a producer: nobody knows until it is called
                throw new IllegalStateException(refusal(annotated[0], "the Application"));
            }
        }

        private static void requireOpen(List<ResourceInfo> served) {
            MissingProtector missing = new MissingProtector();
            for (ResourceInfo info : served) {
                Method method = info.getResourceMethod();
                for (Class<?> type : List.of(info.getResourceClass(), QuarkusEndpoints.bean(info.getResourceClass()))) {
                    if (missing.isProtected(type, method)) {
                        throw new IllegalStateException(refusal(EndpointRules.place(type, method), "the Application"));
                    }
                }
            }
        }
    }
}
