package org.resourceprotector.servers.beans;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;

/** A bean that is there once, and called by a proxy. */
@Path("bean/application")
@ApplicationScoped
@Protected("profile")
public class OfApplication {

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
