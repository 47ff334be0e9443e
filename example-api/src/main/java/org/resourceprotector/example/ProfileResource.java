package org.resourceprotector.example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.resourceprotector.Protected;
import org.resourceprotector.token.AccessToken;

/** The caller, with scopes that are combined: AND within a string, OR between strings. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class ProfileResource {

    private final TokenOwner owner;

    ProfileResource(TokenOwner owner) {
        this.owner = owner;
    }

    @GET
    @Path("/profile")
    @Protected("profile email")
    public Profile both(@Context SecurityContext security) {
        return Profile.withEmail(owner.of(security));
    }

    @GET
    @Path("/contact")
    @Protected({"profile", "email"})
    public Profile either(@Context SecurityContext security) {
        AccessToken token = AccessToken.require(security, AccessToken.class);
        User user = owner.of(token);
        return token.scopes().contains("email") ? Profile.withEmail(user) : Profile.of(user);
    }

    @GET
    @Path("/mixed")
    @Protected({"profile email", "user"})
    public Profile mixed(@Context SecurityContext security) {
        return Profile.withEmail(owner.of(security));
    }
}
