package org.resourceprotector.cdi;

import jakarta.enterprise.inject.build.compatible.spi.BeanInfo;
import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.ext.Provider;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.resourceprotector.Protected;

/**
 * Finds {@code @Protected} on beans, and refuses it where no request comes by: on what is no resource. Sees beans only; what a
 * runtime makes itself is for the runtime to check. Of what is produced it sees the type that the producer names. Used by one
 * thread.
 */
final class ProtectedBeans {

    private final Set<String> problems = new LinkedHashSet<>();
    private final TreeSet<String> places = new TreeSet<>();

    void look(BeanInfo bean) {
        try {
            lookAt(bean);
        } catch (LinkageError | RuntimeException e) {
            if (bean.isClassBean()) {
                throw e;
            }
            // what is produced may be of a library that has methods for another one, which is not there
        }
    }

    private void lookAt(BeanInfo bean) {
        ClassInfo made = Places.made(bean);
        if (made == null) {
            return;
        }
        List<ClassInfo> hierarchy = Places.hierarchy(made);
        ClassInfo onClass = hierarchy.stream()
                .filter(type -> type.hasAnnotation(Protected.class))
                .findFirst()
                .orElse(null);
        List<MethodInfo> onMethods = hierarchy.stream()
                .flatMap(Signatures::methods)
                .filter(method -> method.hasAnnotation(Protected.class))
                .toList();
        if (onClass == null && onMethods.isEmpty()) {
            return;
        }
        String place = onMethods.isEmpty() && onClass != null ? onClass.name() : Places.of(onMethods.get(0));
        if (isReached(hierarchy)) {
            if (!bean.isClassBean()) {
                return; // perhaps a client of the resource
            }
            places.add(place);
            onMethods.stream()
                    .filter(method -> method.declaringClass()
                            .name()
                            .equals(hierarchy.get(0).name()))
                    .filter(method -> !isReached(hierarchy, method))
                    .forEach(method -> refuse(Places.of(method)));
        } else if (!isBoundByName(hierarchy)) {
            refuse(place);
        }
    }

    /** Whether requests are matched to a bean. */
    static boolean isResource(BeanInfo bean) {
        return bean.isClassBean() && isReached(Places.hierarchy(bean.declaringClass()));
    }

    private void refuse(String place) {
        problems.add(place
                + ": @Protected does nothing here, because Jakarta REST matches no request to it; write it on the resource method"
                + " that calls it, or ask for the token there: protector.acquire(security, \"scope\")");
    }

    /** Whether it is a resource, what a locator may return, or an application. */
    private static boolean isReached(List<ClassInfo> hierarchy) {
        return SpringControllers.isServed(hierarchy.get(0))
                || hierarchy.stream()
                        .anyMatch(type -> type.hasAnnotation(Path.class)
                                || type.name().equals(Application.class.getName())
                                || type.methods().stream().anyMatch(ProtectedBeans::isResourceMethod));
    }

    /** Whether it, or one that it overrides or that overrides it, is a resource method or a locator. */
    private static boolean isReached(List<ClassInfo> hierarchy, MethodInfo method) {
        boolean isController = SpringControllers.isServed(hierarchy.get(0));
        return hierarchy.stream()
                .flatMap(Signatures::methods)
                .anyMatch(other -> Signatures.mayBeOne(other, method)
                        && (isResourceMethod(other) || (isController && SpringControllers.isMapped(other))));
    }

    private static boolean isResourceMethod(MethodInfo method) {
        return method.hasAnnotation(Path.class)
                || method.hasAnnotation(annotation -> annotation.declaration().hasAnnotation(HttpMethod.class));
    }

    /** Whether it is a filter or an interceptor of Jakarta REST, which the annotation binds to protected endpoints. */
    private static boolean isBoundByName(List<ClassInfo> hierarchy) {
        return hierarchy.stream()
                .anyMatch(type -> type.hasAnnotation(Provider.class)
                        || type.name().startsWith("jakarta.ws.rs.container.")
                        || type.name().startsWith("jakarta.ws.rs.ext."));
    }

    Set<String> problems() {
        return problems;
    }

    /** A place that is protected; empty text if there is none. */
    String first() {
        return places.isEmpty() ? "" : places.first();
    }
}
