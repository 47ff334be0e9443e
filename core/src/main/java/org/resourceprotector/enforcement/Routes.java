package org.resourceprotector.enforcement;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the HTTP method and the path of a resource from its hierarchy. */
final class Routes {

    private Routes() {}

    /** The HTTP method of a resource method; null for a locator and for what is no resource method. */
    static @Nullable String httpMethod(Hierarchy hierarchy, Method method) {
        for (Method equivalent : hierarchy.equivalents(method)) {
            for (Annotation annotation : equivalent.getDeclaredAnnotations()) {
                HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (http != null) {
                    return http.value();
                }
            }
        }
        return null;
    }

    /** The resource methods of a hierarchy, each once, as its most specific class declares it. */
    static List<Method> resourceMethods(Hierarchy hierarchy) {
        List<Method> found = new ArrayList<>();
        Set<Method> seen = new HashSet<>();
        for (Class<?> type : hierarchy.all()) {
            for (Method method : type.getDeclaredMethods()) {
                if (!method.isBridge() && !seen.contains(method)) {
                    seen.addAll(hierarchy.equivalents(method));
                    if (httpMethod(hierarchy, method) != null) {
                        found.add(method);
                    }
                }
            }
        }
        return found;
    }

    /** The path of a method or locator; null where it has none. */
    static @Nullable String path(Hierarchy hierarchy, Method method) {
        for (Method equivalent : hierarchy.equivalents(method)) {
            Path path = equivalent.getDeclaredAnnotation(Path.class);
            if (path != null) {
                return path.value();
            }
        }
        return null;
    }

    /** The path of a root resource; null for a class that is none. */
    static @Nullable String path(Hierarchy hierarchy) {
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

    /** Joins path templates with single slashes, with a leading one; null and empty ones are left out. */
    static String join(@Nullable String... paths) {
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
