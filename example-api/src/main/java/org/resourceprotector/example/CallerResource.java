package org.resourceprotector.example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.example.Social.Post;
import org.resourceprotector.example.Social.User;
import org.resourceprotector.token.AccessToken;

/** The caller, with every kind of rule: AND within a string, OR between strings, optional, and in the method. */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public final class CallerResource {

    private final ResourceProtector protector;
    private final Social social;

    CallerResource(ResourceProtector protector, Social social) {
        this.protector = protector;
        this.social = social;
    }

    @GET
    @Path("/profile")
    @Protected("profile email")
    public User both(@Context SecurityContext security) {
        return social.owner(token(security));
    }

    @GET
    @Path("/contact")
    @Protected({"profile", "email"})
    public User either(@Context SecurityContext security) {
        AccessToken token = token(security);
        User user = social.owner(token);
        return token.scopes().contains("email") ? user : user.withoutEmail();
    }

    @GET
    @Path("/mixed")
    @Protected({"profile email", "user"})
    public User mixed(@Context SecurityContext security) {
        return social.owner(token(security));
    }

    /** Public, and personal for callers with a token. A bad token is refused all the same. */
    @GET
    @Path("/timeline")
    @Protected(optional = true)
    public List<Post> timeline(@Context SecurityContext security) {
        return AccessToken.from(security)
                .map(token -> social.by(token.getName()))
                .orElseGet(social::shared);
    }

    /** Needs a scope that only shows at the time of the request, which no annotation could name. */
    @GET
    @Path("/export")
    public Export export(
            @QueryParam("email") boolean withEmail,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            @Context Request request) {
        User user = social.owner(protector.acquire(headers, uri, request, withEmail ? "profile email" : "profile"));
        return new Export(withEmail ? user : user.withoutEmail(), social.by(user.name()));
    }

    private static AccessToken token(SecurityContext security) {
        return AccessToken.require(security, AccessToken.class);
    }

    /** Everything that is known of a user. */
    public record Export(User profile, List<Post> posts) {}
}
