package org.resourceprotector.servers.listed;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;

/** What must not be served. */
@Path("orders")
public class Orders {

    @GET
    @Protected("orders")
    public String all() {
        return "ran";
    }
}
