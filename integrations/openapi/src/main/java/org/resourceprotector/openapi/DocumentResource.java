package org.resourceprotector.openapi;

import io.swagger.v3.oas.annotations.Operation;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.resourceprotector.Unprotected;

/**
 * Where the document is, and nothing there. Apart from {@link SwaggerDocument}, because servers that scan an application for
 * resources take every class with a path, of this library, too, whether the application wants it or not, and whether
 * swagger-core is there or not: such a server gets an empty place, which answers 404. Thread-safe.
 */
@Path("/openapi.{type: json|yaml}")
@Unprotected
public class DocumentResource {

    /** Called by servers that scan. */
    public DocumentResource() {}

    /**
     * Called by the runtime.
     *
     * @param type {@code json} or {@code yaml}
     * @param application the application; null if there is none
     * @param uri the base URI
     * @return the document
     */
    @GET
    @Operation(hidden = true)
    public Response document(@PathParam("type") String type, @Context Application application, @Context UriInfo uri) {
        throw new NotFoundException();
    }
}
