package org.resourceprotector.cdi.wrong;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;
import org.resourceprotector.token.AccessToken;

/** Tells who calls. */
@Path("words")
@ApplicationScoped
public class Words {

    @Inject
    AccessToken token;

    @GET
    @Protected("word")
    public String word() {
        return token.getName();
    }
}
