package org.resourceprotector.servers.bean;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.resourceprotector.Protected;
import org.resourceprotector.cdi.CurrentToken;
import org.resourceprotector.servers.bean.Protection.ApiToken;
import org.resourceprotector.token.AccessToken;

/** Tokens of the application's own type, in all ways in which they are injected. */
@Path("orders")
@RequestScoped
public class Orders {

    /** What belongs to a request. */
    @RequestScoped
    public static class Basket {

        @Inject
        ApiToken token;

        @Inject
        Optional<ApiToken> ifAny;

        String owner() {
            return token.getName() + " " + ifAny.orElseThrow().getName();
        }
    }

    /** What belongs to a request that may have no token. */
    @RequestScoped
    public static class Offers {

        @Inject
        Optional<ApiToken> token;

        String reader() {
            return token.map(ApiToken::getName).orElse("nobody");
        }
    }

    @Inject
    AccessToken token;

    @Inject
    CurrentToken current;

    @Inject
    Instance<ApiToken> each;

    @Inject
    Basket basket;

    @Inject
    Offers offers;

    @GET
    @Protected("orders")
    public String all() {
        return String.join(
                " ",
                token.getName(),
                current.require(ApiToken.class).getName(),
                each.get().getName(),
                basket.owner());
    }

    @GET
    @Path("offers")
    @Protected(optional = true)
    public String offers() {
        return offers.reader();
    }

    @GET
    @Path("open")
    public String open() {
        return "for all";
    }
}
