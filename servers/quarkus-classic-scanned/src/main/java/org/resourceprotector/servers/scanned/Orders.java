package org.resourceprotector.servers.scanned;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.resourceprotector.Protected;

/** A rule on a method, one on a class, and one in front of a class that has none. */
@Path("orders")
public class Orders {

    @GET
    @Protected("orders")
    public String all() {
        return "ran";
    }

    @GET
    @Path("open")
    public String open() {
        return "ran";
    }

    @Path("archive")
    @Protected("orders")
    public Archive archive() {
        return new Archive();
    }

    /** Has no rule of its own. */
    public static class Archive {

        @GET
        public String all() {
            return "ran";
        }
    }

    /** All of it is protected. */
    @Path("accounts")
    @Protected("orders")
    public static class Accounts {

        @GET
        public String all() {
            return "ran";
        }
    }
}
