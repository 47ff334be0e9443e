package org.resourceprotector.enforcement;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Looks at every resource method at deployment: refuses a declaration that cannot be a rule, and writes the access report.
 * Registers nothing and enforces nothing, because not every runtime calls it for every sub-resource.
 *
 * <p>Thread-safe; one per deployment.
 */
final class DeploymentCheck implements DynamicFeature {

    private static final int DEEPEST = 8;

    private final RuleBook book;
    private final AccessReport report;
    private final Set<Class<?>> walked = ConcurrentHashMap.newKeySet();

    private final ApplicationRule application;

    DeploymentCheck(RuleBook book, AccessReport report, ApplicationRule application) {
        this.application = application;
        this.book = book;
        this.report = report;
    }

    @Override
    public void configure(ResourceInfo info, FeatureContext context) {
        Class<?> resource = info.getResourceClass();
        Method method = info.getResourceMethod();
        if (resource == null || method == null) {
            return;
        }
        if (Routes.path(Hierarchy.of(resource)) == null) {
            // a sub-resource, perhaps in the middle of a request, where an exception would be the answer (RESTEasy):
            // typed
            // ones are walked to from their root, and the filter refuses what is broken
            return;
        }
        Endpoint endpoint = checked(book.of(resource, method));
        if (!endpoint.method().isEmpty() && !answersOptionsItself(resource, endpoint)) {
            report.add(effective(endpoint));
        }
        if (!RuleBook.isRuntimesOwn(resource) && walked.add(resource)) {
            warnOfIdleAnnotations(resource);
            walk(resource, List.of(), String.valueOf(Routes.path(Hierarchy.of(resource))), List.of());
        }
    }

    private static boolean answersOptionsItself(Class<?> resource, Endpoint endpoint) {
        return RuleBook.isRuntimesOwn(resource) && endpoint.method().equals("OPTIONS");
    }

    private static Endpoint checked(Decision decision) {
        if (decision instanceof Decision.Defective defective) {
            throw new IllegalStateException(defective.problem());
        }
        return decision.endpoint();
    }

    private Endpoint effective(Endpoint endpoint) {
        if (endpoint.declaration() != null) {
            return endpoint;
        }
        Declaration fallback = application.declaration() != null ? application.declaration() : book.fallback();
        return fallback == null ? endpoint : endpoint.under(fallback);
    }

    /** Reports the endpoints behind the locators of a class, as far as the declared types tell. */
    private void walk(Class<?> type, List<Declaration> doors, String path, List<Class<?>> way) {
        for (Locator locator : book.locators(type)) {
            Class<?> target = locator.leadsTo();
            String below = Routes.join(path, locator.path());
            if (target == Object.class || way.contains(target) || way.size() >= DEEPEST) {
                continue;
            }
            List<Declaration> behind = new ArrayList<>(doors);
            if (locator.declaration() != null) {
                behind.add(locator.declaration());
            }
            List<Class<?>> further = new ArrayList<>(way);
            further.add(target);
            Hierarchy hierarchy = Hierarchy.of(target);
            for (Method method : Routes.resourceMethods(hierarchy)) {
                Endpoint endpoint = checked(book.of(target, method));
                String there = Routes.join(below, Routes.path(hierarchy, method));
                report.add(effective(book.behind(behind, there, endpoint).endpoint()));
            }
            walk(target, behind, below, further);
        }
    }

    private void warnOfIdleAnnotations(Class<?> resource) {
        Hierarchy hierarchy = Hierarchy.of(resource);
        for (Class<?> type : hierarchy.all()) {
            for (Method method : type.getDeclaredMethods()) {
                if (!method.isSynthetic()
                        && book.declares(method)
                        && Routes.httpMethod(hierarchy, method) == null
                        && Routes.path(hierarchy, method) == null) {
                    OperatorLog.warn(
                            Declarations.place(method)
                                    + " is protected by annotation, but is no resource method, so that"
                                    + " the annotation has no effect",
                            null);
                }
            }
        }
    }
}
