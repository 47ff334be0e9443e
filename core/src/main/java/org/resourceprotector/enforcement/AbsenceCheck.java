package org.resourceprotector.enforcement;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.challenge.Refusals;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Finds protected resources in an application that registered no protector: refuses to deploy them, and closes what only
 * shows at run time, because it is behind a protected locator.
 *
 * <p>Thread-safe.
 */
public final class AbsenceCheck {

    private static final String PROBLEM =
            "it is protected by annotation, but no ResourceProtector is registered, so that"
                    + " it would be open; register one in the Application: ResourceProtector.with(validator)";

    private final RuleBook book;

    /**
     * A check.
     *
     * @param annotations reads the annotations that protect
     */
    public AbsenceCheck(Annotations annotations) {
        this.book = new RuleBook(new Rules(annotations, false));
    }

    /**
     * Checks one resource method.
     *
     * @param info the resource method
     * @param context its configuration
     * @throws IllegalStateException if the method is protected, and nothing enforces that
     */
    public void check(ResourceInfo info, FeatureContext context) {
        Class<?> resource = info.getResourceClass();
        Method method = info.getResourceMethod();
        if (resource == null || method == null || Protection.isInstalled(context.getConfiguration())) {
            return;
        }
        if (isProtected(book.of(resource, method)) || hasProtectedDoor(resource)) {
            throw new IllegalStateException(Declarations.place(method) + ": " + PROBLEM);
        }
        if (Routes.path(Hierarchy.of(resource)) == null) {
            context.register(new ClosedDoor(book));
        }
    }

    private static boolean isProtected(Decision decision) {
        return decision instanceof Decision.Defective
                || decision.endpoint().rule().access() != Access.OPEN;
    }

    private boolean hasProtectedDoor(Class<?> resource) {
        return book.locators(resource).stream().anyMatch(locator -> isProtected(locator.declaration()));
    }

    private static boolean isProtected(@Nullable Declaration door) {
        return door != null && door.rule().access() != Access.OPEN;
    }

    /** Refuses what is behind a protected locator of a class that has no resource method of its own. */
    private record ClosedDoor(RuleBook book) implements ContainerRequestFilter {

        private static final Refusals REFUSALS = new Refusals("api", (URI) null, Duration.ofSeconds(5));

        @Override
        public void filter(ContainerRequestContext request) {
            boolean closed = true;
            try {
                List<Object> matched = request.getUriInfo().getMatchedResources();
                closed = matched.stream().map(ProtectionFilter::classOf).anyMatch(this::isProtected);
            } finally {
                if (closed) {
                    OperatorLog.error(request.getMethod() + ": " + PROBLEM, null);
                    request.abortWith(Answers.of(
                            REFUSALS.of(Rejection.of(Reason.FAILED)), false, request::getAcceptableMediaTypes));
                }
            }
        }

        private boolean isProtected(Class<?> ancestor) {
            return book.onClass(ancestor).stream().anyMatch(AbsenceCheck::isProtected)
                    || book.locators(ancestor).stream()
                            .anyMatch(locator -> AbsenceCheck.isProtected(locator.declaration()));
        }
    }
}
