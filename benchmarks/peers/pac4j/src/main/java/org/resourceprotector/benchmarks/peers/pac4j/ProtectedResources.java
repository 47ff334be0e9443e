package org.resourceprotector.benchmarks.peers.pac4j;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.pac4j.jax.rs.annotations.Pac4JSecurity;
import org.resourceprotector.benchmarks.stand.Profile;

/** What all servers serve, as a user of pac4j protects it. Stateless, thread-safe. */
@Path("/")
@Pac4JSecurity(clients = "DirectBearerAuthClient", authorizers = "isAuthenticated")
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
    @Pac4JSecurity(ignore = true)
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
    @Pac4JSecurity(clients = "DirectBearerAuthClient", authorizers = "profile")
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
    @Pac4JSecurity(clients = "DirectBearerAuthClient", authorizers = "orders:write")
    public Profile order() {
        return Profile.alice();
    }
}
