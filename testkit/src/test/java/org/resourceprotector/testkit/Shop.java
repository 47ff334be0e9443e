package org.resourceprotector.testkit;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;

/** An application to check: resources of many kinds, with or without a protector. */
class Shop extends Application {

    private final Set<Object> singletons = new LinkedHashSet<>();

    Shop(List<ResourceProtector> protectors, Object... resources) {
        singletons.addAll(protectors);
        singletons.addAll(List.of(resources));
    }

    @Override
    @SuppressWarnings("deprecation") // the way that every runtime knows
    public Set<Object> getSingletons() {
        return singletons;
    }

    /** A method of the application's own. */
    @HttpMethod("PURGE")
    @Target(ElementType.METHOD)
    @Retention(RetentionPolicy.RUNTIME)
    @interface Purge {}

    /** Declares an endpoint in an interface. */
    interface Listing {
        @GET
        @Path("all")
        String all();
    }

    /** Everything in it is protected. */
    @Path("/orders")
    @Protected("orders")
    public static class Orders implements Listing {

        @Override
        public String all() {
            return "";
        }

        @GET
        @Path("{id: [0-9]+}")
        public String one(@PathParam("id") long id) {
            return "";
        }

        @POST
        @Consumes(MediaType.APPLICATION_XML)
        @Produces("text/csv")
        public String place(String order) {
            return "";
        }

        @PUT
        @Consumes("image/*")
        @Path("{id}/picture")
        public void picture(byte[] picture) {}

        @DELETE
        @Path("{id}")
        public void cancel() {}

        @Purge
        public void purge() {}

        @GET
        @Path("events")
        @Produces(MediaType.SERVER_SENT_EVENTS)
        public void events(@Context SseEventSink sink, @Context Sse sse) {}

        @Path("{id}/items")
        public Items items() {
            return new Items();
        }
    }

    /** Behind a locator. */
    public static class Items {

        @GET
        @Path("{item}")
        public String item() {
            return "";
        }
    }

    /** Open on purpose. */
    @Path("/health")
    public static class Health {

        @GET
        @Unprotected
        public String ok() {
            return "ok";
        }
    }

    /** Takes a token without asking for one. */
    @Path("/timeline")
    public static class Timeline {

        @GET
        @Protected(optional = true)
        public String timeline() {
            return "";
        }
    }

    /** An open method beside a protected one of the same path, which any other media type comes to. */
    @Path("/mixed")
    public static class Mixed {

        @GET
        @Produces(MediaType.APPLICATION_JSON)
        @Protected
        public String json() {
            return "{}";
        }

        @GET
        @Produces(MediaType.WILDCARD)
        public String any() {
            return "";
        }

        @POST
        @Consumes(MediaType.APPLICATION_JSON)
        @Protected
        public void takeJson(String body) {}

        @POST
        @Consumes(MediaType.WILDCARD)
        public void take(String body) {}
    }

    /** Somebody forgot one of two methods at one path, and a call that takes anything comes to the other. */
    @Path("/half")
    public static class Half {

        @GET
        @Produces(MediaType.APPLICATION_JSON)
        @Protected
        public String json() {
            return "{}";
        }

        @GET
        public String any() {
            return "";
        }
    }

    /** Somebody forgot one of two methods, and a made-up value is a number, too. */
    @Path("/numbers")
    public static class Numbers {

        @GET
        @Path("{id: \\d+}")
        @Protected
        public String number() {
            return "";
        }

        @GET
        @Path("{name}")
        public String named() {
            return "";
        }
    }

    /** The made-up value for the one that somebody forgot is the path of the other. */
    @Path("/")
    public static class News {

        @GET
        @Path("en/news")
        @Protected
        public String english() {
            return "";
        }

        @GET
        @Path("{lang: [a-z]{2}}/news")
        public String any() {
            return "";
        }
    }

    /** Somebody forgot the method beside that for oneself. */
    @Path("/users")
    public static class Users {

        @GET
        @Path("me")
        @Protected
        public String me() {
            return "";
        }

        @GET
        @Path("{id}")
        public String one() {
            return "";
        }
    }

    /** Asks for a token in the method, so that no annotation says so. */
    @Path("/acquiring")
    public static class Acquiring {

        private final ResourceProtector protector;

        Acquiring(ResourceProtector protector) {
            this.protector = protector;
        }

        @GET
        @Path("{id}")
        public String read(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
            return protector.acquire(headers, uri, request).toString();
        }
    }

    /** Asks for a token in some methods, and somebody forgot one, whose made-up value is a number, too. */
    @Path("/figures")
    public static class Figures {

        private final ResourceProtector protector;

        Figures(ResourceProtector protector) {
            this.protector = protector;
        }

        @GET
        @Path("{id: \\d+}")
        public String number(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
            return protector.acquire(headers, uri, request).toString();
        }

        @GET
        @Path("{name}")
        public String named() {
            return "";
        }
    }

    /** Asks for a token in some methods, and somebody forgot one, whose path differs by its regular expression alone. */
    @Path("/patterns")
    public static class Patterns {

        private final ResourceProtector protector;

        Patterns(ResourceProtector protector) {
            this.protector = protector;
        }

        @GET
        @Path("{id: \\d+}")
        public String number(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
            return protector.acquire(headers, uri, request).toString();
        }

        @GET
        @Path("{id: [a-z]+}")
        public String word() {
            return "";
        }
    }

    /** Asks for a token in all methods, one of which the specification prefers. */
    @Path("/exports")
    public static class Exports {

        private final ResourceProtector protector;

        Exports(ResourceProtector protector) {
            this.protector = protector;
        }

        @GET
        @Path("{id}")
        public String one(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
            return protector.acquire(headers, uri, request).toString();
        }

        @GET
        @Path("all")
        public String all(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
            return protector.acquire(headers, uri, request).toString();
        }

        @POST
        @Consumes(MediaType.APPLICATION_JSON)
        public String json(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
            return protector.acquire(headers, uri, request).toString();
        }

        @POST
        @Consumes(MediaType.APPLICATION_XML)
        public String xml(@Context HttpHeaders headers, @Context UriInfo uri, @Context Request request) {
            return protector.acquire(headers, uri, request).toString();
        }
    }

    /** Somebody forgot something here. */
    @Path("/leak")
    public static class Leak {

        @GET
        @Path("{id}")
        public String read() {
            throw new WebApplicationException(Response.Status.NOT_FOUND);
        }

        @POST
        public void write() {}

        @GET
        @Path("media")
        @Produces(MediaType.APPLICATION_JSON)
        @Protected
        public String json() {
            return "{}";
        }

        @GET
        @Path("media")
        @Produces(MediaType.TEXT_PLAIN)
        public String text() {
            return "";
        }
    }

    /** Refuses by itself. */
    @Path("/basic")
    public static class Basic {

        @GET
        public Response read() {
            return Response.status(401)
                    .header("WWW-Authenticate", "Basic realm=\"x\"")
                    .build();
        }
    }

    /** Its parameter takes what nobody would guess. */
    @Path("/books/{isbn: 97[89]-[0-9]+}")
    @Protected
    public static class Books {

        @GET
        public String read() {
            return "";
        }
    }
}
