package org.resourceprotector.processes;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;

/** Those of {@link Orders} that the soak visits; Quarkus looks for resources in the application alone. */
@Path("orders")
public class QuarkusOrders {

    @GET
    @Protected("profile")
    public String read() {
        return "read";
    }

    @GET
    @Path("catalogue")
    @Unprotected
    public String catalogue() {
        return "catalogue";
    }

    @GET
    @Path("owner")
    @Protected
    public String owner() {
        return "owner";
    }
}
