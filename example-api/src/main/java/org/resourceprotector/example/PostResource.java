package org.resourceprotector.example;

import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Form;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriBuilder;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;
import org.resourceprotector.example.Social.Post;
import org.resourceprotector.token.AccessToken;

/** Protected as a class; reading one shared post is open. */
@Path("/posts")
@Produces(MediaType.APPLICATION_JSON)
@Protected("post")
public final class PostResource {

    private static final int MAX_LENGTH = 280;

    private final Social social;

    PostResource(Social social) {
        this.social = social;
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response write(Form form, @Context SecurityContext security) {
        String text = form.asMap().getFirst("text");
        if (text == null || text.isBlank() || text.length() > MAX_LENGTH) {
            throw new BadRequestException("a post has 1 to " + MAX_LENGTH + " characters");
        }
        boolean shared = "true".equals(form.asMap().getFirst("shared"));
        Post post =
                social.write(AccessToken.require(security, AccessToken.class).getName(), text, shared);
        return Response.created(UriBuilder.fromPath("/posts/{id}").build(post.id()))
                .entity(post)
                .build();
    }

    @GET
    @Path("/{id: [0-9]{1,18}}")
    @Unprotected
    public Post read(@PathParam("id") long id) {
        return social.shared(id).orElseThrow(NotFoundException::new);
    }
}
