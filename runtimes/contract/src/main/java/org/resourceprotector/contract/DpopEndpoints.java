package org.resourceprotector.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import java.util.Set;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectionException;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;

/** Endpoints for bound and unbound tokens. */
final class DpopEndpoints {

    private DpopEndpoints() {}

    /** An application's own token, which may be bound. */
    record BoundToken(String getName, Set<String> scopes, Confirmation confirmation) implements AccessToken {

        static BoundToken to(DpopKey key) {
            return new BoundToken("alice", Set.of(), new Confirmation(Map.of("jkt", key.thumbprint())));
        }

        static BoundToken toNothing() {
            return new BoundToken("bob", Set.of(), null);
        }
    }

    @Path("/dpop")
    @Produces(MediaType.TEXT_PLAIN)
    public static class Root {

        @GET
        @Path("where")
        public String where(@Context UriInfo uri) {
            return uri.getRequestUri().toString();
        }

        @GET
        @Path("any")
        @Protected
        public String any(@Context SecurityContext security) {
            return Ran.here("dpop") + " " + security.getUserPrincipal().getName() + " by "
                    + security.getAuthenticationScheme();
        }

        @POST
        @Path("any")
        @Protected
        public String post() {
            return Ran.here("dpop");
        }

        @GET
        @Path("items/{id}")
        @Protected
        public String item(@PathParam("id") String id) {
            return Ran.here("dpop") + " " + id;
        }

        @GET
        @Path("bound")
        @Protected(senderConstrained = true)
        public String bound() {
            return Ran.here("dpop");
        }

        @GET
        @Path("forbidden")
        @Protected
        public String forbidden() {
            throw ProtectionException.forbidden("not of this owner");
        }

        @GET
        @Path("scoped")
        @Protected("profile")
        public String scoped() {
            return Ran.here("dpop");
        }

        @GET
        @Path("gold")
        @Protected(acr = "gold", maxAge = 300)
        public String gold() {
            return Ran.here("dpop");
        }

        @GET
        @Path("optional")
        @Protected(optional = true)
        public String optional(@Context SecurityContext security) {
            return Ran.here("dpop") + " " + (security.getUserPrincipal() == null ? "nobody" : "somebody");
        }

        @GET
        @Path("ignoring")
        @Protected(optional = true, ignoreInvalid = true)
        public String ignoring(@Context SecurityContext security) {
            return optional(security);
        }
    }

    /** A filter of the application's own that believes it knows better. */
    static final class Meddling implements ContainerResponseFilter {

        @Override
        public void filter(ContainerRequestContext request, ContainerResponseContext response) {
            response.getHeaders().add("dpop-nonce", "not-from-us");
            response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "public");
        }
    }
}
