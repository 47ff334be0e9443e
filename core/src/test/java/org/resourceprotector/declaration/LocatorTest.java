package org.resourceprotector.declaration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import org.glassfish.jersey.server.model.Resource;
import org.junit.jupiter.api.Test;

/** What a method with a path and without an HTTP method can lead to, by the type that it returns. */
class LocatorTest {

    static class Plain {}

    record Order(String id) {}

    static final class Leaf {

        @GET
        public String get() {
            return "";
        }
    }

    /** A resource, though it is a list as well. */
    static class Shelf extends ArrayList<String> {

        private static final long serialVersionUID = 1;

        @GET
        public String get() {
            return "";
        }
    }

    interface Ways {

        @Path("shelf")
        Shelf shelf();

        @Path("nothing")
        void nothing();

        @Path("text")
        String text();

        @Path("number")
        int number();

        @Path("bytes")
        byte[] bytes();

        @Path("list")
        List<Leaf> list();

        @Path("map")
        Map<String, Leaf> map();

        @Path("response")
        Response response();

        @Path("record")
        Order order();

        @Path("class without methods")
        Plain plain();

        @Path("resource")
        Leaf leaf();

        @Path("anything")
        Object anything();

        @Path("class")
        Class<Leaf> named();

        @Path("promise")
        CompletionStage<Leaf> promise();

        @Path("interface")
        Runnable runnable();

        @Path("model of Jersey's")
        Resource model();
    }

    private static Set<String> paths(Predicate<Locator> which) {
        Set<String> paths = new TreeSet<>();
        Locator.of(ClassHierarchy.of(Ways.class)).stream().filter(which).forEach(way -> paths.add(way.path()));
        return paths;
    }

    @Test
    void whatIsNoResource_leadsNowhere() {
        assertThat(
                paths(Locator::leadsNowhere).toString(),
                is("[bytes, list, map, nothing, number, record, response, text]"));
    }

    @Test
    void classWithoutMethods_seemsToLeadNowhere() {
        assertThat(
                paths(way -> !way.leadsNowhere() && way.seemsToLeadNowhere()).toString(),
                is("[class without methods]"));
    }
}
