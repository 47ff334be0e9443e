package org.resourceprotector.declaration;

import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where a resource has annotations by which a runtime checks roles itself, or does not: they are no
 * rules of this library, and stand beside them. Known by their names, because there may be no such
 * classes. Stateless.
 */
public final class RuntimeRoles {

    private static final Set<String> NAMES = Set.of(
            "jakarta.annotation.security.RolesAllowed",
            "jakarta.annotation.security.DenyAll",
            "jakarta.annotation.security.PermitAll");

    private RuntimeRoles() {}

    /** The places, such as {@code Orders#all}, in alphabetical order, each with the names of what stands there. */
    public static Map<String, Set<String>> of(Class<?> resource) {
        Map<String, Set<String>> places = new TreeMap<>();
        for (Class<?> type : ClassHierarchy.of(resource).all()) {
            add(places, Declaration.place(type), type);
            for (Method method : List.of(type.getDeclaredMethods())) {
                if (!method.isSynthetic()) {
                    add(places, EndpointRules.place(type, method), method);
                }
            }
        }
        return places;
    }

    private static void add(Map<String, Set<String>> places, String place, AnnotatedElement element) {
        for (Annotation annotation : element.getDeclaredAnnotations()) {
            Class<?> type = annotation.annotationType();
            if (NAMES.contains(type.getName())) {
                places.computeIfAbsent(place, unused -> new LinkedHashSet<>()).add("@" + type.getSimpleName());
            }
        }
    }
}
