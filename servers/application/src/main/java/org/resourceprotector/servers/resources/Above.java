package org.resourceprotector.servers.resources;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.resourceprotector.Protected;

/** Has a method that is protected, and takes a type that its subclass names. */
public abstract class Above<T> {

    /** Protected here only. */
    @GET
    @Path("superclass")
    @Protected("profile")
    public abstract String ofSuperclass(@QueryParam("p") @DefaultValue("x") T p);
}
