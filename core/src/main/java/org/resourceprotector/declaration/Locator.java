package org.resourceprotector.declaration;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A sub-resource locator, which a request goes through on its way to an endpoint.
 *
 * @param path its path template
 * @param returnType what it returns, {@code Object} if that is not known
 * @param declaration its rule: on the locator, else on its class; null if nothing was declared
 * @param isCertain whether every runtime takes the method for a locator, and for one of this path
 * @param isExpected whether runtimes do so as far as the specification tells
 */
public record Locator(
        String path, Class<?> returnType, @Nullable Declaration declaration, boolean isCertain, boolean isExpected) {

    /** The path of a locator that no annotation tells. */
    static final String UNKNOWN = "\u2026";

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
                    boolean isCertain = ResourceAnnotations.isCertain(hierarchy, method);
                    boolean isExpected = paths.size() == 1 && ResourceAnnotations.isExpected(hierarchy, method);
                    Declaration declaration = Declarations.of(hierarchy, method);
                    paths.forEach(path ->
                            locators.add(new Locator(path, target(method), declaration, isCertain, isExpected)));
                }
            }
        }
        return List.copyOf(locators);
    }

    /**
     * Finds the methods of a class that a program may have made locators of, because we are annotated there and no path or HTTP
     * method is. A program that made one of them a locator may have made one of any other method, too, under the rule of the class.
     */
    static List<Locator> byProgram(ClassHierarchy hierarchy) {
        List<Locator> locators = new ArrayList<>();
        List<Method> seen = new ArrayList<>();
        for (Class<?> type : hierarchy.all()) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isBridge() || seen.contains(method)) {
                    continue;
                }
                List<Method> overrides = hierarchy.overrides(method);
                seen.addAll(overrides);
                if (mayBeResource(method.getReturnType())
                        && Modifier.isPublic(method.getModifiers())
                        && !Modifier.isStatic(method.getModifiers())
                        && overrides.stream().anyMatch(EndpointRules::declares)
                        && ResourceAnnotations.path(hierarchy, method) == null
                        && ResourceAnnotations.httpMethod(hierarchy, method) == null) {
                    locators.add(
                            new Locator(UNKNOWN, target(method), Declarations.of(hierarchy, method), false, false));
                }
            }
        }
        if (!locators.isEmpty()) {
            locators.add(new Locator(UNKNOWN, Object.class, Declarations.of(hierarchy), false, false));
        }
        return List.copyOf(locators);
    }

    /** Whether what is of a type can be a resource, a class or a promise of one: void, a number or a text cannot. */
    private static boolean mayBeResource(Class<?> returned) {
        boolean isFinal = Modifier.isFinal(returned.getModifiers());
        return returned == Class.class || !(returned.isPrimitive() || (isFinal && isTakenApart(returned)));
    }

    /** What a locator leads to. A type that a runtime takes apart itself, such as a promise, may hold anything. */
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
                || RUNTIMES.stream().anyMatch(returned.getName()::startsWith);
    }

    /**
     * Whether what it returns can be of a class.
     *
     * @param child the class of a sub-resource
     * @return false if its return type rules that out
     */
    public boolean mayLeadTo(Class<?> child) {
        return returnType.isAssignableFrom(child);
    }
}
