package org.resourceprotector.servers.beans;

import jakarta.ejb.Local;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;

/** The interface of an EJB, which has the paths and all rules. */
@Local
@Path("ejb/ruled")
@Protected("profile")
public interface RuledOrders {

    @GET
    @Path("method")
    String method();

    @GET
    @Path("stricter")
    @Protected("admin")
    String stricter();
}
