package org.resourceprotector.servers.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;

/** Promises protection. */
public interface Promised {

    /** Protected here only. */
    @GET
    @Path("interface")
    @Protected("profile")
    String ofInterface();
}
