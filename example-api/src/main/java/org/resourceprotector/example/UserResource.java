package org.resourceprotector.example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Set;
import org.resourceprotector.Protected;
import org.resourceprotector.token.AccessToken;

/** The caller, with one scope, and with any token. */
@Path("/user")
@Produces(MediaType.APPLICATION_JSON)
public final class UserResource {

    private final TokenOwner owner;

    UserResource(TokenOwner owner) {
        this.owner = owner;
    }

    @GET
    @Protected("profile")
    public Profile profile(@Context SecurityContext security) {
        return Profile.of(owner.of(security));
    }

    @GET
    @Path("/anything")
    @Protected
    public Grant anything(@Context SecurityContext security) {
        AccessToken token = AccessToken.require(security, AccessToken.class);
        return new Grant(owner.of(token).name(), token.scopes());
    }

    /** Who the caller is and what the token allows. */
    public record Grant(String user, Set<String> scopes) {}
}
