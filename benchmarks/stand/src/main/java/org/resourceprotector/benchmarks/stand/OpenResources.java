package org.resourceprotector.benchmarks.stand;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What servers on Jakarta REST serve, without protection. Stateless, thread-safe. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class OpenResources {

    /** Makes the resource. */
    public OpenResources() {}

    /**
     * Serves.
     *
     * @return a profile
     */
    @GET
    @Path("open")
    public Profile open() {
        return Profile.alice();
    }

    /**
     * Serves.
     *
     * @return a profile
     */
    @GET
    @Path("any")
    public Profile any() {
        return Profile.alice();
    }

    /**
     * Serves.
     *
     * @return a profile
     */
    @GET
    @Path("user")
    public Profile user() {
        return Profile.alice();
    }

    /**
     * Serves.
     *
     * @return a profile
     */
    @POST
    @Path("orders")
    public Profile order() {
        return Profile.alice();
    }
}
