package org.resourceprotector.enforcement;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.Serial;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.declaration.ConditionalRequest;
import org.resourceprotector.declaration.Conditions;
import org.resourceprotector.runtime.RequestParameters;

/**
 * A request as the resource method will see it, for conditions.
 *
 * @param declared the HTTP method of the resource method
 */
record FilteredRequest(ContainerRequestContext request, String declared, Conditions conditions)
        implements ConditionalRequest {

    /** The HTTP methods that Jakarta REST has annotations for. */
    static final Set<String> METHODS = Set.of(
            HttpMethod.GET,
            HttpMethod.HEAD,
            HttpMethod.POST,
            HttpMethod.PUT,
            HttpMethod.PATCH,
            HttpMethod.DELETE,
            HttpMethod.OPTIONS);

    @Override
    public String path() {
        return Enforcer.path(request.getUriInfo());
    }

    @Override
    public String method() {
        String sent = request.getMethod();
        if (sent.equalsIgnoreCase(declared)) {
            return declared; // CXF ignores case
        }
        String capitals = sent.toUpperCase(Locale.ROOT);
        return METHODS.contains(capitals) ? capitals : sent;
    }

    @Override
    public Class<?> resourceClass() {
        return (Class<?>) Objects.requireNonNull(request.getProperty(Enforcer.RESOURCE), "the class of the resource");
    }

    @Override
    public @Nullable String pathParameter(String name) {
        return one(RequestParameters.path(request, name));
    }

    @Override
    public @Nullable String queryParameter(String name) {
        return one(queryParameters(name));
    }

    @Override
    public List<String> queryParameters(String name) {
        try {
            return RequestParameters.query(request.getUriInfo(), name);
        } catch (RuntimeException unreadable) {
            throw new AmbiguousParameter();
        }
    }

    private static @Nullable String one(List<String> values) {
        if (values.isEmpty()) {
            return null;
        }
        String first = values.get(0);
        if (!values.stream().allMatch(first::equals)) {
            throw new AmbiguousParameter();
        }
        return first;
    }

    @Override
    public String toString() {
        return "FilteredRequest";
    }

    /** A parameter has several values, and one is asked for; or it cannot be read. */
    static final class AmbiguousParameter extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        AmbiguousParameter() {
            super("several values", null, false, false);
        }
    }
}
