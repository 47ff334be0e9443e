package org.resourceprotector.declaration;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A resource class with all that it inherits from: its classes from the most specific one up, and
 * all their interfaces. A proxy that extends a class needs nothing else: that class is in it.
 */
public final class ClassHierarchy {

    private final List<Class<?>> classes = new ArrayList<>();
    private final Set<Class<?>> interfaces = new LinkedHashSet<>();
    private final TypeArguments typeArguments;

    private ClassHierarchy(Class<?> type) {
        climb(type);
        typeArguments = TypeArguments.of(type);
    }

    public static ClassHierarchy of(Class<?> type) {
        return new ClassHierarchy(type);
    }

    /**
     * The hierarchy of a resource, with that of the method's own class if a runtime names an
     * unrelated one.
     */
    public static ClassHierarchy of(Class<?> resource, Method method) {
        ClassHierarchy hierarchy = new ClassHierarchy(resource);
        if (!method.getDeclaringClass().isAssignableFrom(resource)) {
            hierarchy.climb(method.getDeclaringClass());
        }
        return hierarchy;
    }

    private void climb(Class<?> type) {
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            if (!c.isInterface() && !classes.contains(c)) {
                classes.add(c);
            }
            climbInterfaces(c);
        }
    }

    private void climbInterfaces(Class<?> type) {
        if (type.isInterface() && !interfaces.add(type)) {
            return;
        }
        for (Class<?> parent : type.getInterfaces()) {
            climbInterfaces(parent);
        }
    }

    /** The classes, most specific first, without {@code Object}. */
    List<Class<?>> classes() {
        return classes;
    }

    /** All interfaces at any height. */
    Set<Class<?>> interfaces() {
        return interfaces;
    }

    /** The classes, most specific first, then the interfaces. */
    public List<Class<?>> all() {
        List<Class<?>> all = new ArrayList<>(classes);
        all.addAll(interfaces);
        return all;
    }

    /** The methods of one class that override a method, are overridden by it, or are the method. */
    List<Method> overrides(Method method, Class<?> in) {
        List<Method> found = new ArrayList<>();
        for (Method candidate : in.getDeclaredMethods()) {
            if (candidate.equals(method) || (sameSignature(candidate, method) && canOverride(candidate, method))) {
                found.add(candidate);
            }
        }
        return found;
    }

    /** What a method returns: if that is a type variable, what it stands for in the resource class, erased. */
    Type returned(Method method) {
        return typeArguments.returned(method);
    }

    /** All methods that override a method, or that it overrides, the most specific class first. */
    List<Method> overrides(Method method) {
        List<Method> found = new ArrayList<>();
        for (Class<?> type : all()) {
            found.addAll(overrides(method, type));
        }
        return found;
    }

    /**
     * The methods that look overridden and are not, because they are private, static or of another
     * package. Some runtimes take their annotations for those of the method, so their parameters
     * are not compared.
     */
    List<Method> mistakable(Method method) {
        return all().stream()
                .filter(type -> type != method.getDeclaringClass())
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(candidate -> !candidate.isBridge()
                        && candidate.getName().equals(method.getName())
                        && candidate.getParameterCount() == method.getParameterCount()
                        && !canOverride(candidate, method))
                .toList();
    }

    /**
     * Compares the parameters as they are erased, and, of methods of different classes, as they are
     * in the resource class with type variables resolved. A bridge that the runtime names also
     * finds what it may delegate to; other bridges are skipped, because the method that they
     * delegate to is found as well.
     */
    private boolean sameSignature(Method candidate, Method method) {
        if (!candidate.getName().equals(method.getName())
                || candidate.getParameterCount() != method.getParameterCount()) {
            return false;
        }
        if (Arrays.equals(candidate.getParameterTypes(), method.getParameterTypes())) {
            return true;
        }
        if (candidate.isBridge() || method.isBridge()) {
            return !candidate.isBridge() && delegatesTo(method, candidate);
        }
        return candidate.getDeclaringClass() != method.getDeclaringClass()
                && Arrays.equals(typeArguments.parametersOf(candidate), typeArguments.parametersOf(method));
    }

    /**
     * Whether a bridge may delegate to a method: to the one whose parameters are those of the
     * generic method that the bridge stands for. If that is not to be found, to every one that
     * takes less.
     */
    private boolean delegatesTo(Method bridge, Method target) {
        Class<?>[] parameters = typeArguments.parametersOf(target);
        List<Class<?>[]> generic = all().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !method.isBridge()
                        && method.getName().equals(bridge.getName())
                        && Arrays.equals(method.getParameterTypes(), bridge.getParameterTypes()))
                .map(typeArguments::parametersOf)
                .toList();
        boolean isKnown = all().stream()
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> !method.isBridge() && method.getName().equals(bridge.getName()))
                .map(Method::getParameterTypes)
                .anyMatch(types -> generic.stream().anyMatch(known -> Arrays.equals(known, types)));
        return isKnown
                ? generic.stream().anyMatch(known -> Arrays.equals(known, parameters))
                : isWiderThan(bridge, target);
    }

    private static boolean isWiderThan(Method bridge, Method target) {
        Class<?>[] wide = bridge.getParameterTypes();
        Class<?>[] narrow = target.getParameterTypes();
        for (int i = 0; i < wide.length; i++) {
            if (!wide[i].isAssignableFrom(narrow[i])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the modifiers of two methods of one signature allow one to override the other. */
    private boolean canOverride(Method one, Method other) {
        return isVirtual(one) && isVirtual(other) && isVisibleTo(other, one) && isVisibleTo(one, other);
    }

    private static boolean isVirtual(Method method) {
        return (method.getModifiers() & (Modifier.STATIC | Modifier.PRIVATE)) == 0;
    }

    /** Whether a method is public or protected, or of the same package, or became so in between. */
    private boolean isVisibleTo(Method user, Method method) {
        Class<?> declaring = method.getDeclaringClass();
        return isPublicOrProtected(method)
                || declaring.getPackageName().equals(user.getDeclaringClass().getPackageName())
                || classes.stream()
                        .filter(type -> type != declaring && declaring.isAssignableFrom(type))
                        .filter(type -> type.getPackageName().equals(declaring.getPackageName()))
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                        .anyMatch(between -> isPublicOrProtected(between) && sameSignature(between, method));
    }

    private static boolean isPublicOrProtected(Method method) {
        return (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }
}
