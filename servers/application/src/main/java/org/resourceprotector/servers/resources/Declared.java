package org.resourceprotector.servers.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.resourceprotector.Protected;
import org.resourceprotector.token.AccessToken;

/** Methods that are protected by annotations of their own, of interfaces and of superclasses. */
@Path("declared")
public class Declared extends Above<String> implements Promised {

    @GET
    public String open() {
        return "ran";
    }

    @GET
    @Path("method")
    @Protected("profile")
    public String method(@Context SecurityContext security) {
        return "ran for " + AccessToken.require(security, ScopesToken.class).getName();
    }

    @GET
    @Path("both")
    @Protected({"profile email", "admin"})
    public String alternatives() {
        return "ran";
    }

    @GET
    @Path("optional")
    @Protected(optional = true)
    public String optional(@Context SecurityContext security) {
        return "ran for " + AccessToken.from(security).map(AccessToken::getName).orElse("nobody");
    }

    @GET
    @Path("stage")
    @Protected("profile")
    public CompletionStage<String> stage() {
        return CompletableFuture.completedFuture("ran");
    }

    @POST
    @Path("post")
    @Protected("profile")
    public String post(String body) {
        return "ran";
    }

    @OPTIONS
    @Path("options")
    @Protected("profile")
    public String options() {
        return "ran";
    }

    @GET
    @Path("variable/{v: [a-z]+}")
    @Protected("profile")
    public String variable(@PathParam("v") String v) {
        return "ran";
    }

    @Override
    public String ofInterface() {
        return "ran";
    }

    @Override
    public String ofSuperclass(String p) {
        return "ran";
    }

    @Path("protected-locator")
    @Protected("admin")
    public Below protectedLocator() {
        return new Below();
    }

    @Path("open-locator/{v}")
    public Leaf openLocator(@PathParam("v") String v) {
        return new Leaf();
    }

    /** A sub-resource behind a protected locator. */
    public static class Below {

        @GET
        public String open() {
            return "ran";
        }

        @GET
        @Path("method")
        @Protected("profile")
        public String method() {
            return "ran";
        }
    }

    /** A sub-resource behind an open locator. */
    public static class Leaf {

        @GET
        public String open() {
            return "ran";
        }

        @GET
        @Path("method")
        @Protected("profile")
        public String method() {
            return "ran";
        }
    }
}
