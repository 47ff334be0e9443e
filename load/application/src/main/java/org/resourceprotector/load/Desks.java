package org.resourceprotector.load;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;
import org.resourceprotector.token.AccessToken;

/** An open endpoint, and one for whoever has a token of whichever kind. Stateless, thread-safe. */
@Path("/")
@Produces(MediaType.TEXT_PLAIN)
public class Desks {

    /** Makes the resource. */
    public Desks() {}

    /**
     * For everybody.
     *
     * @return a word
     */
    @GET
    @Path("open")
    @Unprotected
    public String open() {
        return "open";
    }

    /**
     * For whoever has a token.
     *
     * @param security of the request
     * @return the name of the caller
     */
    @GET
    @Path("protected")
    @Protected
    public String name(@Context SecurityContext security) {
        return AccessToken.require(security, AccessToken.class).getName();
    }
}
