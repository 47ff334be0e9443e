package org.resourceprotector.enforcement;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** A resource of somebody whose class loader lives longer than the library. */
@Path("stays")
public class Stays {

    /** An endpoint. */
    @GET
    public String get() {
        return "";
    }

    /** A locator. */
    @Path("below")
    public Stays below() {
        return this;
    }
}
