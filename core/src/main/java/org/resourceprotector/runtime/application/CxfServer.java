package org.resourceprotector.runtime.application;

import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Application;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.runtime.Accessor;
import org.resourceprotector.runtime.BeanProxies;
import org.resourceprotector.runtime.Runtimes;

/** A Jakarta REST server of Apache CXF that is made and not started yet: what it serves, and what is registered. */
public final class CxfServer {

    private static final String PROVIDERS = "org.apache.cxf.jaxrs.provider.ServerProviderFactory";

    private final Object factory;
    private final Object providers;
    private final ClassLoader loader;

    private CxfServer(Object factory, Object providers, ClassLoader loader) {
        this.factory = factory;
        this.providers = providers;
        this.loader = loader;
    }

    /**
     * What a factory of CXF made; null if it is none of Jakarta REST.
     *
     * @param properties those of the endpoint, by their names
     */
    public static @Nullable CxfServer of(Object factory, Function<String, @Nullable Object> properties) {
        Class<?> type = Runtimes.ancestor(factory.getClass(), "org.apache.cxf.jaxrs.JAXRSServiceFactoryBean");
        if (type == null) {
            return null;
        }
        Object providers = Objects.requireNonNull(properties.apply(PROVIDERS), "CXF does not tell what is registered");
        return new CxfServer(factory, providers, type.getClassLoader());
    }

    /** Whether a method that CXF asks a feature about is one of a root resource, which needs no {@code @Path} there. */
    public static boolean isOfRoot(ResourceInfo info) {
        Class<?> type = info.getClass();
        try {
            if (!type.getName().startsWith("org.apache.cxf.jaxrs.")) {
                return false;
            }
            ClassLoader loader = type.getClassLoader();
            String model = "org.apache.cxf.jaxrs.model.";
            Object operation = Accessor.ofHiddenField(type, "ori").get(info);
            Object resource = Accessor.of(loader, model + "OperationResourceInfo", "getClassResourceInfo")
                    .get(operation);
            return Accessor.of(loader, model + "ClassResourceInfo", "isRoot").get(resource, Boolean.class);
        } catch (ReflectiveOperationException | RuntimeException doesNotTell) {
            return false;
        }
    }

    /** The application; null if there is none, as is usual with the factory bean. */
    public @Nullable Application application() {
        try {
            Object application =
                    Accessor.of(providers.getClass(), "getApplicationProvider").get(providers);
            return application == null
                    ? null
                    : of("model.ProviderInfo", "getProvider").get(application, Application.class);
        } catch (ReflectiveOperationException otherVersion) {
            throw unknown(otherVersion);
        }
    }

    /**
     * The resource methods and locators of each resource, as CXF's model has them, by the classes that CXF and its provider
     * name for it, and by that of its instance, if there is one only. Sub-resources are there if CXF knows them by now, as it
     * knows those of model beans.
     */
    public Map<Class<?>, List<Method>> resources() {
        try {
            Accessor methods = of("model.ClassResourceInfo", "getMethodDispatcher");
            Accessor operations = of("model.MethodDispatcher", "getOperationResourceInfos");
            Accessor method = of("model.OperationResourceInfo", "getMethodToInvoke");
            Map<Class<?>, List<Method>> resources = new LinkedHashMap<>();
            for (Object info : withSubResources()) {
                List<Method> served = ((Collection<?>) operations.get(methods.get(info), Collection.class))
                        .stream()
                                .map(operation -> method.get(operation, Method.class))
                                .toList();
                for (Class<?> named : classes(info)) {
                    resources.merge(named, served, CxfServer::both);
                }
            }
            return resources;
        } catch (ReflectiveOperationException otherVersion) {
            throw unknown(otherVersion);
        }
    }

    private List<Object> withSubResources() throws ReflectiveOperationException {
        Accessor below = of("model.ClassResourceInfo", "getSubResources");
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Object> all = new ArrayList<>();
        Collection<?> roots =
                of("JAXRSServiceFactoryBean", "getClassResourceInfo").get(factory, Collection.class);
        Deque<Object> open = new ArrayDeque<>(roots);
        while (!open.isEmpty()) {
            Object info = open.remove();
            if (found.add(info)) {
                all.add(info);
                Collection<?> further = below.get(info, Collection.class);
                open.addAll(further);
            }
        }
        return all;
    }

    private Set<Class<?>> classes(Object info) throws ReflectiveOperationException {
        Set<Class<?>> classes = new LinkedHashSet<>();
        for (String named : List.of("getServiceClass", "getResourceClass")) {
            classes.add(of("model.ClassResourceInfo", named).get(info, Class.class));
        }
        Object provider = of("model.ClassResourceInfo", "getResourceProvider").get(info);
        if (provider == null) {
            return classes;
        }
        classes.add(of("lifecycle.ResourceProvider", "getResourceClass").get(provider, Class.class));
        if (Boolean.TRUE.equals(of("lifecycle.ResourceProvider", "isSingleton").get(provider))) {
            Object instance = instance(provider);
            if (instance != null) {
                classes.add(BeanProxies.classAtStart(instance));
            }
        }
        return classes;
    }

    /** CXF itself asks for the only instance without a message. */
    private @Nullable Object instance(Object provider) throws ReflectiveOperationException {
        Class<?> message = Class.forName("org.apache.cxf.message.Message", false, loader);
        Class<?> type = Class.forName("org.apache.cxf.jaxrs.lifecycle.ResourceProvider", false, loader);
        return type.getMethod("getInstance", message).invoke(provider, new Object[] {null});
    }

    private static List<Method> both(List<Method> one, List<Method> other) {
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }

    /** Whether a request filter of a class is registered, for all methods or for those with a binding. */
    public boolean hasFilter(Class<?> filter, Class<? extends Annotation> binding) {
        try {
            Accessor provider = of("model.ProviderInfo", "getProvider");
            Object filters = Objects.requireNonNull(Accessor.of(
                            providers.getClass(),
                            "getPostMatchContainerRequestFilters",
                            Set.class,
                            Set.of(binding.getName()))
                    .get(providers));
            return ((Collection<?>) filters).stream().map(provider::get).anyMatch(filter::isInstance);
        } catch (ReflectiveOperationException otherVersion) {
            throw unknown(otherVersion);
        }
    }

    /** Registers a provider that needs no injection. */
    public void register(Object provider) {
        try {
            Accessor.of(providers.getClass(), "registerUserProvider", Object.class, provider)
                    .get(providers);
        } catch (ReflectiveOperationException otherVersion) {
            throw unknown(otherVersion);
        }
    }

    private Accessor of(String type, String method) throws ReflectiveOperationException {
        return Accessor.of(loader, "org.apache.cxf.jaxrs." + type, method);
    }

    private static IllegalStateException unknown(ReflectiveOperationException otherVersion) {
        return new IllegalStateException("this version of CXF does not tell what it serves", otherVersion);
    }
}
