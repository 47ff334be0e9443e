package org.resourceprotector.runtime;

import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.jspecify.annotations.Nullable;

/** Asks a running CDI container about its beans, by reflection. Stateless. */
public final class Beans {

    private static final String CDI = "jakarta.enterprise.inject.spi.CDI";
    private static final String BEAN = "jakarta.enterprise.inject.spi.Bean";
    private static final String MANAGER = "jakarta.enterprise.inject.spi.BeanManager";
    /**
     * What containers call beans that are instances of their class. What producers and extensions
     * make may be of any class.
     */
    private static final Set<String> OF_THEIR_CLASS = Set.of("ManagedBean", "SessionBean");

    private static final String ANY = "jakarta.enterprise.inject.Any$Literal";

    private Beans() {}

    /** The API of CDI as an application sees it, or a library that several applications share; null if there is none. */
    static @Nullable Class<?> api(Class<?> type) {
        Class<?> seen = api(type.getClassLoader());
        return seen == null ? api(Thread.currentThread().getContextClassLoader()) : seen;
    }

    private static @Nullable Class<?> api(@Nullable ClassLoader loader) {
        try {
            return Class.forName(CDI, false, loader);
        } catch (ClassNotFoundException | LinkageError noBeans) {
            return null;
        }
    }

    /** The container; null if none is running. */
    static @Nullable Object container(Class<?> api) throws ReflectiveOperationException {
        try {
            return api.getMethod("current").invoke(null);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalStateException) {
                return null;
            }
            throw e;
        }
    }

    /**
     * What knows the beans that the application sees. Servers name it so for each of theirs. A container finds the application
     * by who calls, and may take all of an archive for it, which does not see the beans of its parts.
     */
    @SuppressWarnings("BanJNDI") // a constant, which is a name of the server's own
    static Object manager(Class<?> api, Object container) throws ReflectiveOperationException {
        Class<?> type = Class.forName(MANAGER, false, api.getClassLoader());
        try {
            Object named = InitialContext.doLookup("java:comp/BeanManager");
            if (type.isInstance(named)) {
                return named;
            }
        } catch (NamingException | RuntimeException | LinkageError noNames) {
            // no server, or the names of none
        }
        return Objects.requireNonNull(api.getMethod("getBeanManager").invoke(container));
    }

    /** An {@code Instance} of all beans that the application sees. */
    static Object instances(Class<?> api, Object container) throws ReflectiveOperationException {
        Class<?> type = Class.forName(MANAGER, false, api.getClassLoader());
        return Objects.requireNonNull(type.getMethod("createInstance").invoke(manager(api, container)));
    }

    /**
     * Whether an object of a class may be the client proxy of a bean that a producer makes, and
     * that has another class; null if no container is running. Throws an
     * {@code IllegalStateException} if the container does not tell.
     */
    static @Nullable Boolean mayBeProduced(Class<?> type) {
        Class<?> api = api(type);
        try {
            Object container = api == null ? null : container(api);
            return (api == null || container == null) ? null : Boolean.valueOf(isProduced(type, api, container));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the CDI container does not tell its beans", e);
        }
    }

    /**
     * Looks at all beans, because a container leaves out those of generic types if it is asked for
     * a class. A client proxy extends the class of its bean if that is among the types of the bean,
     * and the container makes the bean of that class by itself.
     */
    private static boolean isProduced(Class<?> type, Class<?> api, Object container)
            throws ReflectiveOperationException {
        Class<?> managerType = Class.forName(MANAGER, false, api.getClassLoader());
        Class<?> beanType = Class.forName(BEAN, false, api.getClassLoader());
        Object manager = manager(api, container);
        for (Object bean : all(managerType, manager)) {
            Class<?> scope = (Class<?>) beanType.getMethod("getScope").invoke(bean);
            Set<Class<?>> types =
                    classes((Set<?>) beanType.getMethod("getTypes").invoke(bean));
            Class<?> declaredBy = (Class<?>) beanType.getMethod("getBeanClass").invoke(bean);
            boolean isOfItsClass = OF_THEIR_CLASS.contains(bean.getClass().getSimpleName())
                    && type.isAssignableFrom(declaredBy)
                    && types.contains(declaredBy);
            if (types.contains(type)
                    && !isOfItsClass
                    && Boolean.TRUE.equals(
                            managerType.getMethod("isNormalScope", Class.class).invoke(manager, scope))) {
                return true;
            }
        }
        return false;
    }

    /**
     * The classes of the beans that are seen by an interface, as those of EJBs are; none if no container is running, or tells
     * them by now.
     */
    public static Set<Class<?>> behind(Class<?> view) {
        Set<Class<?>> behind = new LinkedHashSet<>();
        Class<?> api = view.isInterface() ? api(view) : null;
        try {
            Object container = api == null ? null : container(api);
            if (api == null || container == null) {
                return behind;
            }
            Class<?> managerType = Class.forName(MANAGER, false, api.getClassLoader());
            Class<?> beanType = Class.forName(BEAN, false, api.getClassLoader());
            for (Object bean : all(managerType, manager(api, container))) {
                Class<?> declaredBy =
                        (Class<?>) beanType.getMethod("getBeanClass").invoke(bean);
                Set<?> types = (Set<?>) beanType.getMethod("getTypes").invoke(bean);
                if (classes(types).contains(view) && (view.isAssignableFrom(declaredBy) || isSession(bean))) {
                    behind.add(declaredBy);
                }
            }
        } catch (ReflectiveOperationException | LinkageError doesNotTell) {
            behind.clear();
        }
        return behind;
    }

    /** Whether a bean is an EJB, whose class need not implement its interface. */
    private static boolean isSession(Object bean) {
        return bean.getClass().getSimpleName().startsWith("SessionBean");
    }

    /** All beans that a manager knows. */
    static Set<?> all(Class<?> managerType, Object manager) throws ReflectiveOperationException {
        Object any = Class.forName(ANY, true, managerType.getClassLoader())
                .getField("INSTANCE")
                .get(null);
        return (Set<?>) managerType
                .getMethod("getBeans", Type.class, Annotation[].class)
                .invoke(manager, Object.class, new Annotation[] {(Annotation) any});
    }

    /** The classes of types, without their arguments. */
    private static Set<Class<?>> classes(Set<?> types) {
        Set<Class<?>> classes = new HashSet<>();
        for (Object type : types) {
            Object raw = type instanceof ParameterizedType generic ? generic.getRawType() : type;
            if (raw instanceof Class<?> known) {
                classes.add(known);
            }
        }
        return classes;
    }
}
