package org.resourceprotector.servers.beans;

import jakarta.ejb.Local;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** The interface of an EJB, which has the paths and no rule. */
@Local
@Path("ejb/plain")
public interface PlainOrders {

    @GET
    @Path("method")
    String method();
}
