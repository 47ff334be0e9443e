package org.resourceprotector.runtime;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Looks behind the proxies that containers inject in the place of beans: Weld, ArC, HK2 and Spring.
 * A proxy shows what its bean type has; what a producer method or a factory made may have
 * annotations of its own. Proxies of the platform do not count, because they show interfaces only.
 *
 * <p>Immutable, thread-safe.
 */
public final class BeanProxies {

    /** A producer may return what another one made. */
    private static final int MAX_DEPTH = 16;

    private static final String WELD = "org.jboss.weld.proxy.WeldClientProxy";

    private static final BeanProxies NONE = new BeanProxies(null, null, null, null, null);

    private static final KnownClasses<BeanProxies> KNOWN = new KnownClasses<>(BeanProxies::of);

    /** Gives what has the bean of a proxy of Weld or Spring; null for another container's. */
    private final @Nullable Accessor source;

    /** Of the source, or of another container's proxy; null if it is not a proxy. */
    private final @Nullable Accessor instance;

    /** Returns the bean to its source, which may have made it; null if that is not needed. */
    private final @Nullable Method release;

    /** Tells the class of the bean without making it; null if the container tells it by an instance only. */
    private final @Nullable BeanClass declared;

    /** Tells the class that a bean of Spring's is declared with; null for another container's. */
    private final @Nullable Accessor declaredOnSpring;

    private BeanProxies(
            @Nullable Accessor source,
            @Nullable Accessor instance,
            @Nullable Method release,
            @Nullable BeanClass declared,
            @Nullable Accessor declaredOnSpring) {
        this.source = source;
        this.instance = instance;
        this.release = release;
        this.declared = declared;
        this.declaredOnSpring = declaredOnSpring;
    }

    private static BeanProxies of(Class<?> type) {
        try {
            Class<?> weld = Runtimes.ancestor(type, WELD);
            if (weld != null) {
                Class<?> metadata = weld.getMethod("getMetadata").getReturnType();
                return new BeanProxies(
                        Accessor.of(weld, "getMetadata"),
                        Accessor.of(metadata, "getContextualInstance"),
                        null,
                        BeanClass.ofWeld(metadata),
                        null);
            }
            Class<?> spring = Proxy.isProxyClass(type)
                    ? null
                    : Runtimes.ancestor(type, "org.springframework.aop.framework.Advised");
            if (spring != null) {
                Class<?> target = spring.getMethod("getTargetSource").getReturnType();
                return new BeanProxies(
                        Accessor.of(spring, "getTargetSource"),
                        Accessor.of(target, "getTarget"),
                        target.getMethod("releaseTarget", Object.class),
                        null,
                        Accessor.of(target, "getTargetClass"));
            }
            Class<?> hk2 = Runtimes.ancestor(type, "org.glassfish.hk2.api.ProxyCtl");
            if (hk2 != null) {
                return new BeanProxies(null, Accessor.of(hk2, "__make"), null, null, null);
            }
            Class<?> arc = Runtimes.ancestor(type, "io.quarkus.arc.ClientProxy");
            return arc == null
                    ? NONE
                    : new BeanProxies(
                            null, Accessor.of(arc, "arc_contextualInstance"), null, BeanClass.ofArc(arc), null);
        } catch (ReflectiveOperationException | LinkageError otherVersion) {
            return NONE;
        }
    }

    /**
     * Whether a class is that of a client proxy of a container that is known. Without an instance
     * nobody can tell which class the bean has.
     */
    public static boolean isProxy(Class<?> type) {
        return KNOWN.get(type).instance != null;
    }

    /**
     * Whether a class is that of a client proxy of Weld's. It extends the class of its bean if no
     * producer makes that.
     */
    static boolean isOfWeld(Class<?> type) {
        return Runtimes.ancestor(type, WELD) != null;
    }

    /**
     * The class of a resource, or of the bean behind it; the resource may be given by its class.
     * Never that of a client proxy which is known to be one. Throws whatever the container throws
     * if there is no bean.
     */
    public static Class<?> classOf(Object resource) {
        return resource instanceof Class<?> type ? type : classOf(resource, false, MAX_DEPTH);
    }

    /**
     * The same at the start of an application, when there is no request for which Spring would make a bean: then the class
     * that the bean is declared with. Whoever is called is looked at again.
     */
    public static Class<?> classAtStart(Object resource) {
        return classOf(resource, true, MAX_DEPTH);
    }

    private static Class<?> classOf(Object bean, boolean isStart, int depth) {
        if (depth == 0) {
            throw new IllegalStateException("a client proxy of a client proxy, more than " + MAX_DEPTH + " times");
        }
        BeanProxies known = KNOWN.get(bean.getClass());
        return known.instance == null ? bean.getClass() : known.behind(bean, known.instance, isStart, depth);
    }

    private Class<?> behind(Object proxy, Accessor bean, boolean isStart, int depth) {
        Object from = Objects.requireNonNull(source == null ? proxy : source.get(proxy), "a proxy without a source");
        Class<?> told = declared == null ? null : declared.find(from);
        if (told != null) {
            return told;
        }
        Object found;
        try {
            found = Objects.requireNonNull(bean.get(from), "there is no bean behind a client proxy");
        } catch (RuntimeException e) {
            Object type = isStart && declaredOnSpring != null ? declaredOnSpring.get(from) : null;
            if (type == null) {
                throw e;
            }
            return (Class<?>) type;
        }
        try {
            return classOf(found, isStart, depth - 1);
        } finally {
            giveBack(from, found);
        }
    }

    private void giveBack(Object from, Object bean) {
        if (release != null) {
            try {
                release.invoke(from, bean);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a container did not take a bean back", e);
            }
        }
    }
}
