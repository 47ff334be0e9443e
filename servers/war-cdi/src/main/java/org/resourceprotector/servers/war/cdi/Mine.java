package org.resourceprotector.servers.war.cdi;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;
import org.resourceprotector.token.AccessToken;

/** Gets the token injected. */
@Path("mine")
@RequestScoped
public class Mine {

    @Inject
    AccessToken token;

    @GET
    @Protected("profile")
    public String mine() {
        return "ran for " + token.getName();
    }
}
