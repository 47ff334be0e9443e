package org.resourceprotector.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Looks behind the proxies that CDI containers hand out in the place of beans. A proxy shows what its bean type has; what a
 * producer method made may have annotations of its own.
 *
 * <p>Immutable, thread-safe.
 */
public final class ClientProxies {

    private static final ClientProxies NONE = new ClientProxies(null, null);

    private static final ClassValue<ClientProxies> KNOWN = new ClassValue<>() {
        @Override
        protected ClientProxies computeValue(Class<?> type) {
            return of(type);
        }
    };

    /** Of Weld's proxy; null for another container's. */
    private final @Nullable Accessor metadata;

    /** Of Weld's metadata, or of another container's proxy; null if it is no proxy. */
    private final @Nullable Accessor instance;

    private ClientProxies(@Nullable Accessor metadata, @Nullable Accessor instance) {
        this.metadata = metadata;
        this.instance = instance;
    }

    private static ClientProxies of(Class<?> type) {
        try {
            Class<?> weld = Runtimes.ancestor(type, "org.jboss.weld.proxy.WeldClientProxy");
            if (weld != null) {
                Accessor metadata = Accessor.of(weld, "getMetadata");
                Class<?> described = weld.getMethod("getMetadata").getReturnType();
                return new ClientProxies(metadata, Accessor.of(described, "getContextualInstance"));
            }
            Class<?> arc = Runtimes.ancestor(type, "io.quarkus.arc.ClientProxy");
            return arc == null ? NONE : new ClientProxies(null, Accessor.of(arc, "arc_contextualInstance"));
        } catch (ReflectiveOperationException | LinkageError otherVersion) {
            return NONE;
        }
    }

    /**
     * The class of a resource, or of the bean behind it.
     *
     * @param resource a resource, or its class
     * @return the class; that of the proxy if its container does not tell what is behind it
     */
    public static Class<?> classOf(Object resource) {
        if (resource instanceof Class<?> type) {
            return type;
        }
        ClientProxies known = KNOWN.get(resource.getClass());
        if (known.instance == null) {
            return resource.getClass();
        }
        try {
            Object bean = known.instance.get(known.metadata == null ? resource : known.metadata.get(resource));
            return bean == null ? resource.getClass() : bean.getClass();
        } catch (RuntimeException | LinkageError noInstance) {
            return resource.getClass();
        }
    }
}
