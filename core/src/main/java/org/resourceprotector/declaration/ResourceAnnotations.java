package org.resourceprotector.declaration;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the HTTP method and the path of a resource from its hierarchy: the annotations of Jakarta
 * REST, and not those that protect, which {@link ProtectionAnnotations} reads.
 */
public final class ResourceAnnotations {

    private ResourceAnnotations() {}

    /** The HTTP method; null for a locator and for what is not a resource method. */
    public static @Nullable String httpMethod(ClassHierarchy hierarchy, Method method) {
        Method deciding = deciding(hierarchy, method);
        return deciding == null ? null : ownHttpMethod(deciding);
    }

    /**
     * Of a method and those that it overrides, the most specific one that has a path or an HTTP
     * method: annotations are inherited all together or not at all.
     *
     * @see <a href="https://jakarta.ee/specifications/restful-ws/3.1/jakarta-restful-ws-spec-3.1.html#annotationinheritance">Jakarta
     *     REST 3.1, section 3.6</a>
     */
    private static @Nullable Method deciding(ClassHierarchy hierarchy, Method method) {
        return written(hierarchy, method).stream()
                .filter(ResourceAnnotations::isAnnotated)
                .findFirst()
                .orElse(null);
    }

    /**
     * A method and those that it overrides, without bridges. One is made of what a public class inherits from a class that is
     * not public, with all its annotations, and says nothing that is not written elsewhere.
     */
    private static List<Method> written(ClassHierarchy hierarchy, Method method) {
        return hierarchy.overrides(method).stream()
                .filter(override -> !override.isBridge())
                .toList();
    }

    private static boolean isAnnotated(Method method) {
        return ownHttpMethod(method) != null || method.isAnnotationPresent(Path.class);
    }

    private static @Nullable String ownHttpMethod(Method method) {
        String found = null;
        for (Annotation annotation : method.getDeclaredAnnotations()) {
            HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (http != null && (found == null || found.equals(HttpMethod.OPTIONS))) {
                found = http.value(); // of several, another than OPTIONS, at which a preflight needs no token
            }
        }
        return found;
    }

    /** Whether a method is a sub-resource locator, or a runtime may take it for one. */
    static boolean isLocator(ClassHierarchy hierarchy, Method method) {
        Method deciding = deciding(hierarchy, method);
        return deciding != null && ownHttpMethod(deciding) == null;
    }

    /** Whether a class, or one above it, has a method with a path or an HTTP method. */
    static boolean isResource(Class<?> type) {
        return ClassHierarchy.of(type).all().stream()
                .flatMap(each -> Stream.of(each.getDeclaredMethods()))
                .anyMatch(ResourceAnnotations::isAnnotated);
    }

    /** Whether a class, or one above it, has an annotation of Jakarta REST itself, as of the media types of all its methods. */
    static boolean isDescribed(Class<?> type) {
        return annotations(type).anyMatch(ResourceAnnotations::isOfJakartaRest);
    }

    /** Whether a class, or one above it, has an annotation of Jersey's, such as that of its MVC extension. */
    static boolean isOfJersey(Class<?> type) {
        return annotations(type)
                .anyMatch(annotation -> annotation.annotationType().getName().startsWith("org.glassfish.jersey."));
    }

    private static Stream<Annotation> annotations(Class<?> type) {
        return ClassHierarchy.of(type).all().stream().flatMap(each -> Stream.of(each.getDeclaredAnnotations()));
    }

    /** Whether a method is public, an instance method, and not made by the compiler. */
    private static boolean isPublic(Method method) {
        return Modifier.isPublic(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !method.isSynthetic();
    }

    private static boolean isOfJakartaRest(Annotation annotation) {
        return annotation.annotationType().getName().startsWith("jakarta.ws.rs.");
    }

    /**
     * Whether runtimes take a method for what its annotations say: it is public, an instance
     * method, and no more specific one has annotations of Jakarta REST that would take the place of
     * all that it inherits. What is reported at deployment goes by it, and nothing that is
     * enforced.
     */
    public static boolean isExpected(ClassHierarchy hierarchy, Method method) {
        Method deciding = deciding(hierarchy, method);
        for (Method override : written(hierarchy, method)) {
            if (!isPublic(override)) {
                return false;
            }
            if (override.equals(deciding)) {
                return true;
            }
            if (Stream.concat(
                            Stream.of(override.getDeclaredAnnotations()),
                            Stream.of(override.getParameterAnnotations()).flatMap(Stream::of))
                    .anyMatch(ResourceAnnotations::isOfJakartaRest)) {
                return false;
            }
        }
        return false;
    }

    /**
     * Whether every runtime serves a resource method: it is {@linkplain #isExpected expected}, and not inherited by way of a
     * bridge, which the compiler makes below a class that is not public, and which Jersey leaves out.
     */
    public static boolean isServedByAll(ClassHierarchy hierarchy, Method method) {
        Class<?> declaring = method.getDeclaringClass();
        return isExpected(hierarchy, method)
                && hierarchy.overrides(method).stream()
                        .noneMatch(override -> override.isBridge()
                                && override.getDeclaringClass() != declaring
                                && declaring.isAssignableFrom(override.getDeclaringClass()));
    }

    /** The resource methods of a class, each once, as its most specific class declares it. */
    public static List<Method> resourceMethods(ClassHierarchy hierarchy) {
        List<Method> found = new ArrayList<>();
        Set<Method> seen = new HashSet<>();
        for (Class<?> type : hierarchy.all()) {
            for (Method method : type.getDeclaredMethods()) {
                if (!method.isBridge() && !seen.contains(method)) {
                    seen.addAll(hierarchy.overrides(method));
                    if (httpMethod(hierarchy, method) != null) {
                        found.add(method);
                    }
                }
            }
        }
        return found;
    }

    /** The path template of a method or locator as it was declared; null if there is none. */
    public static @Nullable String path(ClassHierarchy hierarchy, Method method) {
        Method deciding = deciding(hierarchy, method);
        Path path = deciding == null ? null : deciding.getDeclaredAnnotation(Path.class);
        return path == null ? null : path.value();
    }

    /**
     * The path templates that a method or locator may have, as they were declared: one, unless it
     * inherits its annotations and there are several to inherit, among which each runtime chooses
     * by an order of its own. The most likely one is first; it is empty text if there is none.
     */
    static List<String> paths(ClassHierarchy hierarchy, Method method) {
        List<Method> overrides = written(hierarchy, method);
        if (overrides.isEmpty() || isAnnotated(overrides.get(0))) {
            return List.of(Objects.requireNonNullElse(path(hierarchy, method), ""));
        }
        List<String> paths = overrides.stream()
                .filter(ResourceAnnotations::isAnnotated)
                .map(override -> override.getDeclaredAnnotation(Path.class))
                .map(path -> path == null ? "" : path.value())
                .distinct()
                .toList();
        return paths.isEmpty() ? List.of("") : paths;
    }

    /** The path template of a root resource as it was declared; null if the class is not one. */
    public static @Nullable String path(ClassHierarchy hierarchy) {
        for (Class<?> type : hierarchy.all()) {
            Path path = type.getDeclaredAnnotation(Path.class);
            if (path != null) {
                return path.value();
            }
        }
        return null;
    }

    /** A path without slashes at its ends. */
    static String bare(String path) {
        int start = 0;
        int end = path.length();
        while (start < end && path.charAt(start) == '/') {
            start++;
        }
        while (end > start && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(start, end);
    }

    /**
     * Joins path templates with single slashes, and with a leading one. Null and empty ones are
     * left out.
     */
    public static String join(@Nullable String... paths) {
        StringBuilder joined = new StringBuilder();
        for (String path : paths) {
            String bare = path == null ? "" : bare(path);
            if (!bare.isEmpty()) {
                joined.append('/').append(bare);
            }
        }
        return joined.isEmpty() ? "/" : joined.toString();
    }
}
