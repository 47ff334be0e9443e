package org.resourceprotector.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;

/** A resource that {@link CopiedAnnotationTest} loads anew, so that it sees nothing of this package. */
@Path("/copied")
public class Copied {

    @GET
    @Protected("profile")
    public String get() {
        return "copied";
    }

    @Path("sub")
    @Protected("profile")
    public Copied sub() {
        return this;
    }
}
