package org.resourceprotector.servers.beans;

import jakarta.ejb.Local;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;

/** The interface of an EJB, which has the paths. */
@Local
@Path("ejb/local")
public interface LocalOrders {

    /** The rule stands on the class. */
    @GET
    @Path("method")
    String method();

    /** The rule stands here. */
    @GET
    @Path("stricter")
    @Protected("admin")
    String stricter();
}
