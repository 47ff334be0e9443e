package org.resourceprotector.benchmarks.ours;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;
import org.resourceprotector.benchmarks.stand.Profile;

/** What all servers serve, as a user of this library protects it. Stateless, thread-safe. */
@Path("/")
@Protected
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
    @Unprotected
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
    @Protected("profile")
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
    @Protected("orders:write")
    public Profile order() {
        return Profile.alice();
    }
}
