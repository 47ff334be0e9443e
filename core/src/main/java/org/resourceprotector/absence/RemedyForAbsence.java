package org.resourceprotector.absence;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What registers a protector where an application has none, by what is on the class path. Stateless, thread-safe. */
final class RemedyForAbsence {

    private static final String PROPERTIES =
            "set resource-protector.issuer=https://as.example.com and resource-protector.audience=https://api.example.com";

    private RemedyForAbsence() {}

    /** Of the class path of this application. */
    static String here() {
        return of(RemedyForAbsence::isHere);
    }

    /** Of a class path that has some classes. */
    static String of(Predicate<String> classes) {
        if (classes.test("org.resourceprotector.spring.ProtectorFeature")) {
            return "on Jersey " + PROPERTIES
                    + ", or make it a @Bean; elsewhere make it a @Bean and register that yourself"
                    + " (getSingletons() or setProviders)";
        }
        if (classes.test("org.resourceprotector.cdi.ProtectorFeature")) {
            return classes.test("org.eclipse.microprofile.config.ConfigProvider")
                    ? PROPERTIES + ", or produce it as a @Singleton bean"
                    : "produce it as a @Singleton bean; there is no MicroProfile Config here, so that properties count for nothing";
        }
        if (classes.test("org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext")) {
            return "add resource-protector-cdi and " + PROPERTIES
                    + ", or write a Feature with @Provider: context.register(ResourceProtector.with(validator))";
        }
        return "register one in the Application or ResourceConfig: ResourceProtector.with(validator); or add"
                + " resource-protector-cdi, on Spring Boot resource-protector-spring-boot-starter, and " + PROPERTIES;
    }

    private static boolean isHere(String name) {
        return isIn(Thread.currentThread().getContextClassLoader(), name)
                || isIn(RemedyForAbsence.class.getClassLoader(), name);
    }

    private static boolean isIn(@Nullable ClassLoader loader, String name) {
        try {
            Class.forName(name, false, loader);
            return true;
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}
