package org.resourceprotector.benchmarks.peers.cxf;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.resourceprotector.benchmarks.stand.Profile;

/** Everybody's. Stateless, thread-safe. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class OpenResource {

    /** Makes the resource. */
    public OpenResource() {}

    /**
     * Serves.
     *
     * @return a profile
     */
    @GET
    public Profile open() {
        return Profile.alice();
    }
}
