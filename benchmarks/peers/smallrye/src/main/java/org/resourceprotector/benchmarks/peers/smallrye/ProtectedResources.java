package org.resourceprotector.benchmarks.peers.smallrye;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.resourceprotector.benchmarks.stand.Profile;

/** What all servers serve, as a user of SmallRye JWT protects it. Stateless, thread-safe. */
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
    @PermitAll
    public Profile open() {
        return Profile.alice();
    }

    /**
     * For any valid token.
     *
     * @return a profile
     */
    @GET
    @Path("any")
    @RolesAllowed("*")
    public Profile any() {
        return Profile.alice();
    }

    /**
     * For a scope.
     *
     * @return a profile
     */
    @GET
    @Path("user")
    @RolesAllowed("profile")
    public Profile user() {
        return Profile.alice();
    }

    /**
     * For another scope.
     *
     * @return a profile
     */
    @POST
    @Path("orders")
    @RolesAllowed("orders:write")
    public Profile order() {
        return Profile.alice();
    }
}
