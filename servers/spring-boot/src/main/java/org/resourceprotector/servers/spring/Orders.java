package org.resourceprotector.servers.spring;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import org.resourceprotector.Protected;
import org.resourceprotector.token.AccessToken;

/** All that the application has of its protection: a rule, and what it does with the token. */
@Path("orders")
public class Orders {

    @GET
    @Protected("orders")
    public String all(@Context SecurityContext security) {
        return "orders of " + AccessToken.require(security, AccessToken.class).getName();
    }

    @GET
    @Path("offers")
    @Protected(optional = true)
    public String offers(@Context SecurityContext security) {
        return "offers for "
                + (security.getUserPrincipal() == null
                        ? "nobody"
                        : security.getUserPrincipal().getName());
    }

    @GET
    @Path("open")
    public String open() {
        return "for all";
    }
}
