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
import org.resourceprotector.declaration.ClassHierarchy;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.InvalidDeclaration;
import org.resourceprotector.declaration.ResourceAnnotations;
import org.resourceprotector.enforcement.Deployment;
import org.resourceprotector.runtime.QuarkusEndpoints;

/**
 * Refuses to start an application on Quarkus whose {@code Application} lists what is protected, and not what protects it: Quarkus
 * leaves out all that is not listed, so that nothing else of ours is ever called. And one with a resource method that Quarkus takes
 * for a locator, which it calls before it calls anything of ours. Found as an extension of CDI, and does nothing in other containers.
 *
 * <p>Used by one thread of the container.
 */
public final class QuarkusStartCheck implements BuildCompatibleExtension {

    private final List<String> applications = new ArrayList<>();
    private final List<String> classes = new ArrayList<>();

    /** Called by the container. */
    public QuarkusStartCheck() {}

    /** Called by the container for each class of an application, beans or not. */
    @Enhancement(types = Application.class, withSubtypes = true)
    public void application(ClassInfo type) {
        if (!type.isAbstract()) {
            applications.add(type.name());
        }
    }

    /** Called by the container for each class of an archive of beans: a locator may return it without saying so. */
    @Enhancement(types = Object.class, withSubtypes = true)
    public void type(ClassInfo type) {
        if (!type.isAbstract()) {
            classes.add(type.name());
        }
    }

    /** Called by the container when it knows all beans, at build time, as Quarkus asks an application for its classes then. */
    @Synthesis
    public void add(SyntheticComponents components) {
        if (!components.getClass().getName().startsWith("io.quarkus.")) {
            return;
        }
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        List<Listed> listed =
                applications.stream().map(name -> Listed.of(name, loader)).toList();
        String[] open =
                listed.stream().map(Listed::whyOpen).filter(Objects::nonNull).toArray(String[]::new);
        String[] closed = listed.stream().allMatch(Listed::isEmpty) ? new String[0] : closed(loader);
        components
                .addObserver(Startup.class)
                .withParam("open", open)
                .withParam("closed", closed)
                .observeWith(Start.class);
    }

    /** The classes that carry a rule, or of which nobody knows. */
    private String[] closed(ClassLoader loader) {
        EndpointRules rules = new EndpointRules(false);
        return classes.stream().filter(name -> isClosed(name, loader, rules)).toArray(String[]::new);
    }

    private static boolean isClosed(String name, ClassLoader loader, EndpointRules rules) {
        try {
            return Deployment.isProtected(Class.forName(name, false, loader), rules);
        } catch (ClassNotFoundException notThere) {
            return false;
        } catch (InvalidDeclaration | LinkageError e) {
            return true;
        }
    }

    /**
     * What an application lists. It is not asked again at the start: it may answer otherwise there, or fail, and Quarkus serves
     * what was listed now.
     *
     * @param whyOpen why it must not start if Quarkus has called nothing of ours; null if it lists nothing that is protected
     */
    private record Listed(@Nullable String whyOpen, boolean isEmpty) {

        static Listed of(String name, ClassLoader loader) {
            try {
                Application application = Class.forName(name, true, loader)
                        .asSubclass(Application.class)
                        .getConstructor()
                        .newInstance();
                Set<Class<?>> listed = listed(application);
                Class<?> root = Deployment.firstProtected(Deployment.rootsOf(listed), new EndpointRules(false));
                boolean isProtected = root != null || (!listed.isEmpty() && Deployment.isProtected(application));
                String place = root == null ? name : root.getName();
                return new Listed(isProtected ? refusal(place, name) : null, listed.isEmpty());
            } catch (InvalidDeclaration e) {
                return new Listed(e.getMessage(), false);
            } catch (InvocationTargetException e) {
                return new Listed(notTold(name, e.getTargetException()), false);
            } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
                return new Listed(notTold(name, e), false);
            }
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
            if (served == null) {
                System.getLogger("org.resourceprotector")
                        .log(
                                System.Logger.Level.WARNING,
                                "this version of Quarkus does not tell what it takes for a sub-resource locator: index the JARs of"
                                        + " all annotations that name an HTTP method, or their methods may be called before"
                                        + " any token is asked for");
            } else {
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
            String[] closed = parameters.get("closed", String[].class, new String[0]);
            String place = served != null
                    ? new ServedOnQuarkus(served).firstProtected(closed)
                    : closed.length > 0 ? closed[0] : null;
            if (place != null) {
                throw new IllegalStateException(refusal(place, "the Application"));
            }
        }
    }
}
