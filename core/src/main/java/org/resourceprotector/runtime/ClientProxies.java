package org.resourceprotector.runtime;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks behind the proxies that CDI containers hand out in the place of beans. A proxy shows what its bean type has; what a
 * producer method made may have annotations of its own.
 *
 * <p>Immutable, thread-safe.
 */
public final class ClientProxies {

    /** A producer may hand on what another one made. */
    private static final int MAX_DEPTH = 16;

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
     * Whether a class is that of a client proxy. Without an instance nobody can tell which class the bean has.
     *
     * @param type what a runtime named as the class of a resource
     * @return false if it is none that is known
     */
    public static boolean isProxy(Class<?> type) {
        return KNOWN.get(type).instance != null;
    }

    /**
     * The class of a resource, or of the bean behind it.
     *
     * @param resource a resource, or its class
     * @return the class; never that of a client proxy which is known to be one
     * @throws RuntimeException whatever the container throws if there is no bean
     */
    public static Class<?> classOf(Object resource) {
        if (resource instanceof Class<?> type) {
            return type;
        }
        Object bean = resource;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            ClientProxies known = KNOWN.get(bean.getClass());
            if (known.instance == null) {
                return bean.getClass();
            }
            bean = Objects.requireNonNull(
                    known.instance.get(known.metadata == null ? bean : known.metadata.get(bean)),
                    "there is no bean behind a client proxy");
        }
        throw new IllegalStateException("a client proxy of a client proxy, more than " + MAX_DEPTH + " times");
    }
}
