package org.resourceprotector.testkit;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the endpoints of resource classes by their annotations, as the specification has it: what a method inherits, it
 * inherits as a whole, unless it carries an annotation of Jakarta REST itself. Shares no code with the library, so that
 * an endpoint that the library does not see is seen here.
 *
 * <p>Sub-resources are found by the declared type of their locator, so not those behind {@code Object} and {@code Class}.
 */
final class ResourceScan {

    private static final int DEEPEST = 8;

    private final List<KnownEndpoint> found = new ArrayList<>();

    static List<KnownEndpoint> of(Stream<Class<?>> classes) {
        ResourceScan scan = new ResourceScan();
        classes.forEach(type -> ancestry(type).stream()
                .flatMap(ancestor -> Optional.ofNullable(ancestor.getDeclaredAnnotation(Path.class)).stream())
                .findFirst()
                .ifPresent(path -> scan.walk(type, path.value(), List.of(type))));
        return List.copyOf(scan.found);
    }

    private void walk(Class<?> type, String above, List<Class<?>> way) {
        for (Method method : type.getMethods()) {
            written(method)
                    .flatMap(written -> annotated(type, written))
                    .ifPresent(declaration -> add(type, declaration, method.getReturnType(), above, way));
        }
    }

    /**
     * A method as somebody wrote it. The compiler makes a bridge of what a public class inherits from a class that is not
     * public; one that calls a method of its own class is seen as that method.
     */
    private static Optional<Method> written(Method method) {
        Class<?> type = method.getDeclaringClass();
        if (!method.isBridge()) {
            return Optional.of(method);
        }
        if (Arrays.stream(type.getDeclaredMethods()).anyMatch(own -> !own.isBridge() && isNarrower(own, method))) {
            return Optional.empty();
        }
        return ancestry(type).stream()
                .filter(ancestor -> !ancestor.isInterface())
                .flatMap(ancestor -> Arrays.stream(ancestor.getDeclaredMethods()))
                .filter(inherited -> !inherited.isBridge()
                        && inherited.getName().equals(method.getName())
                        && Arrays.equals(inherited.getParameterTypes(), method.getParameterTypes()))
                .findFirst();
    }

    /** The type behind a locator is that of the override, which may say more than what it inherits its path from. */
    private void add(Class<?> type, Method declaration, Class<?> behind, String above, List<Class<?>> way) {
        Path path = declaration.getAnnotation(Path.class);
        String whole = path == null ? above : above + "/" + path.value();
        Optional<String> http = httpMethod(declaration);
        if (http.isPresent()) {
            String place = type.getSimpleName() + "#" + declaration.getName();
            found.add(new KnownEndpoint(http.get(), PathTemplate.of(whole), place, media(type, declaration)));
            return;
        }
        if (path != null && !way.contains(behind) && way.size() < DEEPEST) {
            walk(behind, whole, Stream.concat(way.stream(), Stream.of(behind)).toList());
        }
    }

    private static KnownEndpoint.Media media(Class<?> type, Method declaration) {
        Optional<String> consumes = nearest(type, declaration, Consumes.class)
                .flatMap(annotation -> first(annotation.value()))
                .map(media -> media.replace("*", "x"));
        Optional<String> produces =
                nearest(type, declaration, Produces.class).flatMap(annotation -> first(annotation.value()));
        return new KnownEndpoint.Media(consumes.orElse(null), produces.orElse("*/*"));
    }

    private static <A extends Annotation> Optional<A> nearest(Class<?> type, Method declaration, Class<A> annotation) {
        return Stream.concat(Stream.of((AnnotatedElement) declaration), ancestry(type).stream())
                .flatMap(element -> Optional.ofNullable(element.getDeclaredAnnotation(annotation)).stream())
                .findFirst();
    }

    /** The first concrete type of a list; each string may be a list itself. */
    private static Optional<String> first(String[] types) {
        return Arrays.stream(types)
                .flatMap(type -> Arrays.stream(type.split(",", -1)))
                .map(String::strip)
                .filter(type -> !type.isEmpty() && !type.startsWith("*"))
                .findFirst();
    }

    private static Optional<String> httpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .flatMap(annotation ->
                        Optional.ofNullable(annotation.annotationType().getAnnotation(HttpMethod.class)).stream())
                .map(HttpMethod::value)
                .findFirst();
    }

    /** The method that says what a method of a class is: itself, or the first one that it overrides. */
    private static Optional<Method> annotated(Class<?> type, Method method) {
        return ancestry(type).stream()
                .flatMap(ancestor -> Arrays.stream(ancestor.getDeclaredMethods()))
                .filter(candidate -> overrides(method, candidate))
                .filter(candidate -> Arrays.stream(candidate.getAnnotations()).anyMatch(ResourceScan::isOfJakartaRest))
                .findFirst();
    }

    private static boolean isOfJakartaRest(Annotation annotation) {
        return annotation.annotationType().getName().startsWith("jakarta.ws.rs.")
                || annotation.annotationType().isAnnotationPresent(HttpMethod.class);
    }

    private static boolean overrides(Method method, Method candidate) {
        return !candidate.isBridge() && isNarrower(method, candidate);
    }

    /** Whether a method has the name of another one, and takes what that takes, or less. */
    private static boolean isNarrower(Method method, Method other) {
        Class<?>[] narrow = method.getParameterTypes();
        Class<?>[] wide = other.getParameterTypes();
        boolean same = other.getName().equals(method.getName()) && narrow.length == wide.length;
        for (int i = 0; same && i < narrow.length; i++) {
            same = wide[i].isAssignableFrom(narrow[i]);
        }
        return same;
    }

    /** A class, its superclasses, then all interfaces. */
    private static Set<Class<?>> ancestry(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            all.add(c);
        }
        for (Class<?> c : List.copyOf(all)) {
            addInterfaces(c, all);
        }
        return all;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> all) {
        for (Class<?> parent : type.getInterfaces()) {
            if (all.add(parent)) {
                addInterfaces(parent, all);
            }
        }
    }
}
