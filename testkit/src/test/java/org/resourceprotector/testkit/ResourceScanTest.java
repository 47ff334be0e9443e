package org.resourceprotector.testkit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the annotations alone tell, without a runtime and without a report. */
class ResourceScanTest {

    /** A resource by its interface. */
    @Path("/things")
    interface Things<T> {

        @GET
        @Path("{id}")
        String get(T id);

        @POST
        default String post(T thing) {
            return "";
        }
    }

    /** Overrides without annotations. */
    static class Inherited implements Things<String> {

        @Override
        public String get(String id) {
            return "";
        }

        public String noEndpoint() {
            return "";
        }
    }

    /** Overrides with annotations of its own, which count as a whole. */
    @Path("/others")
    static class Redeclared extends Inherited {

        @Override
        @GET
        @Path("x/{key}")
        public String get(String id) {
            return "";
        }
    }

    /** Its locator leads back to itself. */
    @Path("/tree")
    public static class Tree {

        @GET
        public String leaf() {
            return "";
        }

        @Path("branch/{n}")
        public Tree branch() {
            return this;
        }

        @Path("things")
        public Inherited things() {
            return new Inherited();
        }

        @Path("unknown")
        public Object unknown() {
            return this;
        }
    }

    @Test
    void whatAMethodInheritsMakesItAnEndpoint() {
        assertThat(names(Inherited.class), containsInAnyOrder("GET /things/{id}", "POST /things"));
    }

    @Test
    void whatAMethodRedeclaresTakesThePlaceOfWhatItInherits() {
        assertThat(names(Redeclared.class), containsInAnyOrder("GET /others/x/{key}", "POST /others"));
    }

    @Test
    void locatorsAreFollowedByTheirDeclaredTypeAndNotForEver() {
        assertThat(names(Tree.class), containsInAnyOrder("GET /tree", "GET /tree/things/{id}", "POST /tree/things"));
    }

    /** What its locator leads to is for its implementation to say. */
    @Path("/rooms")
    interface Rooms<T> {

        @Path("{room}")
        T room();
    }

    /** Says it. */
    public static class OwnRooms implements Rooms<Inherited> {

        @Override
        public Inherited room() {
            return new Inherited();
        }
    }

    @Test
    void locatorsAreFollowedByWhatTheirOverrideReturns() {
        assertThat(names(OwnRooms.class), containsInAnyOrder("GET /rooms/{room}/{id}", "POST /rooms/{room}"));
    }

    /** Not public, so that the compiler writes its methods into public classes again. */
    abstract static class Common<T> {

        @GET
        @Path("all")
        public String all() {
            return "";
        }

        @GET
        @Path("by/{id}")
        public String by(String id) {
            return "";
        }

        @POST
        public T add(T thing) {
            return thing;
        }

        @Path("tree")
        public Tree tree() {
            return new Tree();
        }
    }

    /** Inherits what is not overloaded or overridden. */
    @Path("/shown")
    public static class Shown extends Common<String> {

        public String by(int id) {
            return "";
        }

        @Override
        @POST
        @Path("new")
        public String add(String thing) {
            return "";
        }
    }

    @Test
    void whatAPublicClassInheritsFromAHiddenOneIsThere() {
        assertThat(
                names(Shown.class),
                containsInAnyOrder(
                        "GET /shown/all",
                        "GET /shown/by/{id}",
                        "POST /shown/new",
                        "GET /shown/tree",
                        "GET /shown/tree/things/{id}",
                        "POST /shown/tree/things"));
    }

    @Test
    void aClassWithoutAPathIsNoResource() {
        assertThat(names(Shop.Items.class), is(empty()));
    }

    @Test
    void endpointsAreKnownByPlaceAndMediaTypes() {
        List<KnownEndpoint> orders = ResourceScan.of(Stream.of(Shop.Orders.class));

        KnownEndpoint place = only(orders, "POST /orders");
        assertThat(place.place(), is("Orders#place"));
        assertThat(place.media(), is(new KnownEndpoint.Media("application/xml", "text/csv")));
        assertThat(only(orders, "PUT /orders/{id}/picture").media().consumes(), is("image/x"));
        assertThat(only(orders, "PURGE /orders").media().consumes(), is(nullValue()));
        assertThat(only(orders, "GET /orders/all").place(), is("Orders#all"));
    }

    private static List<String> names(Class<?> type) {
        return ResourceScan.of(Stream.of(type)).stream()
                .map(KnownEndpoint::name)
                .toList();
    }

    private static KnownEndpoint only(List<KnownEndpoint> endpoints, String name) {
        List<KnownEndpoint> found = endpoints.stream()
                .filter(endpoint -> endpoint.name().equals(name))
                .toList();
        assertThat(found.size(), is(1));
        return found.get(0);
    }
}
