package org.resourceprotector.spring.readme;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import org.resourceprotector.Protected;
import org.resourceprotector.token.AccessToken;

@Path("orders")
public class Orders {

    @GET
    @Protected("orders")
    public String all(@Context SecurityContext security) {
        AccessToken token = AccessToken.require(security, AccessToken.class);
        return "orders of " + token.getName();
    }
}
