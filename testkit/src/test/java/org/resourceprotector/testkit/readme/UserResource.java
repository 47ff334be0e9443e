package org.resourceprotector.testkit.readme;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import org.resourceprotector.Protected;
import org.resourceprotector.token.AccessToken;

@Path("/user")
public class UserResource {

    @GET
    @Protected("profile")
    public String me(@Context SecurityContext security) {
        ApiToken token = AccessToken.require(security, ApiToken.class);
        return token.user().name();
    }
}
