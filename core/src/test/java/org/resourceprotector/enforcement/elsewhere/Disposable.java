package org.resourceprotector.enforcement.elsewhere;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;

/** A resource that is loaded only to be thrown away. */
@Path("disposable")
@Protected("disposable")
public class Disposable {

    /** An endpoint. */
    @GET
    public String get() {
        return "";
    }

    /** A locator that leads to the class itself. */
    @Path("below")
    @Protected("below")
    public Disposable below() {
        return this;
    }
}
