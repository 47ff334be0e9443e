package org.resourceprotector.cdi.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;
import org.resourceprotector.cdi.CurrentToken;
import org.resourceprotector.token.AccessToken;

/** One for all requests, into which tokens are injected all the same. */
@Path("orders")
@ApplicationScoped
public class Orders {

    @Inject
    AccessToken token;

    @Inject
    CurrentToken current;

    @GET
    @Protected("orders")
    public String all() {
        return token.getName() + " " + current.require(ShopToken.class).getName();
    }

    @GET
    @Path("offers")
    @Protected(optional = true)
    public String offers() {
        return current.find(ShopToken.class).map(AccessToken::getName).orElse("nobody");
    }

    /** Answers what asking for a token without one is answered with. */
    @GET
    @Path("open")
    public String open() {
        try {
            return token.getName();
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }
}
