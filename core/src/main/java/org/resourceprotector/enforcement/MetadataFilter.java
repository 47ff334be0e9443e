package org.resourceprotector.enforcement;

import jakarta.annotation.Priority;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.PreMatching;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.metadata.MetadataHandler;
import org.resourceprotector.metadata.MetadataResponse;
import org.resourceprotector.metadata.PublishedResources;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.runtime.RequestUris;

/**
 * Serves the metadata of the resources, before any resource is matched, so that no rule can close
 * it. It answers for the path of each, below the application or at the root of the server, and lets
 * all others through.
 *
 * <p>Thread-safe; one per deployment.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728#section-3.1">RFC 9728, section 3.1</a>
 */
@PreMatching
@Priority(Integer.MIN_VALUE)
final class MetadataFilter implements ContainerRequestFilter {

    private static final String SERVED = "org.resourceprotector.metadata";

    /** The beginning of the paths, without the slash that only some runtimes tell. */
    private static final String WELL_KNOWN = ResourceMetadata.WELL_KNOWN_PATH.substring(1);

    private final Enforcer enforcer;
    private final AccessReport report;
    private final AtomicBoolean checked = new AtomicBoolean();
    private final MetadataHandler documents;

    MetadataFilter(Enforcer enforcer, AccessReport report) {
        this.enforcer = enforcer;
        this.report = report;
        this.documents = new MetadataDocuments(enforcer, () -> report);
    }

    /** Leaves one header for browsers, of those that other filters have added to ours, too. */
    static void keepOneOrigin(ContainerRequestContext request, MultivaluedMap<String, Object> headers) {
        if (request.getProperty(SERVED) != null) {
            request.removeProperty(SERVED);
            ResponseFilter.replace(headers, MetadataDocuments.ALLOW_ORIGIN, "*");
        }
    }

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        String base = uri.getBaseUri().getRawPath();
        if (!checked.get() && checked.compareAndSet(false, true)) {
            check(base);
        }
        MetadataResponse found = find(request.getMethod(), uri, base);
        if (found != null) {
            request.setProperty(SERVED, true);
            request.abortWith(response(found));
        }
    }

    private @Nullable MetadataResponse find(String method, UriInfo uri, String base) {
        String called = RequestUris.pathBelowBase(uri);
        if (called.startsWith(WELL_KNOWN, called.startsWith("/") ? 1 : 0)) {
            MetadataResponse found = documents.handle(method, called.startsWith("/") ? called : "/" + called);
            if (found != null) {
                return found;
            }
        }
        String absolute = base.equals("/") ? "" : pathOf(uri);
        return absolute.startsWith(ResourceMetadata.WELL_KNOWN_PATH) ? documents.handle(method, absolute) : null;
    }

    private static Response response(MetadataResponse found) {
        Response.ResponseBuilder response = Response.status(found.status());
        found.headers().forEach((name, value) -> {
            if (name.equals(HttpHeaders.CONTENT_TYPE)) {
                response.type(value);
            } else {
                response.header(name, value);
            }
        });
        byte[] body = found.body();
        return body.length == 0 ? response.build() : response.entity(body).build();
    }

    /**
     * The path from the root of the server; empty if the runtime makes no URI of it, so that it is
     * not one of ours.
     */
    private static String pathOf(UriInfo uri) {
        try {
            return RequestUris.of(uri).getRawPath();
        } catch (RuntimeException noUri) {
            return "";
        }
    }

    /** Tells the operator once what clients will fail at. */
    private void check(@Nullable String base) {
        String own = base == null || base.isEmpty() ? "/" : base;
        for (ResourceMetadata metadata : enforcer.resources().all()) {
            if (!metadata.isServedElsewhere()) {
                checkAddress(metadata, own);
                checkCoverage(metadata, own.replaceAll("/$", ""));
            }
            checkDetails(metadata);
        }
        checkScopes();
    }

    /**
     * Clients ask for the scopes that a challenge names. That of {@code offline_access} is theirs
     * to ask for, and not for a resource.
     */
    private void checkScopes() {
        List<String> offline = report.rows().stream()
                .filter(row -> row.scopes().scopes().contains("offline_access"))
                .map(ProtectedEndpoint::path)
                .distinct()
                .toList();
        if (!offline.isEmpty()) {
            enforcer.log()
                    .warn(
                            "annotations of " + offline.size() + " endpoints, such as " + offline.get(0)
                                    + ", ask for the scope offline_access, which is for clients to decide, and is not in"
                                    + " the metadata; leave it out",
                            null);
        }
    }

    /** Clients cannot get the metadata from where challenges send them. */
    private void checkAddress(ResourceMetadata metadata, String base) {
        if (!base.equals("/") && !metadata.path().startsWith(base) && !enforcer.isServedOutside(metadata)) {
            enforcer.log()
                    .error(
                            "clients are told to ask for " + metadata.address() + ", which this application cannot"
                                    + " answer, because its own path is " + base
                                    + "; serve it at the root of the server by the WellKnownFilter of"
                                    + " resource-protector-servlet, or have the proxy in front of it forward "
                                    + metadata.path() + " to " + base.replaceAll("/$", "") + metadata.path()
                                    + ", and set servedElsewhere() in its ResourceMetadata",
                            null);
        }
    }

    /** Clients refuse metadata of a resource if the address that they called is not below it. */
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

    /**
     * Clients do not learn of a type that an annotation names and the metadata does not, which may
     * be a mistake.
     */
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
}
