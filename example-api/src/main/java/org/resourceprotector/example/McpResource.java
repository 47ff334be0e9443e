package org.resourceprotector.example;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;

/** The social API for clients of the Model Context Protocol. One scope opens it; a tool may need another one. */
@Path("/mcp")
@Protected("profile")
public final class McpResource {

    private static final String NOTHING = """
            {"type": "object"}
            """;

    private static final String POST = """
            {"type": "object", "required": ["text"], "properties": {
               "text": {"type": "string", "pattern": "\\\\S", "maxLength": 280},
               "shared": {"type": "boolean"}}}
            """;

    private final McpTransport mcp = new McpTransport();
    private final ResourceProtector protector;
    private final Social social;

    public McpResource(ResourceProtector protector, Social social) {
        this.protector = protector;
        this.social = social;
        mcp.serve(
                "social",
                mcp.tool("whoami", "Tells who the user is.", NOTHING, this::whoAmI),
                mcp.tool("write_post", "Writes a post, shared or for the user alone.", POST, this::writePost));
    }

    /** The only endpoint. There is no GET, because no tool has anything to say later: clients take the 405 for that. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response message(
            String message, @HeaderParam("Origin") @Nullable String origin, @Context SecurityContext security) {
        if (origin != null) {
            throw new ForbiddenException("no page of a browser calls this");
        }
        return mcp.answer(message, security);
    }

    private String whoAmI(CallToolRequest call, SecurityContext security) {
        return social.owner(AccessToken.require(security, AccessToken.class)).displayName();
    }

    private String writePost(CallToolRequest call, SecurityContext security) {
        AccessToken token = protector.acquire(security, "post");
        String text = String.valueOf(call.arguments().get("text"));
        boolean shared = Boolean.TRUE.equals(call.arguments().get("shared"));
        return "post " + social.write(token.getName(), text, shared).id();
    }
}
