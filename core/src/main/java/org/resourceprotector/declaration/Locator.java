package org.resourceprotector.declaration;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A sub-resource locator, which a request goes through on its way to an endpoint.
 *
 * @param method the method
 * @param path its path template; an ellipsis if it inherits several
 * @param returnType what it returns, {@code Object} if that is not known
 * @param declaration its rule: on the locator, else on its class; null if nothing was declared
 * @param isExpected whether runtimes take the method for a locator, and for one of this path, as
 *     far as the specification tells
 */
public record Locator(
        Method method,
        String path,
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
                    locators.add(new Locator(
                            method, path, target(method), MostSpecificDeclaration.of(hierarchy, method), isExpected));
                }
            }
        }
        return List.copyOf(locators);
    }

    /**
     * What a locator leads to. What a runtime unwraps, such as a promise, may hold anything: that is
     * what has type parameters and is no resource itself, whichever library it is of.
     */
    private static Class<?> target(Method method) {
        Type returned = method.getGenericReturnType();
        if (method.getReturnType() != Class.class) {
            return isTakenApart(method.getReturnType()) ? Object.class : method.getReturnType();
        }
        return returned instanceof ParameterizedType parameterized
                        && parameterized.getActualTypeArguments()[0] instanceof Class<?> named
                ? named
                : Object.class;
    }

    private static boolean isTakenApart(Class<?> returned) {
        return CompletionStage.class.isAssignableFrom(returned)
                || RUNTIMES.stream().anyMatch(returned.getName()::startsWith)
                || (returned.getTypeParameters().length > 0 && !ResourceAnnotations.isResource(returned));
    }

    /**
     * Whether nothing that it can return is a resource, such as a text, a list, a response or nothing at all: it was meant for
     * a resource method then, and lacks its HTTP method.
     */
    public boolean leadsNowhere() {
        Class<?> returned = method.getReturnType();
        boolean isCollection = Collection.class.isAssignableFrom(returned) || Map.class.isAssignableFrom(returned);
        return (isCollection && !ResourceAnnotations.isResource(returned))
                || (isNoResource(returned)
                        && (Modifier.isFinal(returned.getModifiers())
                                || returned.getName().startsWith("jakarta.")));
    }

    /** Whether the class that it returns is no resource, though one that extends it may be. */
    public boolean seemsToLeadNowhere() {
        Class<?> returned = method.getReturnType();
        return returned != Object.class && !Modifier.isAbstract(returned.getModifiers()) && isNoResource(returned);
    }

    /** Not so if it has type parameters, because runtimes may unwrap it, or is a model of a resource, as Jersey has it. */
    private static boolean isNoResource(Class<?> returned) {
        return returned.getTypeParameters().length == 0
                && !returned.getName().startsWith("org.glassfish.")
                && !ResourceAnnotations.isResource(returned);
    }

    /** Whether a method is this one, or one that it overrides. */
    boolean isOrOverrides(Method other) {
        return method.getName().equals(other.getName())
                && Arrays.equals(method.getParameterTypes(), other.getParameterTypes());
    }

    /** Whether what it returns can be of the class of a sub-resource, by its return type. */
    public boolean mayLeadTo(Class<?> child) {
        return returnType.isAssignableFrom(child);
    }
}
