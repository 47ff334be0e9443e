package org.resourceprotector.enforcement;

import jakarta.annotation.Priority;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.metadata.PublishedResources;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.runtime.RequestUris;

/**
 * Serves the metadata of the resources, before any resource is matched, so that no rule can close it. It answers for the
 * path of each, below the application or at the root of the server, and lets all others through.
 *
 * <p>Thread-safe; one per deployment.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728#section-3.1">RFC 9728, section 3.1</a>
 */
@PreMatching
@Priority(Integer.MIN_VALUE)
final class MetadataFilter implements ContainerRequestFilter {

    private static final String SERVED = "org.resourceprotector.metadata";

    private static final String ALLOWED = "GET, HEAD, OPTIONS";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private final Enforcer enforcer;
    private final AccessReport report;
    private final AtomicBoolean checked = new AtomicBoolean();
    private final Map<String, ResourceMetadata> byPath;
    private final Map<ResourceMetadata, Document> documents = new ConcurrentHashMap<>();

    MetadataFilter(Enforcer enforcer, AccessReport report) {
        this.enforcer = enforcer;
        this.report = report;
        this.byPath = enforcer.resources().all().stream()
                .collect(Collectors.toUnmodifiableMap(ResourceMetadata::path, Function.identity()));
    }

    /** A document, and how many endpoints were known when it was written. */
    private static final class Document {

        private final int endpoints;
        private final byte[] bytes;

        Document(int endpoints, byte[] bytes) {
            this.endpoints = endpoints;
            this.bytes = bytes;
        }
    }

    /** Leaves one header for browsers, of those that other filters have added to ours, too. */
    static void keepOneOrigin(ContainerRequestContext request, MultivaluedMap<String, Object> headers) {
        if (request.getProperty(SERVED) != null) {
            request.removeProperty(SERVED);
            headers.keySet().removeIf(ALLOW_ORIGIN::equalsIgnoreCase);
            headers.putSingle(ALLOW_ORIGIN, "*");
        }
    }

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        if (!checked.get() && checked.compareAndSet(false, true)) {
            check(uri.getBaseUri().getRawPath());
        }
        String called = uri.getPath(false);
        ResourceMetadata metadata = byPath.get(called.startsWith("/") ? called : "/" + called);
        if (metadata == null && !uri.getBaseUri().getRawPath().equals("/")) {
            metadata = byPath.get(pathOf(uri));
        }
        if (metadata != null) {
            request.setProperty(SERVED, true);
            request.abortWith(response(request.getMethod(), metadata));
        }
    }

    /** The path from the root of the server; empty if the runtime makes no URI of it, and so not one of ours. */
    private static String pathOf(UriInfo uri) {
        try {
            return RequestUris.of(uri).getRawPath();
        } catch (RuntimeException noUri) {
            return "";
        }
    }

    /** Tells the operator once what clients will stumble over. */
    private void check(@Nullable String base) {
        String own = base == null || base.isEmpty() ? "/" : base;
        for (ResourceMetadata metadata : byPath.values()) {
            if (!metadata.isServedElsewhere()) {
                checkAddress(metadata, own);
                checkCoverage(metadata, own.replaceAll("/$", ""));
            }
            checkDetails(metadata);
        }
    }

    /** Clients cannot get the metadata from where challenges send them. */
    private void checkAddress(ResourceMetadata metadata, String base) {
        if (!base.equals("/") && !metadata.path().startsWith(base)) {
            enforcer.log()
                    .error(
                            "clients are told to ask for " + metadata.address() + ", which this application cannot"
                                    + " answer, because its own path is " + base
                                    + "; have the proxy or server in front of it forward " + metadata.path() + " to "
                                    + base.replaceAll("/$", "") + metadata.path()
                                    + ", and set servedElsewhere() in its ResourceMetadata",
                            null);
        }
    }

    /** Clients refuse metadata of a resource that is not the beginning of the address that they called. */
    private void checkCoverage(ResourceMetadata metadata, String base) {
        List<String> outside = report.rows().stream()
                .filter(row -> row.access() != Access.OPEN)
                .map(ProtectedEndpoint::path)
                .filter(path -> enforcer.resources().of(path) == metadata)
                .map(path -> base + path)
                .filter(path -> !PublishedResources.isBelow(path, metadata.identifierPath()))
                .distinct()
                .toList();
        if (!outside.isEmpty()) {
            enforcer.log()
                    .warn(
                            "challenges of " + outside.size() + " endpoints, such as " + outside.get(0)
                                    + ", name the metadata of " + metadata.resource()
                                    + ", which they are not below, so that clients refuse it; set a resource(…) that all"
                                    + " of them are below, or endpointsBelow(…), or, if a proxy changes paths,"
                                    + " servedElsewhere()",
                            null);
        }
    }

    /** Clients do not learn of a type that an annotation names and the metadata does not, which may be a slip of the pen. */
    private void checkDetails(ResourceMetadata metadata) {
        List<String> types = metadata.authorizationDetailsTypes();
        List<String> unknown = types.isEmpty()
                ? List.of()
                : report.rows().stream()
                        .filter(row -> enforcer.resources().of(row.path()) == metadata)
                        .flatMap(row -> row.details().scopes().stream())
                        .filter(demanded -> types.stream()
                                .noneMatch(type -> demanded.equals(type) || demanded.startsWith(type + ":")))
                        .distinct()
                        .sorted()
                        .toList();
        if (!unknown.isEmpty()) {
            enforcer.log()
                    .warn(
                            "annotations ask for the authorization details " + unknown + ", whose types are not among "
                                    + types + ", which the metadata of " + metadata.resource()
                                    + " names; add them to authorizationDetailsTypes(…), or correct the annotations",
                            null);
        }
    }

    private Response response(String method, ResourceMetadata metadata) {
        return switch (method) {
            case HttpMethod.GET -> found().entity(document(metadata)).build();
            case HttpMethod.HEAD -> found().build();
            case HttpMethod.OPTIONS ->
                Response.noContent()
                        .header(HttpHeaders.ALLOW, ALLOWED)
                        .header(ALLOW_ORIGIN, "*")
                        .header("Access-Control-Allow-Methods", ALLOWED)
                        .header("Access-Control-Allow-Headers", "*")
                        .header("Access-Control-Max-Age", "3600")
                        .build();
            default ->
                Response.status(Response.Status.METHOD_NOT_ALLOWED)
                        .header(HttpHeaders.ALLOW, ALLOWED)
                        .build();
        };
    }

    private static Response.ResponseBuilder found() {
        return Response.ok()
                .type(MediaType.APPLICATION_JSON_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=3600")
                .header(ALLOW_ORIGIN, "*");
    }

    /** The document; written anew if more endpoints are known than before. */
    private byte[] document(ResourceMetadata metadata) {
        int endpoints = report.size();
        Document known = documents.get(metadata);
        if (known == null || known.endpoints != endpoints) {
            Set<String> scopes = report.scopes(path -> enforcer.resources().of(path) == metadata);
            known = new Document(endpoints, metadata.document(scopes, enforcer.bearerMethods(), enforcer.proofs()));
            documents.put(metadata, known);
        }
        return known.bytes.clone();
    }
}
