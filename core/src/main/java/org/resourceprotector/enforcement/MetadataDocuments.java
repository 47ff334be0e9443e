package org.resourceprotector.enforcement;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.declaration.AccessReport;
import org.resourceprotector.metadata.MetadataHandler;
import org.resourceprotector.metadata.MetadataResponse;
import org.resourceprotector.metadata.ResourceMetadata;

/**
 * The documents of the resources, each at its path, and written anew only if more endpoints are
 * known than before. The same for a filter of the application and for whoever serves them in its
 * place.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728#section-3">RFC 9728, section 3</a>
 */
final class MetadataDocuments implements MetadataHandler {

    static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

    private static final String ALLOWED = "GET, HEAD, OPTIONS";

    private static final byte[] NOTHING = {};

    private static final MetadataResponse PREFLIGHT = new MetadataResponse(
            204,
            headers(
                    HttpHeaders.ALLOW,
                    ALLOWED,
                    ALLOW_ORIGIN,
                    "*",
                    "Access-Control-Allow-Methods",
                    ALLOWED,
                    "Access-Control-Allow-Headers",
                    "*",
                    "Access-Control-Max-Age",
                    "3600"),
            NOTHING);

    private static final MetadataResponse NOT_ALLOWED =
            new MetadataResponse(405, headers(HttpHeaders.ALLOW, ALLOWED), NOTHING);

    private final Enforcer enforcer;
    private final Supplier<AccessReport> report;
    private final Map<String, ResourceMetadata> byPath;
    private final Map<ResourceMetadata, Document> documents = new ConcurrentHashMap<>();

    MetadataDocuments(Enforcer enforcer, Supplier<AccessReport> report) {
        this.enforcer = enforcer;
        this.report = report;
        this.byPath = enforcer.resources().all().stream()
                .collect(Collectors.toUnmodifiableMap(ResourceMetadata::path, Function.identity()));
    }

    /** The responses with a document, and which endpoints were known when it was written. */
    private record Document(AccessReport report, int endpoints, MetadataResponse toGet, MetadataResponse toHead) {}

    @Override
    public @Nullable MetadataResponse handle(String method, String path) {
        ResourceMetadata metadata = byPath.get(path);
        if (metadata == null) {
            return null;
        }
        return switch (method) {
            case HttpMethod.GET -> document(metadata).toGet;
            case HttpMethod.HEAD -> document(metadata).toHead;
            case HttpMethod.OPTIONS -> PREFLIGHT;
            default -> NOT_ALLOWED;
        };
    }

    private Document document(ResourceMetadata metadata) {
        AccessReport endpoints = report.get();
        Document known = documents.get(metadata);
        if (known == null || known.report != endpoints || known.endpoints != endpoints.size()) {
            known = written(metadata, endpoints, endpoints.size());
            documents.put(metadata, known);
        }
        return known;
    }

    /**
     * Not for caches if no endpoint is known yet: some servers deploy an application at the first
     * call of it.
     */
    private Document written(ResourceMetadata metadata, AccessReport endpoints, int known) {
        Set<String> scopes = endpoints.scopes(path -> enforcer.resources().of(path) == metadata);
        byte[] document = metadata.document(scopes, enforcer.bearerMethods(), enforcer.proofs());
        Map<String, String> headers = headers(
                HttpHeaders.CONTENT_TYPE,
                "application/json",
                HttpHeaders.CACHE_CONTROL,
                known == 0 ? "no-store" : "public, max-age=3600",
                ALLOW_ORIGIN,
                "*");
        return new Document(
                endpoints,
                known,
                new MetadataResponse(200, headers, document),
                new MetadataResponse(200, headers, NOTHING));
    }

    private static Map<String, String> headers(String... namesAndValues) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }
}
