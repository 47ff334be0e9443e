package org.resourceprotector.servers.cdi;

import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Optional;
import org.resourceprotector.Protected;
import org.resourceprotector.jwt.JwtAccessToken;

/** The type of token that the validator makes, in what belongs to a request, and one by one. */
@Path("mine")
@RequestScoped
public class Mine {

    /** What belongs to a request. */
    @RequestScoped
    public static class Basket {

        @Inject
        JwtAccessToken token;

        @Inject
        Optional<JwtAccessToken> ifAny;

        String owner() {
            return token.getName() + " " + ifAny.orElseThrow().getName();
        }
    }

    @Inject
    Basket basket;

    @Inject
    Instance<JwtAccessToken> each;

    @GET
    @Protected("orders")
    public String mine() {
        return basket.owner() + " " + each.get().getName();
    }
}
