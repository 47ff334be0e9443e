package org.resourceprotector.processes;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.TreeSet;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;
import org.resourceprotector.token.AccessToken;

/** Orders, which callers read, write and file as far as their tokens go. Stateless, thread-safe. */
@Path("orders")
@Produces(MediaType.TEXT_PLAIN)
public class Orders {

    /** Makes the resource. */
    public Orders() {}

    /**
     * Reads. Servers differ in what a scope may be called.
     *
     * @param security of the request
     * @return the client of the token and its scopes in order
     */
    @GET
    @Protected({"profile", "profile:read"})
    public String read(@Context SecurityContext security) {
        AccessToken token = AccessToken.require(security, AccessToken.class);
        return token.clientId() + ": " + String.join(" ", new TreeSet<>(token.scopes()));
    }

    /**
     * What is for sale, for everybody.
     *
     * @return a word
     */
    @GET
    @Path("catalogue")
    @Unprotected
    public String catalogue() {
        return "catalogue";
    }

    /**
     * Whose orders they are, for any token.
     *
     * @param security of the request
     * @return the name of the caller
     */
    @GET
    @Path("owner")
    @Protected
    public String owner(@Context SecurityContext security) {
        return AccessToken.require(security, AccessToken.class).getName();
    }

    /**
     * An order by its name, which may be anything, for any token.
     *
     * @return a word
     */
    @GET
    @Path("named/{name: .*}")
    @Protected
    public String named() {
        return "named";
    }

    /**
     * Writes.
     *
     * @return what was done
     */
    @POST
    @Protected("orders:write")
    public String write() {
        return "written";
    }

    /**
     * Files, for clerks.
     *
     * @return what was done
     */
    @POST
    @Path("archive")
    @Protected(roles = "clerk")
    public String file() {
        return "filed";
    }
}
