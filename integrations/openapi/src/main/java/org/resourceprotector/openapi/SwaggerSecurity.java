package org.resourceprotector.openapi;

import io.swagger.v3.jaxrs2.ReaderListener;
import io.swagger.v3.oas.integration.api.OpenApiReader;
import io.swagger.v3.oas.models.OpenAPI;
import java.util.Objects;

/**
 * Writes the protection of an application into the document that swagger-core makes of it. Extend it by a public class with
 * a public constructor without parameters, and have swagger-core read that class like a resource.
 *
 * <pre>{@code
 * @OpenAPIDefinition(info = @Info(title = "Orders", version = "1"))
 * public class OrdersDocument extends SwaggerSecurity {
 *     public OrdersDocument() {
 *         super(OpenApiSecurity.of(Api.PROTECTOR));
 *     }
 * }
 * }</pre>
 *
 * <p>If its constructor throws, swagger-core logs that and goes on without it: the document says nothing of tokens then.
 *
 * <p>Thread-safe.
 *
 * @see SwaggerDocument
 */
public class SwaggerSecurity implements ReaderListener {

    private final OpenApiSecurity security;

    /**
     * A listener of the reader of swagger-core.
     *
     * @param security what documents say
     */
    protected SwaggerSecurity(OpenApiSecurity security) {
        this.security = Objects.requireNonNull(security, "security");
    }

    /**
     * Called by swagger-core; does nothing.
     *
     * @param reader reads annotations
     * @param openApi the document, empty as yet
     */
    @Override
    public final void beforeScan(OpenApiReader reader, OpenAPI openApi) {}

    /**
     * Called by swagger-core; writes into the document.
     *
     * @param reader reads annotations
     * @param openApi the document
     */
    @Override
    public final void afterScan(OpenApiReader reader, OpenAPI openApi) {
        SwaggerModel.write(security, openApi);
    }
}
