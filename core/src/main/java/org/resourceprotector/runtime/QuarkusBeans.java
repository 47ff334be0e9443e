package org.resourceprotector.runtime;

import jakarta.ws.rs.core.UriInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Type;
import java.util.List;
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
        Class<?> arc = bean == null ? null : Runtimes.ancestor(bean.getClass(), "io.quarkus.arc.InjectableBean");
        if (arc == null) {
            return ITSELF;
        }
        if (!"CLASS".equals(String.valueOf(arc.getMethod("getKind").invoke(bean)))) {
            return OF_ANY_CLASS;
        }
        Class<?> type = (Class<?>) Class.forName(SPI + "Bean", false, loader)
                .getMethod("getBeanClass")
                .invoke(bean);
        return type.equals(root) ? ITSELF : new Bean(type, false);
    }
}
