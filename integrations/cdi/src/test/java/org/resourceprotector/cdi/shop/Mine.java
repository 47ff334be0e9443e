package org.resourceprotector.cdi.shop;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.resourceprotector.Protected;

/** One for each request, so that a token that is no proxy may be a field. */
@Path("mine")
@RequestScoped
public class Mine {

    private final Basket basket;

    @Inject
    Instance<ShopToken> each;

    @Inject
    Instance<Optional<ShopToken>> eachIfAny;

    /** For the proxy. */
    Mine() {
        this.basket = null;
    }

    @Inject
    Mine(Basket basket) {
        this.basket = basket;
    }

    /** What a resource has others do, after the token was looked at. */
    @RequestScoped
    public static class Basket {

        @Inject
        ShopToken own;

        @Inject
        Optional<ShopToken> ownIfAny;

        String owner() {
            return own.getName() + " " + ownIfAny.orElseThrow().getName();
        }
    }

    @GET
    @Protected("orders")
    public String mine() {
        return basket.owner() + " " + each.get().getName();
    }

    @GET
    @Path("offers")
    @Protected(optional = true)
    public String offers() {
        return eachIfAny.get().map(ShopToken::getName).orElse("nobody");
    }
}
