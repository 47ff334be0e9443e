package org.resourceprotector.runtime;

import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the container of Quarkus which bean it makes for a root resource: an alternative may take the place of the class that
 * has the path. Where several are as good Quarkus takes that class itself, or does not start. Tells no locators.
 *
 * <p>Immutable, thread-safe; one per deployment, because another one may have other beans of the same classes.
 */
final class QuarkusBeans implements MatchedRequests {

    private static final String SPI = "jakarta.enterprise.inject.spi.";
    private static final Bean ITSELF = new Bean(null, false);
    private static final Bean OF_ANY_CLASS = new Bean(null, true);

    private static final KnownClasses<Class<?>> BEHIND = new KnownClasses<>(QuarkusBeans::behind);

    private final KnownClasses<Bean> known = new KnownClasses<>(QuarkusBeans::find);

    /** What is made for a class: an instance of another one, or of one that only an instance tells. */
    private record Bean(@Nullable Class<?> type, boolean isProduced) {}

    @Override
    public @Nullable List<MatchedMethod> locators(UriInfo uri) {
        return null;
    }

    @Override
    public @Nullable Class<?> beanOf(Class<?> root) {
        return known.get(root).type;
    }

    @Override
    public boolean isProduced(Class<?> root) {
        return known.get(root).isProduced;
    }

    /** The class that a root resource will have, before any request; the one that has the path if nobody tells. */
    static Class<?> classOf(Class<?> root) {
        Class<?> bean = find(root).type;
        return bean == null ? root : bean;
    }

    /** Whether only an instance of a root resource tells its class: a producer makes it, or no container is running. */
    static boolean isOfAnyClass(Class<?> root) {
        return find(root).isProduced;
    }

    /**
     * The class of the bean behind a client proxy of which the class is known only; the same class if it is none of a proxy,
     * or one of what a producer makes, whose class only an instance tells.
     */
    static Class<?> behindProxy(Class<?> type) {
        return BeanProxies.isProxy(type) ? BEHIND.get(type) : type;
    }

    /** A proxy extends the class of its bean, and what a producer declares; the container hands out that of the former. */
    private static Class<?> behind(Class<?> proxy) {
        Class<?> type = proxy.getSuperclass();
        Class<?> api = Beans.api(type);
        try {
            Object container = api == null ? null : Beans.container(api);
            return api != null && container != null && isOfClassBean(proxy, type, api, container) ? type : proxy;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the container does not tell which bean has " + proxy.getName(), e);
        }
    }

    private static boolean isOfClassBean(Class<?> proxy, Class<?> type, Class<?> api, Object container)
            throws ReflectiveOperationException {
        Class<?> managerType = Class.forName(SPI + "BeanManager", false, api.getClassLoader());
        Class<?> beanType = Class.forName(SPI + "Bean", false, api.getClassLoader());
        Object manager = api.getMethod("getBeanManager").invoke(container);
        for (Object bean : Beans.all(managerType, Objects.requireNonNull(manager))) {
            Object scope = beanType.getMethod("getScope").invoke(bean);
            if (type.equals(beanType.getMethod("getBeanClass").invoke(bean))
                    && isOfItsClass(bean)
                    && Boolean.TRUE.equals(
                            managerType.getMethod("isNormalScope", Class.class).invoke(manager, scope))) {
                Method context = one(managerType, "createCreationalContext");
                Object handedOut = one(managerType, "getReference")
                        .invoke(manager, bean, type, context.invoke(manager, bean)); // a proxy, so that nothing is made
                return handedOut != null && handedOut.getClass() == proxy;
            }
        }
        return false;
    }

    private static Method one(Class<?> type, String name) throws NoSuchMethodException {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchMethodException(name));
    }

    /** Whether the container makes a bean of its class by itself. */
    private static boolean isOfItsClass(Object bean) throws ReflectiveOperationException {
        Class<?> arc = Runtimes.ancestor(bean.getClass(), "io.quarkus.arc.InjectableBean");
        return arc != null
                && "CLASS".equals(String.valueOf(arc.getMethod("getKind").invoke(bean)));
    }

    private static Bean find(Class<?> root) {
        Class<?> api = Beans.api(root);
        try {
            Object container = api == null ? null : Beans.container(api);
            if (api == null) {
                return ITSELF;
            }
            return container == null ? OF_ANY_CLASS : find(root, api, container);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the container does not tell which bean it makes of " + root.getName(), e);
        }
    }

    private static Bean find(Class<?> root, Class<?> api, Object container) throws ReflectiveOperationException {
        ClassLoader loader = api.getClassLoader();
        Class<?> managerType = Class.forName(SPI + "BeanManager", false, loader);
        Object manager = api.getMethod("getBeanManager").invoke(container);
        Object beans = managerType
                .getMethod("getBeans", Type.class, Annotation[].class)
                .invoke(manager, root, new Annotation[0]);
        Object bean;
        try {
            bean = managerType.getMethod("resolve", Set.class).invoke(manager, beans);
        } catch (InvocationTargetException e) {
            if (e.getCause() != null && e.getCause().getClass().getName().endsWith(".AmbiguousResolutionException")) {
                return ITSELF;
            }
            throw e;
        }
        if (bean == null || Runtimes.ancestor(bean.getClass(), "io.quarkus.arc.InjectableBean") == null) {
            return ITSELF;
        }
        if (!isOfItsClass(bean)) {
            return OF_ANY_CLASS;
        }
        Class<?> type = (Class<?>) Class.forName(SPI + "Bean", false, loader)
                .getMethod("getBeanClass")
                .invoke(bean);
        return type.equals(root) ? ITSELF : new Bean(type, false);
    }
}
