package org.resourceprotector.servers;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;

/** A method of Quarkus alone. */
@Path("reactive")
public class Reactive {

    @GET
    @Path("uni")
    @Protected("profile")
    public Uni<String> uni() {
        return Uni.createFrom().item("ran");
    }
}
