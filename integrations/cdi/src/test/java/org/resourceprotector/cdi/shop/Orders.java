package org.resourceprotector.cdi.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;
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

    @Inject
    Instance<ShopToken> own;

    @Inject
    Instance<Optional<ShopToken>> ownIfAny;

    @GET
    @Protected("orders")
    public String all() {
        return token.getName() + " " + current.require(ShopToken.class).getName() + " " + own.get().getName() + " "
                + ownIfAny.get().orElseThrow().getName();
    }

    @GET
    @Path("offers")
    @Protected(optional = true)
    public String offers() {
        return current.find().map(AccessToken::getName).orElse("nobody") + " "
                + ownIfAny.get().map(AccessToken::getName).orElse("nobody");
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
