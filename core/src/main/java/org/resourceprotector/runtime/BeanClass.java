package org.resourceprotector.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Asks a container for the class of a bean without making the bean: to make one may cost much, or
 * begin a session. It tells where the container makes the bean of its class by itself. An extension
 * that takes the place of how Weld does that, and makes one of a subclass, is not seen.
 * Immutable, thread-safe.
 */
final class BeanClass {

    private final Accessor bean;
    private final Accessor declaredClass;

    /** What ArC calls the kind of a bean; null for Weld, where the class of what describes a bean says it. */
    private final @Nullable Accessor kind;

    private BeanClass(Accessor bean, Accessor declaredClass, @Nullable Accessor kind) {
        this.bean = bean;
        this.declaredClass = declaredClass;
        this.kind = kind;
    }

    /** Null if this version of Weld does not tell. */
    static @Nullable BeanClass ofWeld(Class<?> metadata) {
        try {
            return new BeanClass(Accessor.of(metadata, "getBean"), declared(metadata, "getBean"), null);
        } catch (ReflectiveOperationException | LinkageError otherVersion) {
            return null;
        }
    }

    /** Null if this version of ArC does not tell. */
    static @Nullable BeanClass ofArc(Class<?> proxy) {
        try {
            Class<?> bean = proxy.getMethod("arc_bean").getReturnType();
            return new BeanClass(
                    Accessor.of(proxy, "arc_bean"), declared(proxy, "arc_bean"), Accessor.of(bean, "getKind"));
        } catch (ReflectiveOperationException | LinkageError otherVersion) {
            return null;
        }
    }

    private static Accessor declared(Class<?> type, String getter) throws ReflectiveOperationException {
        return Accessor.of(type.getMethod(getter).getReturnType(), "getBeanClass");
    }

    /** The class; null if only an instance tells it, as of what a producer makes. */
    @Nullable
    Class<?> find(Object source) {
        Object found = bean.get(source);
        if (found == null) {
            return null;
        }
        boolean isOfItsClass = kind == null
                ? found.getClass().getName().equals("org.jboss.weld.bean.ManagedBean")
                : "CLASS".equals(String.valueOf(kind.get(found)));
        return isOfItsClass ? (Class<?>) declaredClass.get(found) : null;
    }
}
