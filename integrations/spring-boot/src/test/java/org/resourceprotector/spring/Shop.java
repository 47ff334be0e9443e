package org.resourceprotector.spring;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import org.resourceprotector.Protected;

/** Some resources of a shop. */
final class Shop {

    private Shop() {}

    /** Protected, and open. */
    @Path("orders")
    public static class Orders {

        @GET
        @Protected("orders")
        public String all(@Context SecurityContext security) {
            return "orders of " + security.getUserPrincipal().getName();
        }

        @GET
        @Path("open")
        public String open() {
            return "for all";
        }
    }

    /** Nothing protects it by itself. */
    @Path("news")
    public static class News {

        @GET
        public String all() {
            return "news";
        }
    }

    /** What cannot be a rule. */
    @Path("mistaken")
    public static class Mistaken {

        @GET
        @Protected(" ")
        public String all() {
            return "never";
        }
    }

    /** Has a method that lacks its HTTP method. */
    @Path("forgotten")
    public static class Forgotten {

        @Path("all")
        @Protected
        public void deleteAll() {}
    }
}
