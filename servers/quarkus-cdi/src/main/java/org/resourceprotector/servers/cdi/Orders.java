package org.resourceprotector.servers.cdi;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;
import org.resourceprotector.cdi.CurrentToken;
import org.resourceprotector.token.AccessToken;

/** All that an application has of its protection: a rule, and what it does with the token. */
@Path("orders")
public class Orders {

    @Inject
    AccessToken token;

    @Inject
    CurrentToken current;

    @GET
    @Protected("orders")
    public String all() {
        return "orders of " + token.getName();
    }

    /** On the event loop. */
    @GET
    @Path("uni")
    @Protected("orders")
    public Uni<String> uni() {
        return Uni.createFrom().item(() -> "orders of " + token.getName());
    }

    @GET
    @Path("offers")
    @Protected(optional = true)
    public String offers() {
        return "offers for " + current.find().map(AccessToken::getName).orElse("nobody");
    }

    @GET
    @Path("open")
    public String open() {
        return "for all";
    }

    /** Nothing tells who calls here. */
    @GET
    @Path("nobody")
    public String nobody() {
        try {
            return String.valueOf(token.getName());
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
