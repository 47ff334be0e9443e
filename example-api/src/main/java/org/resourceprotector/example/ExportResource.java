package org.resourceprotector.example;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.resourceprotector.ResourceProtector;

/** Needs a scope that only shows at the time of the request, which no annotation could name. */
@Path("/export")
@Produces(MediaType.APPLICATION_JSON)
public final class ExportResource {

    private final ResourceProtector protector;
    private final TokenOwner owner;
    private final Posts posts;

    ExportResource(ResourceProtector protector, TokenOwner owner, Posts posts) {
        this.protector = protector;
        this.owner = owner;
        this.posts = posts;
    }

    @GET
    public Export export(
            @QueryParam("email") boolean withEmail,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            @Context Request request) {
        User user = owner.of(protector.acquire(headers, uri, request, withEmail ? "profile email" : "profile"));
        return new Export(withEmail ? Profile.withEmail(user) : Profile.of(user), posts.by(user));
    }

    /** Everything that is known of a user. */
    public record Export(Profile profile, List<Post> posts) {}
}
