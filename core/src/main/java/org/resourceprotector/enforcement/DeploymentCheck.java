package org.resourceprotector.enforcement;

import jakarta.ws.rs.container.DynamicFeature;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.resourceprotector.runtime.Runtimes;
import org.resourceprotector.runtime.WalkedLocator;

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
    private final Class<? extends Annotation> binding;

    DeploymentCheck(
            RuleBook book, AccessReport report, ApplicationRule application, Class<? extends Annotation> binding) {
        this.application = application;
        this.binding = binding;
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
            // typed ones are walked to from their root, and the filter refuses what is broken
            return;
        }
        Endpoint endpoint = checked(book.of(resource, method));
        if (Proxy.isProxyClass(resource)) {
            checkProxy(resource, method, endpoint);
        }
        boolean isShown = !Runtimes.hidesImplementation(resource) || endpoint.declaration() != null;
        if (isShown && !endpoint.method().isEmpty() && !answersOptionsItself(resource, endpoint)) {
            report.add(effective(endpoint));
        }
        if (!RuleBook.isRuntimesOwn(resource)) {
            walk(resource);
        }
    }

    /**
     * Looks at the root resources that have nothing but locators, about which not every runtime asks.
     *
     * @throws IllegalStateException if a declaration cannot be a rule
     */
    void checkLocators(Iterable<Class<?>> classes) {
        for (Class<?> type : classes) {
            Hierarchy hierarchy = Hierarchy.of(type);
            if (Routes.path(hierarchy) != null
                    && Routes.resourceMethods(hierarchy).isEmpty()
                    && !RuleBook.isRuntimesOwn(type)) {
                walk(type);
            }
        }
    }

    /**
     * Reports a method of the model that a runtime made, if it is not one that annotations describe.
     *
     * @throws IllegalStateException if a declaration cannot be a rule, or the binding is all that there is of one
     */
    void checkModelled(String httpMethod, String path, WalkedLocator handler, Collection<?> bindings) {
        if (RuleBook.isRuntimesOwn(handler.resource()) || isDescribed(handler)) {
            return;
        }
        Endpoint endpoint = checked(book.of(handler.resource(), handler.method()));
        if (endpoint.declaration() == null && bindings.contains(binding)) {
            throw new IllegalStateException(Declarations.place(handler.resource()) + "#"
                    + handler.method().getName() + ": it is bound to @" + binding.getSimpleName()
                    + " by a program, which tells no rule; write the annotation on the class or method that handles "
                    + httpMethod + " " + path);
        }
        report.add(effective(new Endpoint(httpMethod, Routes.join(path), endpoint.declaration())));
    }

    private static boolean isDescribed(WalkedLocator handler) {
        Hierarchy hierarchy = Hierarchy.of(handler.resource(), handler.method());
        return Routes.path(hierarchy) != null && Routes.httpMethod(hierarchy, handler.method()) != null;
    }

    /** A proxy shows the annotations of its interfaces only. */
    private static void checkProxy(Class<?> proxy, Method method, Endpoint endpoint) {
        if (endpoint.declaration() == null) {
            throw new IllegalStateException(RuleBook.hidden(proxy, method));
        }
        OperatorLog.warn(
                endpoint.declaredAt()
                        + " is all that is seen of a resource that is registered as a proxy: annotations of"
                        + " the class behind it have no effect; write them on the interface",
                null);
    }

    private void walk(Class<?> root) {
        if (walked.add(root)) {
            warnOfIdleAnnotations(root);
            walk(root, List.of(), String.valueOf(Routes.path(Hierarchy.of(root))), List.of());
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
