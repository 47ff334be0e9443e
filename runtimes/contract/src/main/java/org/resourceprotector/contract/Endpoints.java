package org.resourceprotector.contract;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import org.resourceprotector.Protected;

/** One endpoint for every kind of rule; each is named after its path, and says who the caller is. */
final class Endpoints {

    private Endpoints() {}

    @Path("/")
    @Produces(MediaType.TEXT_PLAIN)
    public static class Root {
        private static String ran(String name, SecurityContext security) {
            return Ran.here(name) + " for " + (security.getUserPrincipal() == null ? "nobody" : "alice");
        }

        @GET
        @Path("any")
        @Protected
        public String any(@Context SecurityContext security) {
            return ran("any", security);
        }

        @GET
        @Path("profile")
        @Protected("profile")
        public String profile(@Context SecurityContext security) {
            return ran("profile", security);
        }

        @GET
        @Path("both")
        @Protected("profile email")
        public String both(@Context SecurityContext security) {
            return ran("both", security);
        }

        @GET
        @Path("either")
        @Protected({"profile", "email"})
        public String either(@Context SecurityContext security) {
            return ran("either", security);
        }

        @GET
        @Path("mixed")
        @Protected({"profile email", "user"})
        public String mixed(@Context SecurityContext security) {
            return ran("mixed", security);
        }

        @GET
        @Path("read")
        @Protected("things:read")
        public String read(@Context SecurityContext security) {
            return ran("read", security);
        }

        @GET
        @Path("optional")
        @Protected(value = "profile", optional = true)
        public String optional(@Context SecurityContext security) {
            return ran("optional", security);
        }

        @GET
        @Path("optional-any")
        @Protected(optional = true)
        public String optionalAny(@Context SecurityContext security) {
            return ran("optional-any", security);
        }

        @GET
        @Path("ignoring")
        @Protected(value = "profile", optional = true, ignoreInvalid = true)
        public String ignoring(@Context SecurityContext security) {
            return ran("ignoring", security);
        }

        @GET
        @Path("roles")
        @Protected(roles = {"root", "admin clerk"})
        public String roles(@Context SecurityContext security) {
            return ran("roles", security);
        }

        @GET
        @Path("groups")
        @Protected(groups = "staff")
        public String groups(@Context SecurityContext security) {
            return ran("groups", security);
        }

        @GET
        @Path("entitlements")
        @Protected(entitlements = "print")
        public String entitlements(@Context SecurityContext security) {
            return ran("entitlements", security);
        }

        @GET
        @Path("scope-and-role")
        @Protected(value = "profile", roles = "admin")
        public String scopeAndRole(@Context SecurityContext security) {
            return ran("scope-and-role", security);
        }

        @GET
        @Path("open")
        public String open(@Context SecurityContext security) {
            return ran("open", security);
        }

        @POST
        @Path("form")
        @Protected
        @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
        public String form(@FormParam("name") String name, @FormParam("access_token") String token) {
            return Ran.here("form") + " " + name + " " + (token != null);
        }
    }
}
