package org.resourceprotector.absence;

import java.lang.reflect.Method;
import java.time.Clock;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.declaration.ClassHierarchy;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.ResourceAnnotations;
import org.resourceprotector.enforcement.DenyFilter;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.runtime.MatchedMethod;

/** What an application that registers no protector must not serve, and what it is told. Thread-safe. */
public final class MissingProtector {

    private static final String PROBLEM =
            "it is protected by annotation, but no ResourceProtector is registered, so that it would be open; "
                    + RemedyForAbsence.here();

    private final EndpointRules rules = new EndpointRules(false);
    private final RateLimitedLog log = new RateLimitedLog(System.getLogger("org.resourceprotector"), Clock.systemUTC());

    /** Whether a class is protected itself, or has a locator that is; found once for each. */
    private final ClassValue<Boolean> closed = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isProtected(EndpointRules.onClass(type)) || hasProtectedLocator(type);
        }
    };

    private final ClassValue<Boolean> hasProtectedMethod = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return ResourceAnnotations.resourceMethods(ClassHierarchy.of(type)).stream()
                    .anyMatch(method -> isProtected(rules.of(type, method).declaration()));
        }
    };

    /** The rules of what is served. */
    public EndpointRules rules() {
        return rules;
    }

    /** Whether a resource method, or a locator beside it, is protected. */
    public boolean isProtected(Class<?> resource, Method method) {
        return isProtected(rules.of(resource, method).declaration()) || hasProtectedLocator(resource);
    }

    /** Whether an application is protected itself, by its class. */
    public boolean isProtected(Class<?> application) {
        return isProtected(EndpointRules.onClass(application));
    }

    /**
     * Whether a method of a model that a program may have made is protected, or added to what is, or bound to
     * {@link Protected} by that program.
     */
    boolean isProtected(MatchedMethod handler, Collection<?> bindings, Collection<Class<?>> owners) {
        Endpoint endpoint =
                rules.underOwners(owners, handler.resource(), rules.of(handler.resource(), handler.method()));
        return endpoint.isUndeclared() ? bindings.contains(Protected.class) : isProtected(endpoint.declaration());
    }

    private boolean hasProtectedLocator(Class<?> resource) {
        return rules.locators(resource).stream().anyMatch(locator -> isProtected(locator.declaration()));
    }

    private static boolean isProtected(@Nullable Declaration declaration) {
        return declaration != null && declaration.rule().access() != Access.OPEN;
    }

    /** What is protected of a root resource: a method of its own, if there is one. */
    public static String place(Class<?> root, EndpointRules rules) {
        return ResourceAnnotations.resourceMethods(ClassHierarchy.of(root)).stream()
                .filter(method -> isProtected(rules.of(root, method).declaration()))
                .map(method -> EndpointRules.place(root, method))
                .sorted()
                .findFirst()
                .orElseGet(() -> root.getName() + ", or what its sub-resource locators return");
    }

    /** Why an application is not deployed. */
    public static IllegalStateException refusal(String place) {
        return new IllegalStateException(place + ": " + PROBLEM);
    }

    /** The same in the middle of a request, in which the text would be the answer. */
    public IllegalStateException refusalOfRequest(String place) {
        log.error(place + ": " + PROBLEM, null);
        return new IllegalStateException("no ResourceProtector is registered");
    }

    /**
     * Refuses what only shows at run time: what is behind a protected locator, and all of a class that has a protected method,
     * because a runtime need not ask about methods behind locators, nor about a class that a container makes in the place of
     * the one that was named.
     */
    public DenyFilter denyFilter() {
        return new DenyFilter(type -> closed.get(type) || hasProtectedMethod.get(type), PROBLEM, log);
    }
}
