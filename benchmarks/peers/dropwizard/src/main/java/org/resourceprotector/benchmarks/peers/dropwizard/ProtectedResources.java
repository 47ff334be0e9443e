package org.resourceprotector.benchmarks.peers.dropwizard;

import io.dropwizard.auth.Auth;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.resourceprotector.benchmarks.stand.Profile;

/** What all servers serve, as a user of Dropwizard protects it. Stateless, thread-safe. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class ProtectedResources {

    /** Makes the resource. */
    public ProtectedResources() {}

    /**
     * Everybody's.
     *
     * @return a profile
     */
    @GET
    @Path("open")
    public Profile open() {
        return Profile.alice();
    }

    /**
     * For any valid token.
     *
     * @param user who asks
     * @return a profile
     */
    @GET
    @Path("any")
    public Profile any(@Auth User user) {
        return Profile.alice();
    }

    /**
     * For a scope.
     *
     * @param user who asks
     * @return a profile
     */
    @GET
    @Path("user")
    @RolesAllowed("profile")
    public Profile user(@Auth User user) {
        return Profile.alice();
    }

    /**
     * For another scope.
     *
     * @param user who asks
     * @return a profile
     */
    @POST
    @Path("orders")
    @RolesAllowed("orders:write")
    public Profile order(@Auth User user) {
        return Profile.alice();
    }
}
