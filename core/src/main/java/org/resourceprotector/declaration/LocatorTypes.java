package org.resourceprotector.declaration;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells of a type that a method with a path returns whether it can be a sub-resource. Not looked at is what a variable or a
 * wildcard stands for, and what implements an interface of the application or of a library, because any resource may.
 *
 * <p>Stateless.
 */
final class LocatorTypes {

    /** Where the types are that runtimes take a value out of, beside those of the platform. */
    private static final List<String> CONTAINERS = List.of(
            "jakarta.", "io.smallrye.mutiny.", "org.jboss.resteasy.reactive.", "reactor.core.", "io.reactivex.");

    private LocatorTypes() {}

    /**
     * Whether nothing of a type is a resource. A type with type parameters may be unwrapped by a runtime, and is judged by
     * what is in it.
     */
    static boolean leadsNowhere(Type type) {
        if (type instanceof GenericArrayType) {
            return true;
        }
        if (!(type instanceof ParameterizedType parameterized)) {
            return type instanceof Class<?> raw
                    && (isCollection(raw)
                            || (isNoResource(raw)
                                    && raw.getTypeParameters().length == 0
                                    && (isFinal(raw) || raw.getName().startsWith("jakarta."))));
        }
        Class<?> raw = (Class<?>) parameterized.getRawType();
        return isCollection(raw)
                || (isNoResource(raw)
                        && (isFinal(raw) || isContainer(raw))
                        && Stream.of(parameterized.getActualTypeArguments()).allMatch(LocatorTypes::leadsNowhere));
    }

    /**
     * Whether a type is no resource, though one that extends it may be. An interface counts if it is one of the platform,
     * such as {@code CharSequence}, that nobody has as the type of a resource.
     */
    static boolean seemsToLeadNowhere(Type type) {
        if (!(type instanceof ParameterizedType parameterized)) {
            return leadsNowhere(type)
                    || (type instanceof Class<?> raw
                            && raw != Object.class
                            && raw.getTypeParameters().length == 0
                            && isNoResource(raw)
                            && isJudged(raw));
        }
        Class<?> raw = (Class<?>) parameterized.getRawType();
        return leadsNowhere(type)
                || (isNoResource(raw)
                        && isJudged(raw)
                        && Stream.of(parameterized.getActualTypeArguments())
                                .allMatch(LocatorTypes::seemsToLeadNowhere));
    }

    /** The name of a type without packages. */
    static String name(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return name(parameterized.getRawType())
                    + Stream.of(parameterized.getActualTypeArguments())
                            .map(LocatorTypes::name)
                            .collect(Collectors.joining(", ", "<", ">"));
        }
        return type instanceof Class<?> raw ? raw.getSimpleName() : type.getTypeName();
    }

    private static boolean isCollection(Class<?> type) {
        return (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type))
                && !ResourceAnnotations.isResource(type);
    }

    /**
     * Not so if it is a model of a resource, as Jersey has it, or has an annotation of Jersey's: with {@code @Template} a class
     * without methods is a resource.
     */
    private static boolean isNoResource(Class<?> type) {
        return !type.getName().startsWith("org.glassfish.")
                && !ResourceAnnotations.isResource(type)
                && !ResourceAnnotations.isOfJersey(type);
    }

    /** Whether all that extends a type is known. */
    private static boolean isFinal(Class<?> type) {
        return Modifier.isFinal(type.getModifiers())
                || (type.isSealed()
                        && Stream.of(type.getPermittedSubclasses())
                                .allMatch(permitted -> isNoResource(permitted) && isFinal(permitted)));
    }

    private static boolean isContainer(Class<?> type) {
        return CompletionStage.class.isAssignableFrom(type)
                || CONTAINERS.stream().anyMatch(type.getName()::startsWith);
    }

    private static boolean isJudged(Class<?> type) {
        return !ResourceAnnotations.isDescribed(type)
                && (!type.isInterface() || isContainer(type) || isOfPlatform(type));
    }

    private static boolean isOfPlatform(Class<?> type) {
        String module = type.getModule().getName();
        return module != null && module.startsWith("java.");
    }
}
