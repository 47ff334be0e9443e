package org.resourceprotector.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.core.util.Yaml;
import io.swagger.v3.core.util.Yaml31;
import io.swagger.v3.jaxrs2.Reader;
import io.swagger.v3.oas.integration.SwaggerConfiguration;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.servers.Server;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A resource that serves the OpenAPI document of its application at {@code /openapi.json} and {@code /openapi.yaml}, made by
 * swagger-core, with the protection of each operation in it. Register it as an instance. Needs no servlet.
 *
 * <pre>{@code
 * new SwaggerDocument(
 *         OpenApiSecurity.of(protector),
 *         new OpenAPI().info(new Info().title("Orders").version("1")))
 * }</pre>
 *
 * <p>Anybody may read it, with the names of scopes, roles and conditions that are in it. It is made at the first call, and anew if more endpoints are known than before. Its paths are those
 * below the application; where the application is goes into {@code servers}, unless that is given, as a path without a host.
 * No host is taken from a request.
 *
 * <p>Thread-safe.
 *
 * @see SwaggerSecurity
 */
public final class SwaggerDocument extends DocumentResource {

    /** Stands in the text for the path of the application. */
    private static final String BASE = "/the-path-of-the-application";

    private final OpenApiSecurity security;
    private final OpenAPI template;
    private final List<Class<?>> resources;

    private volatile @Nullable Written written;

    /** The document without the path of the application, and how many endpoints were known when it was written. */
    private record Written(int endpoints, String json, String yaml) {

        /** With a path, which callers spell as they like, and which has no quotes, being one of a URI. */
        String text(boolean isJson, String base) {
            return isJson
                    ? json.replace(BASE, base)
                    : yaml.replace('"' + BASE + '"', BASE).replace(BASE, '"' + base + '"');
        }
    }

    /**
     * The document of an application.
     *
     * @param security what it says of the protection
     * @param template what it has besides operations, such as {@code info}; must not be changed any more. The version of
     *     OpenAPI is the one that it states, else 3.0
     * @param resources the classes to read; none for those that the application names by itself or has registered as
     *     instances
     */
    public SwaggerDocument(OpenApiSecurity security, OpenAPI template, Class<?>... resources) {
        this.security = Objects.requireNonNull(security, "security");
        this.template = Objects.requireNonNull(template, "template");
        this.resources = List.of(resources);
    }

    /**
     * Called by the runtime.
     *
     * @param type {@code json} or {@code yaml}
     * @param application the application; null if there is none, which is an error if no classes were given
     * @param uri the base URI
     * @return the document
     */
    @Override
    public Response document(String type, Application application, UriInfo uri) {
        boolean isJson = type.equals("json");
        String text = current(application).text(isJson, base(uri));
        return Response.ok(text.getBytes(StandardCharsets.UTF_8))
                .type(isJson ? "application/json" : "application/yaml")
                .build();
    }

    private static String base(UriInfo uri) {
        String path = uri.getBaseUri().getRawPath();
        return path == null || path.length() < 2 ? "/" : path.replaceAll("/$", "");
    }

    private Written current(@Nullable Application application) {
        int endpoints = security.endpoints();
        Written known = written;
        return known != null && known.endpoints == endpoints ? known : renewed(application, endpoints);
    }

    /** Writes it anew, once if many ask. */
    private synchronized Written renewed(@Nullable Application application, int endpoints) {
        Written known = written;
        if (known == null || known.endpoints != endpoints) {
            known = write(application, endpoints);
            written = known;
        }
        return known;
    }

    private Written write(@Nullable Application application, int endpoints) {
        boolean is31 = SwaggerModel.is31(template);
        OpenAPI document = new Reader(
                        new SwaggerConfiguration().openAPI(template).openAPI31(is31))
                .read(resources.isEmpty() ? registered(application) : new LinkedHashSet<>(resources));
        if (document.getServers() == null || document.getServers().isEmpty()) {
            document.addServersItem(new Server().url(BASE));
        }
        SwaggerModel.write(security, document);
        return new Written(
                endpoints,
                text(is31 ? Json31.mapper() : Json.mapper(), document),
                text(is31 ? Yaml31.mapper() : Yaml.mapper(), document));
    }

    @SuppressWarnings("deprecation") // instances are registered there on every runtime
    private static Set<Class<?>> registered(@Nullable Application application) {
        if (application == null) {
            throw new IllegalStateException(
                    "there is no Application to ask; name the resource classes to new SwaggerDocument(…)");
        }
        Set<Class<?>> classes = new LinkedHashSet<>(application.getClasses());
        application.getSingletons().forEach(singleton -> classes.add(singleton.getClass()));
        return classes;
    }

    private static String text(ObjectMapper mapper, OpenAPI document) {
        try {
            return mapper.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the OpenAPI document cannot be written", e);
        }
    }
}
