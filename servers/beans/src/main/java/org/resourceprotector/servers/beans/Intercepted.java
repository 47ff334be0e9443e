package org.resourceprotector.servers.beans;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;

/** A bean that is of a subclass which the container makes, because of its interceptor. */
@Path("bean/intercepted")
@RequestScoped
@Noted
@Protected("profile")
public class Intercepted {

    @GET
    @Path("method")
    public String method() {
        return "ran";
    }
}
