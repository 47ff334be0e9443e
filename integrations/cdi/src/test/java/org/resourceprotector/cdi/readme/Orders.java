package org.resourceprotector.cdi.readme;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;
import org.resourceprotector.token.AccessToken;

@Path("orders")
public class Orders {

    @Inject
    AccessToken token;

    @GET
    @Protected("orders")
    public String all() {
        return "orders of " + token.getName();
    }
}
