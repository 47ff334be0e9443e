package org.resourceprotector.contract;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectionException;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.token.AccessToken;

/** Endpoints that ask for the token by themselves; a singleton that holds the protector. */
@Path("/acquire")
@Produces(MediaType.TEXT_PLAIN)
public final class Acquiring {

    private final ResourceProtector protector;

    /**
     * Takes the protector.
     *
     * @param protector the one of the application
     */
    public Acquiring(ResourceProtector protector) {
        this.protector = protector;
    }

    @GET
    @Path("any")
    public String any(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
        AccessToken token = protector.acquire(headers, uri, request);
        return Ran.here("acquire/any") + " for " + token.getName();
    }

    @GET
    @Path("profile")
    public String profile(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
        AccessToken token = protector.acquire(headers, uri, request, "profile");
        return Ran.here("acquire/profile") + " for " + token.getName();
    }

    @GET
    @Path("mixed")
    public String mixed(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
        protector.acquire(headers, uri, request, "profile email", "user");
        return Ran.here("acquire/mixed");
    }

    @POST
    @Path("posted")
    public String posted(String body, @Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
        protector.acquire(headers, uri, request, "profile");
        return Ran.here("acquire/posted") + " " + body;
    }

    /** Asks five times. */
    @GET
    @Path("often")
    public String often(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
        for (int i = 0; i < 5; i++) {
            protector.acquire(headers, uri, request);
        }
        protector.acquire(headers, uri, request, "profile");
        return Ran.here("acquire/often");
    }

    /** Asks a second time, where the annotation had it validated already. */
    @GET
    @Path("after")
    @Protected
    public String after(
            @Context SecurityContext security,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            @Context Request request) {
        protector.acquire(security, "profile");
        protector.acquire(headers, uri, request, "profile");
        return Ran.here("acquire/after");
    }

    @GET
    @Path("narrowed")
    @Protected
    public String narrowed(@Context SecurityContext security) {
        AccessToken token = protector.acquire(security, "profile");
        return Ran.here("acquire/narrowed") + " for " + token.getName();
    }

    /** The operation needs the scope of the annotation, too. */
    @GET
    @Path("narrowed-further")
    @Protected("profile")
    public String narrowedFurther(@Context SecurityContext security) {
        protector.acquire(security, "email");
        return Ran.here("acquire/narrowed-further");
    }

    @GET
    @Path("narrowed-open")
    public String narrowedOpen(@Context SecurityContext security) {
        protector.acquire(security);
        return Ran.here("acquire/narrowed-open");
    }

    /** Goes on where the token is not good enough: acquiring is also a question. */
    @GET
    @Path("caught")
    public String caught(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
        try {
            protector.acquire(headers, uri, request, "profile");
            return "let in";
        } catch (ProtectionException refused) {
            return refused.rejection().reason() + " " + refused.getResponse().getStatus();
        }
    }

    @GET
    @Path("no-rule")
    public String noRule(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
        try {
            protector.acquire(headers, uri, request, "");
            return Ran.here("acquire/no-rule");
        } catch (IllegalArgumentException blank) {
            return "no rule";
        }
    }
}
