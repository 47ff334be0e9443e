package org.resourceprotector.runtime;

import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EventListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the resource model of Jersey at deployment, which holds resources that were built by a
 * program, too. A {@code ModelProcessor} of Jersey's, made as a proxy because this library does not
 * depend on Jersey. Changes nothing.
 *
 * <p>Immutable, thread-safe as far as the reader is.
 */
public final class JerseyModel implements InvocationHandler {

    private static final String PROCESSOR = "org.glassfish.jersey.server.model.ModelProcessor";

    private final ModelReader reader;
    private final Accessor roots;
    private final Accessor resources;
    private final JerseyHandlers handlers;
    private final Accessor path;
    private final Accessor methods;
    private final Accessor children;
    private final Accessor httpMethod;
    private final Accessor bindings;

    /** Is told of each resource method of a model. What it throws fails the deployment. */
    public interface ModelReader {

        /**
         * One resource method, or a locator.
         *
         * @param httpMethod empty for a locator
         * @param path its path template, without that of the application
         * @param handler the class and method that handle it
         * @param bindings the annotations that it is bound to by name
         * @param owners the classes of the resource that has it, and of those above
         */
        void read(
                String httpMethod,
                String path,
                MatchedMethod handler,
                Collection<?> bindings,
                Collection<Class<?>> owners);

        /**
         * The application that the model is of, as Jersey wraps it, before its methods. What is
         * injected may be another one.
         *
         * @return whether its methods are to be read
         */
        boolean application(Application application);

        /**
         * What a locator has led to in the middle of a request, before its methods. It is what
         * annotations tell of a class, a model that a program made, or either with what was added.
         *
         * @return whether its methods are to be read
         */
        default boolean subResource() {
            return false;
        }
    }

    private JerseyModel(ModelReader reader, ClassLoader loader) throws ReflectiveOperationException {
        Class<?> resource = Class.forName("org.glassfish.jersey.server.model.Resource", false, loader);
        String method = "org.glassfish.jersey.server.model.ResourceMethod";
        String model = "org.glassfish.jersey.server.model.ResourceModel";
        this.reader = reader;
        this.roots = Accessor.of(loader, model, "getRootResources");
        this.resources = Accessor.of(loader, model, "getResources");
        this.handlers = new JerseyHandlers(resource);
        this.path = Accessor.of(resource, "getPath");
        this.methods = Accessor.of(resource, "getAllMethods");
        this.children = Accessor.of(resource, "getChildResources");
        this.httpMethod = Accessor.of(loader, method, "getHttpMethod");
        this.bindings = Accessor.of(loader, method, "getNameBindings");
    }

    /** Whether a runtime, known by any class of its own, is Jersey and has a model to read. */
    public static boolean isJersey(Class<?> runtime) {
        return runtime.getName().startsWith("org.glassfish.jersey.");
    }

    /**
     * What to register so that a reader is told of the model.
     *
     * @throws IllegalStateException if the model cannot be read
     */
    public static Object processor(FeatureContext context, ModelReader reader) {
        return processor(context, reader, List.of());
    }

    /** The same for a second reader: of two instances of one class, Jersey takes the first. */
    public static Object secondProcessor(FeatureContext context, ModelReader reader) {
        return processor(context, reader, List.of(EventListener.class));
    }

    /** The configuration is of Jersey's server; the context is of what clients have, too, which is another bundle in OSGi. */
    private static Object processor(FeatureContext context, ModelReader reader, List<Class<?>> markers) {
        ClassLoader loader = context.getConfiguration().getClass().getClassLoader();
        try {
            List<Class<?>> interfaces = new ArrayList<>(markers);
            interfaces.add(0, Class.forName(PROCESSOR, false, loader));
            return Proxy.newProxyInstance(loader, interfaces.toArray(Class<?>[]::new), new JerseyModel(reader, loader));
        } catch (ReflectiveOperationException otherVersion) {
            throw new IllegalStateException("the resource model of this Jersey cannot be read", otherVersion);
        }
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        if (arguments == null) {
            return method.getName().equals("hashCode") ? System.identityHashCode(proxy) : "JerseyModel";
        }
        if (method.getName().equals("equals")) {
            return proxy == arguments[0];
        }
        if (method.getName().equals("processResourceModel")) {
            if (arguments[1] instanceof Application application && !reader.application(application)) {
                return arguments[0];
            }
            for (Object root : roots.get(arguments[0], List.class)) {
                read(root, "");
            }
        } else if (method.getName().equals("processSubResource") && reader.subResource()) {
            for (Object resource : resources.get(arguments[0], List.class)) {
                read(resource, "");
            }
        }
        return arguments[0];
    }

    private void read(Object resource, String above) {
        String own = (String) path.get(resource);
        String whole = own == null ? above : above + (own.startsWith("/") ? "" : "/") + own;
        for (Object method : methods.get(resource, List.class)) {
            Object http = httpMethod.get(method);
            reader.read(
                    http == null ? "" : (String) http,
                    whole,
                    handlers.handler(method),
                    bindings.get(method, Collection.class),
                    handlers.ownersAtStart(method));
        }
        for (Object child : children.get(resource, List.class)) {
            read(child, whole);
        }
    }
}
