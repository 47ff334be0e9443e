package org.resourceprotector.benchmarks.peers.cxf;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.apache.cxf.rs.security.oauth2.filters.Scopes;
import org.resourceprotector.benchmarks.stand.Profile;

/** For whoever has a token, where the filters are that read the annotations; for everybody elsewhere. Stateless, thread-safe. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class Resources {

    /** Makes the resource. */
    public Resources() {}

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
    @Scopes("profile")
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
    @Scopes("orders:write")
    public Profile order() {
        return Profile.alice();
    }
}
