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
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.log.RateLimitedLog;
import org.resourceprotector.metadata.ResourceMetadata;

/**
 * Serves the metadata of the resource, before any resource is matched, so that no rule can close it. It answers for one path
 * and lets all others through.
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

    private final ResourceMetadata metadata;
    private final ResourceMetadata.Proofs proofs;
    private final AccessReport report;
    private final RateLimitedLog log;
    private final String path;
    private final AtomicBoolean checked = new AtomicBoolean();

    private volatile @Nullable Document document;

    MetadataFilter(ResourceMetadata metadata, ResourceMetadata.Proofs proofs, AccessReport report, RateLimitedLog log) {
        this.proofs = proofs;
        this.metadata = metadata;
        this.report = report;
        this.log = log;
        this.path = metadata.path().substring(1);
    }

    /** The document, and how many endpoints were known when it was written. */
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
            headers.keySet().removeIf(ALLOW_ORIGIN::equalsIgnoreCase);
            headers.putSingle(ALLOW_ORIGIN, "*");
        }
    }

    @Override
    public void filter(ContainerRequestContext request) {
        UriInfo uri = request.getUriInfo();
        if (!checked.get() && checked.compareAndSet(false, true)) {
            checkBase(uri.getBaseUri().getRawPath());
        }
        String called = uri.getPath(false);
        if (called.equals(path) || (called.length() == path.length() + 1 && called.equals(metadata.path()))) {
            request.setProperty(SERVED, true);
            request.abortWith(response(request.getMethod()));
        }
    }

    /** Tells the operator once if clients cannot get the metadata from where challenges send them. */
    private void checkBase(@Nullable String base) {
        if (base == null || base.isEmpty() || base.equals("/") || metadata.isServedElsewhere()) {
            return;
        }
        log.error(
                "clients are told to ask for " + metadata.address() + ", which this application cannot answer, because"
                        + " its own path is " + base + "; have the proxy or server in front of it forward "
                        + metadata.path() + " to " + base.replaceAll("/$", "") + metadata.path()
                        + ", and set servedElsewhere() in its ResourceMetadata",
                null);
    }

    private Response response(String method) {
        return switch (method) {
            case HttpMethod.GET -> found().entity(document()).build();
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
    private byte[] document() {
        int endpoints = report.size();
        Document known = document;
        if (known == null || known.endpoints != endpoints) {
            known = new Document(endpoints, metadata.document(report.scopes(), proofs));
            document = known;
        }
        return known.bytes.clone();
    }
}
