package org.resourceprotector.runtime;

import jakarta.ws.rs.core.FeatureContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes what an application names by its class: takes the bean of a running CDI container if it has
 * one, else has Jersey's injection make it, else calls its constructor. Found by name, because this
 * library depends on none of them.
 *
 * <p>Immutable, thread-safe.
 */
public final class Injection {

    private static final String INSTANCE = "jakarta.enterprise.inject.Instance";
    private static final String INJECT = "jakarta.inject.Inject";

    /** Calls constructors, if there is no bean. */
    public static final Injection CONSTRUCTOR = new Injection(null);

    final @Nullable JerseyInjection jersey;

    private Injection(@Nullable JerseyInjection jersey) {
        this.jersey = jersey;
    }

    /** The injection of the runtime on which an application is being deployed. */
    public static Injection of(FeatureContext context) {
        JerseyInjection jersey = JerseyInjection.of(context);
        return jersey == null ? CONSTRUCTOR : new Injection(jersey);
    }

    /**
     * A bean of a class, which may be a proxy, or a new instance.
     *
     * @throws IllegalStateException if there are several beans of this type, or it cannot be made
     */
    public Object instance(Class<?> type) {
        try {
            Object bean = bean(type);
            if (bean != null) {
                return bean;
            }
            if (jersey != null) {
                return Objects.requireNonNull(jersey.create(type), "Jersey made no instance");
            }
            if (asksForInjection(type)) {
                throw new IllegalStateException(
                        type.getName() + " asks for injection, and there is no container that has a bean of it");
            }
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no instance of " + type.getName(), e);
        }
    }

    /** The bean of a type; null if there is no container, or it has none. */
    private static @Nullable Object bean(Class<?> type) throws ReflectiveOperationException {
        Class<?> api = Beans.api(type);
        Object container = api == null ? null : Beans.container(api);
        if (api == null || container == null) {
            return null;
        }
        Class<?> instance = Class.forName(INSTANCE, false, api.getClassLoader());
        Object beans = instance.getMethod("select", Class.class, Annotation[].class)
                .invoke(Beans.instances(api, container), type, new Annotation[0]);
        if (is(instance, "isAmbiguous", beans)) {
            throw new IllegalStateException("several beans are of the type " + type.getName() + "; leave one of them");
        }
        return is(instance, "isUnsatisfied", beans)
                ? null
                : Objects.requireNonNull(instance.getMethod("get").invoke(beans), "the bean is null");
    }

    private static boolean is(Class<?> type, String question, @Nullable Object beans)
            throws ReflectiveOperationException {
        return Boolean.TRUE.equals(type.getMethod(question).invoke(beans));
    }

    private static boolean asksForInjection(Class<?> type) {
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            if (Stream.of(
                            declaring.getDeclaredFields(),
                            declaring.getDeclaredMethods(),
                            declaring.getDeclaredConstructors())
                    .flatMap(Stream::of)
                    .anyMatch(Injection::isInjected)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInjected(AnnotatedElement member) {
        return Stream.of(member.getDeclaredAnnotations())
                .anyMatch(annotation -> annotation.annotationType().getName().equals(INJECT));
    }
}
