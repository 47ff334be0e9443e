package org.resourceprotector.declaration;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the HTTP method and the path of a resource from its hierarchy. */
public final class ResourceAnnotations {

    private static final String NOT_IN_URI = "\"<>\\^`|";

    private ResourceAnnotations() {}

    /**
     * The HTTP method of a resource method.
     *
     * @param hierarchy the class
     * @param method the method
     * @return the HTTP method; null for a locator and for what is not a resource method
     */
    public static @Nullable String httpMethod(ClassHierarchy hierarchy, Method method) {
        for (Method override : hierarchy.overrides(method)) {
            for (Annotation annotation : override.getDeclaredAnnotations()) {
                HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (http != null) {
                    return http.value();
                }
            }
        }
        return null;
    }

    /**
     * The resource methods of a class, each once, as its most specific class declares it.
     *
     * @param hierarchy the class
     * @return the methods
     */
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

    /**
     * The path of a method or locator.
     *
     * @param hierarchy the class
     * @param method the method
     * @return the path template as it was declared; null if there is none
     */
    public static @Nullable String path(ClassHierarchy hierarchy, Method method) {
        for (Method override : hierarchy.overrides(method)) {
            Path path = override.getDeclaredAnnotation(Path.class);
            if (path != null) {
                return path.value();
            }
        }
        return null;
    }

    /**
     * The path of a root resource.
     *
     * @param hierarchy the class
     * @return the path template as it was declared; null if the class is not a root resource
     */
    public static @Nullable String path(ClassHierarchy hierarchy) {
        for (Class<?> type : hierarchy.all()) {
            Path path = type.getDeclaredAnnotation(Path.class);
            if (path != null) {
                return path.value();
            }
        }
        return null;
    }

    /**
     * A path without slashes at its ends.
     *
     * @param path the path
     * @return the same, shorter
     */
    public static String bare(String path) {
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
     * A path template with the characters percent-encoded that a URI cannot have, as far as they stand outside of variables.
     *
     * @param path the template
     * @return the same, if there are none
     */
    public static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        int depth = 0;
        for (int i = 0; i < path.length(); i += Character.charCount(path.codePointAt(i))) {
            int c = path.codePointAt(i);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            if (depth > 0 || (c > ' ' && c <= '~' && NOT_IN_URI.indexOf(c) < 0)) {
                encoded.appendCodePoint(c);
            } else {
                encoded.append(URLEncoder.encode(Character.toString(c), StandardCharsets.UTF_8)
                        .replace("+", "%20"));
            }
        }
        return encoded.toString();
    }

    /**
     * Joins path templates with single slashes.
     *
     * @param paths the templates; null and empty ones are left out
     * @return the joined template, with a leading slash
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
