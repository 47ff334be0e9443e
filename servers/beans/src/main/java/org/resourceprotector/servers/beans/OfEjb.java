package org.resourceprotector.servers.beans;

import jakarta.ejb.Stateless;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;

/** An EJB without an interface. */
@Path("ejb/class")
@Stateless
@Protected("profile")
public class OfEjb {

    @GET
    @Path("method")
    public String method() {
        return "ran";
    }

    @GET
    @Path("stricter")
    @Protected("admin")
    public String stricter() {
        return "ran";
    }

    @GET
    @Path("open")
    @Unprotected
    public String open() {
        return "ran";
    }
}
