package org.resourceprotector.benchmarks.peers.smallrye;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** What all servers serve, without protection, as a bean of this archive. Stateless, thread-safe. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class OpenResources extends org.resourceprotector.benchmarks.stand.OpenResources {

    /** Makes the resource. */
    public OpenResources() {}
}
