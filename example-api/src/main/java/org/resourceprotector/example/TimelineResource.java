package org.resourceprotector.example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.List;
import org.resourceprotector.Protected;
import org.resourceprotector.token.AccessToken;

/** Public, and personal for callers with a token. A bad token is refused all the same. */
@Path("/timeline")
@Produces(MediaType.APPLICATION_JSON)
public final class TimelineResource {

    private final TokenOwner owner;
    private final Posts posts;

    TimelineResource(TokenOwner owner, Posts posts) {
        this.owner = owner;
        this.posts = posts;
    }

    @GET
    @Protected(optional = true)
    public List<Post> timeline(@Context SecurityContext security) {
        return AccessToken.from(security)
                .map(token -> posts.by(owner.of(token)))
                .orElseGet(posts::shared);
    }
}
