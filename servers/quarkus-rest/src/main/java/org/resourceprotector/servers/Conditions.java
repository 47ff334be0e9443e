package org.resourceprotector.servers;

import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.resourceprotector.AccessCondition;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedRequest;
import org.resourceprotector.token.AccessToken;

/** Methods whose parameters conditions look at, methods that take forms, and one that tells where it was called. */
@Path("conditions")
public class Conditions {

    /** Permits no account to be named, or one of them. */
    public static final class NoneOrOwn implements AccessCondition {
        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            String id = request.queryParameter("id");
            return id == null || id.equals("me");
        }
    }

    /** Permits one account. */
    public static final class Own implements AccessCondition {
        @Override
        public boolean permits(AccessToken token, ProtectedRequest request) {
            return "me".equals(request.pathParameter("id"));
        }
    }

    @GET
    @Path("query")
    @Protected(conditions = NoneOrOwn.class)
    public String query(@QueryParam("id") String id) {
        return "ran with " + id;
    }

    @GET
    @Path("path/{id}")
    @Protected(conditions = Own.class)
    public String path(@PathParam("id") String id) {
        return "ran with " + id;
    }

    @GET
    @Path("bean/{account}")
    @Protected(conditions = OwnerOfAccount.class)
    public String bean(@PathParam("account") String account) {
        return "ran with " + account;
    }

    @POST
    @Path("form")
    @Protected("profile")
    public Uni<String> form(MultivaluedMap<String, String> form) {
        return Uni.createFrom().item("ran with " + form.getFirst("a"));
    }

    @POST
    @Path("bytes")
    @Protected("profile")
    public String bytes(InputStream body) throws IOException {
        return "ran with " + new String(body.readAllBytes(), StandardCharsets.UTF_8);
    }

    @GET
    @Path("uri{rest: .*}")
    @Protected("profile")
    public String uri(@Context SecurityContext security) {
        return security.getUserPrincipal().getName();
    }
}
