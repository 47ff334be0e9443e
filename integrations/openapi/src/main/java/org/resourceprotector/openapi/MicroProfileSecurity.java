package org.resourceprotector.openapi;

import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;

/**
 * Writes the protection of an application into its document of MicroProfile OpenAPI. Extend it by a public class with a
 * public constructor without parameters, and name that class in the configuration as {@code mp.openapi.filter}.
 *
 * <pre>{@code
 * public class OrdersDocument extends MicroProfileSecurity {
 *     public OrdersDocument() {
 *         super(OpenApiSecurity.builder(Api.PROTECTOR)
 *                 .application(new Api(), OrdersResource.class)
 *                 .build());
 *     }
 * }
 * }</pre>
 *
 * <p>Servers may make the document before they deploy the application, when the report of the protector is still empty;
 * therefore the application is given, with the resource classes that it does not name.
 *
 * <p>Thread-safe.
 */
public class MicroProfileSecurity implements OASFilter {

    /** The path of {@link DocumentResource} in documents, which have no regular expressions. */
    private static final String EMPTY_PLACE = "/openapi.{type}";

    private final OpenApiSecurity security;

    /**
     * A filter of documents.
     *
     * @param security what documents say
     */
    protected MicroProfileSecurity(OpenApiSecurity security) {
        this.security = Objects.requireNonNull(security, "security");
    }

    /**
     * Called by the server; writes into the document.
     *
     * @param openApi the document
     */
    @Override
    public final void filterOpenAPI(OpenAPI openApi) {
        removeEmptyPlace(openApi);
        MicroProfileModel.write(security, openApi);
    }

    /** What a server finds of this library that scans an application for resources answers nothing. */
    private static void removeEmptyPlace(OpenAPI openApi) {
        if (openApi.getPaths() != null && openApi.getPaths().getPathItems() != null) {
            List<String> empty = openApi.getPaths().getPathItems().keySet().stream()
                    .filter(path -> path.endsWith(EMPTY_PLACE))
                    .toList();
            empty.forEach(openApi.getPaths()::removePathItem);
        }
    }
}
