package org.resourceprotector.cdi;

import jakarta.enterprise.lang.model.declarations.ClassInfo;
import jakarta.enterprise.lang.model.declarations.MethodInfo;
import java.util.Set;

/**
 * Controllers of Spring that Quarkus REST serves like resources ({@code quarkus-spring-web}), so that the protector is asked for
 * each call. Whatever else serves a controller asks no protector. Stateless.
 */
final class SpringControllers {

    private static final String WEB = "org.springframework.web.bind.annotation.";
    private static final Set<String> MAPPINGS = Set.of(
            WEB + "RequestMapping",
            WEB + "GetMapping",
            WEB + "PostMapping",
            WEB + "PutMapping",
            WEB + "DeleteMapping",
            WEB + "PatchMapping");

    private static final String SERVED_BY =
            "io/quarkus/spring/web/resteasy/reactive/runtime/ResponseEntityHandler.class";

    private SpringControllers() {}

    static boolean isServed(ClassInfo bean) {
        return bean.hasAnnotation(annotation -> annotation.name().equals(WEB + "RestController")) && isOnQuarkusRest();
    }

    static boolean isMapped(MethodInfo method) {
        return method.hasAnnotation(annotation -> MAPPINGS.contains(annotation.name()));
    }

    private static boolean isOnQuarkusRest() {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        return loader != null && loader.getResource(SERVED_BY) != null;
    }
}
