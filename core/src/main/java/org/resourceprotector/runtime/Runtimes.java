package org.resourceprotector.runtime;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Configuration;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which runtime this is: for requests by the type of its {@code UriInfo}, at deployment
 * by that of its {@code FeatureContext}. Looks at resource classes, too, that runtimes name:
 * whether they can stand for others.
 */
public final class Runtimes {

    /**
     * Whether the loader of a class has no file of it. False for all if no files are shown at all,
     * as in native images, and for hidden classes.
     */
    private static final ClassValue<Boolean> GENERATED = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return hasFile(Runtimes.class) && !type.isHidden() && !hasFile(type);
        }
    };

    private static final KnownClasses<Optional<Accessor>> MESSAGE = new KnownClasses<>(Runtimes::message);
    private static final KnownClasses<Optional<JerseyRequests>> JERSEY =
            new KnownClasses<>(type -> Optional.ofNullable(JerseyRequests.of(type)));

    private static final String QUARKUS = "org.jboss.resteasy.reactive.";

    private Runtimes() {}

    /**
     * How to ask the runtime that made a {@code UriInfo}; for one that is not known, what tells
     * nothing. Looks up its API by reflection, so keep what it answers.
     */
    public static MatchedRequests of(Class<? extends UriInfo> type) {
        MatchedRequests jersey = JerseyRequests.of(type);
        if (jersey != null) {
            return jersey;
        }
        MatchedRequests cxf = CxfRequests.of(type);
        MatchedRequests resteasy = cxf == null ? ResteasyRequests.of(type) : cxf;
        if (resteasy != null) {
            return resteasy;
        }
        return type.getName().startsWith(QUARKUS) ? new QuarkusBeans() : uri -> null;
    }

    /** What a runtime keeps of one request, however often it shows it anew; a forwarded one is another. */
    public static Object request(ContainerRequestContext shown) {
        Accessor message = MESSAGE.get(shown.getClass()).orElse(null);
        return message == null ? shown : message.get(shown, Object.class);
    }

    /** CXF shows its message anew to the filters of each chain, and to those of a request that was suspended. */
    private static Optional<Accessor> message(Class<?> shown) {
        try {
            return shown.getName().startsWith("org.apache.cxf.jaxrs.")
                    ? Optional.of(Accessor.of(shown, "getMessage"))
                    : Optional.empty();
        } catch (ReflectiveOperationException otherVersion) {
            return Optional.empty();
        }
    }

    /**
     * Whether the matched method of a request is bound to an annotation by name. A program may do so
     * on Jersey; false on other runtimes, where the annotation itself is seen.
     */
    public static boolean isBound(UriInfo uri, Class<? extends Annotation> name) {
        return JERSEY.get(uri.getClass())
                .map(requests -> requests.isBound(uri, name))
                .orElse(false);
    }

    /** The class that a root resource will have when it is called, as far as a runtime tells at deployment. */
    public static Class<?> served(Class<? extends FeatureContext> context, Class<?> root) {
        return ignoresNestedFeatures(context) ? QuarkusBeans.classOf(root) : root;
    }

    /** Whether a runtime ignores dynamic features that a Feature registers (Quarkus REST). */
    public static boolean ignoresNestedFeatures(Class<? extends FeatureContext> context) {
        return context.getName().startsWith(QUARKUS);
    }

    /**
     * Whether a configuration is known to tell which filters are registered in its application: that of one
     * method tells it on RESTEasy, and not on Jersey, where it has no more than the properties.
     */
    public static boolean tellsFilters(Class<? extends Configuration> configuration) {
        String name = configuration.getName();
        return JerseyModel.isJersey(configuration)
                ? !name.endsWith(".ResourceMethodConfig")
                : name.startsWith("org.jboss.resteasy.") && !name.startsWith("org.jboss.resteasy.reactive.");
    }

    /** Whether a runtime is RESTEasy that has its server for Vert.x, whether or not that is the one in use. */
    public static boolean hasVertx(Class<? extends FeatureContext> context) {
        if (!isResteasy(context)) {
            return false;
        }
        try {
            Class.forName(
                    "org.jboss.resteasy.plugins.server.vertx.VertxRequestHandler", false, context.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError none) {
            return false;
        }
    }

    /** Whether a runtime is RESTEasy, and not Quarkus REST. */
    public static boolean isResteasy(Class<? extends FeatureContext> context) {
        return context.getName().startsWith("org.jboss.resteasy.") && !ignoresNestedFeatures(context);
    }

    /** Whether a runtime is CXF. */
    public static boolean isCxf(Class<? extends FeatureContext> context) {
        return context.getName().startsWith("org.apache.cxf.");
    }

    /**
     * Whether a class can stand for another one that has the annotations: an interface, an abstract
     * class, a proxy of the platform's, or what a framework has generated for interfaces. Not a
     * lambda, which has no annotations of its own.
     */
    public static boolean hidesImplementation(Class<?> type) {
        return type.isInterface()
                || Modifier.isAbstract(type.getModifiers())
                || Proxy.isProxyClass(type)
                || (type.isSynthetic() && !type.isHidden() && type.getSuperclass() == Object.class);
    }

    /**
     * Whether a method is one of an interface, and all its code was generated while the application
     * runs: a container does so for the business interfaces of its beans, and hands the call on to
     * a class that has annotations of its own. Not so if a class that has a file declares or
     * inherits it, such as the one that a proxy extends.
     */
    public static boolean isGenerated(Class<?> type, Method method) {
        if (!GENERATED.get(type)) {
            return false;
        }
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (!GENERATED.get(c) && !c.isInterface() && (declares(c, method) || isOfInterface(c, method))) {
                return false;
            }
        }
        return method.getDeclaringClass().isInterface() || isOfInterface(type, method);
    }

    private static boolean isOfInterface(@Nullable Class<?> type, Method method) {
        return type != null
                && ((type.isInterface() && declares(type, method))
                        || Arrays.stream(type.getInterfaces()).anyMatch(parent -> isOfInterface(parent, method))
                        || isOfInterface(type.getSuperclass(), method));
    }

    private static boolean declares(Class<?> type, Method method) {
        return Arrays.stream(type.getDeclaredMethods())
                .anyMatch(own -> own.getName().equals(method.getName())
                        && own.getParameterCount() == method.getParameterCount());
    }

    private static boolean hasFile(Class<?> type) {
        String name = type.getName();
        return type.getResource(name.substring(name.lastIndexOf('.') + 1) + ".class") != null;
    }

    /**
     * What RESTEasy keeps for the thread; null if nothing.
     *
     * @param loader of a class that RESTEasy runs: WildFly loads its API by another one, which does not see the context
     */
    public static @Nullable Object contextData(ClassLoader loader, Class<?> type) throws ReflectiveOperationException {
        return Class.forName("org.jboss.resteasy.core.ResteasyContext", false, loader)
                .getMethod("getContextData", Class.class)
                .invoke(null, type);
    }

    /** A class or interface of a type's hierarchy, by its name; null if there is none. */
    public static @Nullable Class<?> ancestor(Class<?> type, String name) {
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            if (c.getName().equals(name)) {
                return c;
            }
            for (Class<?> parent : c.getInterfaces()) {
                Class<?> found = ancestor(parent, name);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
