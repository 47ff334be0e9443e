package org.resourceprotector.declaration;

import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A sub-resource locator, which a request goes through on its way to an endpoint.
 *
 * @param method the method
 * @param path its path template; an ellipsis if it inherits several
 * @param returned what it returns; of a type variable, what that stands for
 * @param returnType the class that it leads to, {@code Object} if that is not known
 * @param declaration its rule: on the locator, else on its class; null if nothing was declared
 * @param isExpected whether runtimes take the method for a locator, and for one of this path, as
 *     far as the specification tells
 */
public record Locator(
        Method method,
        String path,
        Type returned,
        Class<?> returnType,
        @Nullable Declaration declaration,
        boolean isExpected) {

    private static final String UNKNOWN = "\u2026";

    private static final List<String> RUNTIMES = List.of("java.", "jakarta.", "org.glassfish.");

    /** Finds the locators of a class. */
    static List<Locator> of(ClassHierarchy hierarchy) {
        List<Locator> locators = new ArrayList<>();
        List<Method> seen = new ArrayList<>();
        for (Class<?> type : hierarchy.all()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isBridge() || seen.contains(method)) {
                    continue;
                }
                seen.addAll(hierarchy.overrides(method));
                if (ResourceAnnotations.isLocator(hierarchy, method)) {
                    List<String> paths = ResourceAnnotations.paths(hierarchy, method);
                    boolean isExpected = paths.size() == 1 && ResourceAnnotations.isExpected(hierarchy, method);
                    String path = paths.size() == 1 ? paths.get(0) : UNKNOWN;
                    Type returned = hierarchy.returned(method);
                    locators.add(new Locator(
                            method,
                            path,
                            returned,
                            target(returned),
                            MostSpecificDeclaration.of(hierarchy, method),
                            isExpected));
                }
            }
        }
        return List.copyOf(locators);
    }

    /**
     * What a locator leads to. What a runtime unwraps, such as a promise, may hold anything: that is
     * what has type parameters and is no resource itself, whichever library it is of.
     */
    private static Class<?> target(Type returned) {
        if (returned instanceof Class<?> raw) {
            return isTakenApart(raw) ? Object.class : raw;
        }
        if (!(returned instanceof ParameterizedType parameterized)) {
            return Object.class;
        }
        Class<?> raw = (Class<?>) parameterized.getRawType();
        if (raw != Class.class) {
            return isTakenApart(raw) ? Object.class : raw;
        }
        return parameterized.getActualTypeArguments()[0] instanceof Class<?> named ? named : Object.class;
    }

    private static boolean isTakenApart(Class<?> returned) {
        return CompletionStage.class.isAssignableFrom(returned)
                || RUNTIMES.stream().anyMatch(returned.getName()::startsWith)
                || (returned.getTypeParameters().length > 0 && !ResourceAnnotations.isResource(returned));
    }

    /**
     * Whether nothing that it can return is a resource, such as a text, a list, a response, nothing at all, or a promise of
     * one of them: it was meant for a resource method then, and lacks its HTTP method. Not so of a type variable, because who
     * gives {@code Void} for it may say that there is no such sub-resource.
     */
    public boolean leadsNowhere() {
        return !isOfVariable() && LocatorTypes.leadsNowhere(returned);
    }

    /** Whether what it returns is no resource, though one that extends it may be, or nothing may be returned at all. */
    public boolean seemsToLeadNowhere() {
        return LocatorTypes.seemsToLeadNowhere(returned);
    }

    /** What it returns, for people: with the types of what it promises, and without packages. */
    public String returns() {
        return LocatorTypes.name(returned);
    }

    /** Whether a method is this one, or one that it overrides. */
    boolean isOrOverrides(Method other) {
        return method.getName().equals(other.getName())
                && Arrays.equals(method.getParameterTypes(), other.getParameterTypes());
    }

    /**
     * Whether what it returns can be of the class of a sub-resource, by its return type. Nothing holds what a type variable
     * stands for against what is returned, so that only its bound counts.
     */
    public boolean mayLeadTo(Class<?> child) {
        return returnType.isAssignableFrom(child)
                || (isOfVariable() && method.getReturnType().isAssignableFrom(child));
    }

    private boolean isOfVariable() {
        return method.getGenericReturnType() instanceof TypeVariable<?>;
    }
}
