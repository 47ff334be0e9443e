package org.resourceprotector.runtime;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a request as a resource method gets them, if a runtime shows others in its
 * {@code UriInfo}.
 *
 * <p>CXF shows the first of several values of a path parameter, and matrix parameters with it.
 * Quarkus REST finds a parameter of the query for a method whatever the case of its name, and CXF
 * does so for a bean of parameters.
 *
 * <p>Immutable, thread-safe; looks up the API of the runtime by reflection, once for each.
 */
public final class RequestParameters {

    private static final String TEMPLATE_PARAMETERS = "jaxrs.template.parameters";

    private static final KnownClasses<RequestParameters> KNOWN = new KnownClasses<>(RequestParameters::of);

    private final @Nullable Cxf cxf;
    private final boolean ignoresCase;

    private RequestParameters(@Nullable Cxf cxf, boolean ignoresCase) {
        this.cxf = cxf;
        this.ignoresCase = ignoresCase;
    }

    private static RequestParameters of(Class<?> type) {
        return new RequestParameters(
                type.getName().startsWith("org.apache.cxf.jaxrs.") ? Cxf.of(type) : null,
                type.getName().startsWith("org.jboss.resteasy.reactive."));
    }

    /**
     * The values of a parameter of the path template that a resource method may get, decoded; empty
     * if there is no such parameter. Called on the thread of the request.
     */
    public static List<String> path(ContainerRequestContext request, String name) {
        Cxf cxf = KNOWN.get(request.getUriInfo().getClass()).cxf;
        return cxf == null ? withoutNull(QuarkusRequests.pathParameters(request).get(name)) : cxf.path(name);
    }

    /**
     * The values of a parameter of the query, decoded; an empty one for each that has none; empty
     * if there is no such parameter. Unmodifiable.
     *
     * @throws IllegalArgumentException if the name also comes in another case, and some methods
     *     would get that (CXF)
     */
    public static List<String> query(UriInfo uri, String name) {
        MultivaluedMap<String, String> parameters = uri.getQueryParameters();
        RequestParameters known = KNOWN.get(uri.getClass());
        if (known.cxf != null && hasInOtherCase(parameters, name)) {
            throw new IllegalArgumentException("a parameter of the query whose name comes in another case");
        }
        return known.named(parameters, name);
    }

    /**
     * The same for what is read from the query itself, and not by a method: on CXF a name in another
     * case is that of another parameter.
     */
    public static List<String> queryByName(UriInfo uri, String name) {
        return KNOWN.get(uri.getClass()).named(uri.getQueryParameters(), name);
    }

    private List<String> named(MultivaluedMap<String, String> parameters, String name) {
        return ignoresCase ? withoutCase(parameters, name) : withoutNull(parameters.get(name));
    }

    private static boolean hasInOtherCase(MultivaluedMap<String, String> parameters, String name) {
        return parameters.keySet().stream().anyMatch(key -> name.equalsIgnoreCase(key) && !name.equals(key));
    }

    /** The path as it was sent, if the runtime shows another one and tells; null otherwise. */
    static @Nullable String sentPath(UriInfo uri) {
        Cxf cxf = KNOWN.get(uri.getClass()).cxf;
        return cxf == null ? null : cxf.sentPath();
    }

    /** The values of a name in any case; a runtime may show the same ones under each of them. */
    private static List<String> withoutCase(MultivaluedMap<String, String> parameters, String name) {
        List<String> all = new ArrayList<>();
        for (Map.Entry<String, List<String>> parameter : parameters.entrySet()) {
            if (name.equalsIgnoreCase(parameter.getKey())) {
                List<String> values = withoutNull(parameter.getValue());
                if (!all.containsAll(values)) {
                    all.addAll(values);
                }
            }
        }
        return List.copyOf(all);
    }

    /** A parameter without a value is empty; CXF has null for it. */
    private static List<String> withoutNull(@Nullable List<String> values) {
        return values == null
                ? List.of()
                : values.stream()
                        .map(value -> Objects.requireNonNullElse(value, ""))
                        .toList();
    }

    /** What CXF keeps of a request in its current message. */
    private record Cxf(Accessor currentMessage, Accessor ignoresMatrix) {

        static Cxf of(Class<?> type) {
            try {
                ClassLoader loader = type.getClassLoader();
                return new Cxf(
                        Accessor.ofStatic(loader, "org.apache.cxf.jaxrs.utils.JAXRSUtils", "getCurrentMessage"),
                        Accessor.of(
                                Class.forName("org.apache.cxf.message.Message", false, loader),
                                "getContextualProperty",
                                String.class,
                                "ignore.matrix.parameters"));
            } catch (ReflectiveOperationException otherVersion) {
                throw new IllegalStateException("CXF does not tell the parameters of a request", otherVersion);
            }
        }

        @Nullable
        String sentPath() {
            return currentMessage.get(null) instanceof Map<?, ?> message
                            && message.get("org.apache.cxf.request.uri") instanceof String path
                    ? path
                    : null;
        }

        List<String> path(String name) {
            Map<?, ?> message = (Map<?, ?>) Objects.requireNonNull(currentMessage.get(null), "the message of CXF");
            if (!(message.get(TEMPLATE_PARAMETERS) instanceof Map<?, ?> parameters)
                    || !(parameters.get(name) instanceof List<?> encoded)) {
                return List.of();
            }
            boolean isWhole = "true".equalsIgnoreCase(String.valueOf(ignoresMatrix.get(message)));
            List<String> values = new ArrayList<>();
            for (Object value : encoded) {
                String text = (String) Objects.requireNonNull(value, "a path parameter of CXF");
                values.add(decoded(isWhole ? text : segment(text)));
                values.add(segment(decoded(text))); // as a PathSegment, which is cut after it was decoded
                if (!isWhole && hasMatrixWithin(text)) {
                    values.add(decoded(text.replaceAll(";[^/]*", "")));
                }
            }
            return values;
        }

        /** What CXF takes a value for: for one segment, which may begin with a slash. */
        private static String segment(String value) {
            int matrix = value.indexOf(';');
            String path = matrix < 0 ? value : value.substring(0, matrix);
            return path.startsWith("/") ? path.substring(1) : path;
        }

        /** Whether more of the path follows matrix parameters, which CXF reads otherwise. */
        private static boolean hasMatrixWithin(String value) {
            int matrix = value.indexOf(';');
            return matrix >= 0 && value.indexOf('/', matrix) >= 0;
        }

        private static String decoded(String value) {
            return value.indexOf('%') < 0
                    ? value
                    : URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8);
        }
    }
}
