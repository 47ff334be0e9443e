package org.resourceprotector.servers.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;

/** A class that is protected as a whole. */
@Path("class")
@Protected("profile")
public class OfClass {

    @GET
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
