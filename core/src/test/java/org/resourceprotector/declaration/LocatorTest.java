package org.resourceprotector.declaration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.GenericEntity;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.glassfish.jersey.process.internal.RequestScoped;
import org.glassfish.jersey.server.model.Resource;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** What a method with a path and without an HTTP method can lead to, by the type that it returns. */
class LocatorTest {

    static class Plain {}

    record Order(String id) {}

    record Page<T>(List<T> items) {}

    sealed interface Outcome {}

    record Found(String id) implements Outcome {}

    record Missing() implements Outcome {}

    sealed interface Section {}

    record Closed() implements Section {}

    record Shown() implements Section {

        @GET
        public String get() {
            return "";
        }
    }

    abstract static class Unfinished {}

    /** Says what all that extends it produces. */
    @Produces("text/plain")
    abstract static class Produced {}

    /** What Jersey takes for a resource, as by {@code @Template} of its MVC extension. */
    @RequestScoped
    abstract static class OfJersey {}

    static final class View extends OfJersey {}

    /** What resources implement, each with the type of its things. */
    interface Crud<T> {

        T find(String id);
    }

    static class Box<T> {}

    /** What a library calls a value that comes later. */
    abstract static class Later<T> {}

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

    interface Sendable {}

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

        @Path("promise of nothing")
        CompletionStage<Void> done();

        @Path("promise of texts")
        CompletableFuture<List<String>> texts();

        @Path("promise of anything")
        CompletionStage<?> anyPromise();

        @Path("promise of what extends a resource")
        CompletionStage<? extends Leaf> extending();

        @Path("promise of a class without methods")
        CompletionStage<Plain> plainPromise();

        @Path("text, perhaps")
        Optional<String> perhaps();

        @Path("resource, perhaps")
        Optional<Leaf> leafPerhaps();

        @Path("page")
        Page<Order> page();

        @Path("page of resources")
        Page<Leaf> leaves();

        @Path("entity")
        GenericEntity<List<Order>> entity();

        @Path("class of a record")
        Class<Order> recordClass();

        @Path("any class")
        Class<?> anyClass();

        @Path("raw class")
        @SuppressWarnings("rawtypes")
        Class rawClass();

        @Path("class of what extends a class without methods")
        Class<? extends Plain> plainClass();

        @Path("sealed")
        Outcome outcome();

        @Path("sealed, with a resource")
        Section section();

        @Path("arrays of a variable")
        <T> T[] array();

        @Path("variable")
        @SuppressWarnings("TypeParameterUnusedInFormals")
        <T> T variable();

        @Path("bounded variable")
        @SuppressWarnings("TypeParameterUnusedInFormals")
        <T extends Comparable<T>> T bounded();

        @Path("interface")
        Crud<Order> crud();

        @Path("interface without parameters")
        Sendable sendable();

        @Path("interface of the platform")
        CharSequence characters();

        @Path("interface of the platform, with a parameter")
        Supplier<Order> supplier();

        @Path("document")
        Document document();

        @Path("stream")
        InputStream stream();

        @Path("abstract class")
        Unfinished unfinished();

        @Path("abstract class with annotations")
        Produced produced();

        @Path("box")
        Box<Order> box();

        @Path("unknown promise of a resource")
        Later<Leaf> later();

        @Path("bean of a resource")
        Instance<Leaf> instance();

        @Path("class with an annotation of Jersey's")
        OfJersey ofJersey();

        @Path("final class below one with an annotation of Jersey's")
        View belowOfJersey();

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
                is("[arrays of a variable, bytes, class of a record, entity, list, map, nothing, number, page,"
                        + " promise of nothing, promise of texts, record, response, sealed, text, text, perhaps]"));
    }

    @Test
    void classWithoutMethods_seemsToLeadNowhere() {
        assertThat(
                paths(way -> !way.leadsNowhere() && way.seemsToLeadNowhere()).toString(),
                is("[abstract class, box, class without methods, document, interface of the platform, interface of the"
                        + " platform, with a parameter, promise of a class without methods, stream]"));
    }

    /** What implementations have types for. */
    abstract static class Folder<T, U extends Leaf> {

        @Path("content")
        public abstract T content();

        @Path("leaf")
        public abstract U leaf();
    }

    abstract static class Leaves extends Folder<Leaf, Leaf> {}

    abstract static class Texts extends Folder<String, Leaf> {}

    abstract static class Promises extends Folder<CompletionStage<Leaf>, Leaf> {}

    private static Locator content(Class<?> of) {
        return Locator.of(ClassHierarchy.of(of)).stream()
                .filter(way -> way.path().equals("content"))
                .findAny()
                .orElseThrow();
    }

    @Test
    void typeVariable_isWhatItStandsForInTheResource() {
        assertThat(content(Leaves.class).returnType(), is((Object) Leaf.class));
        assertThat(content(Promises.class).returnType(), is((Object) Object.class));
        assertThat(content(Folder.class).returnType(), is((Object) Object.class));
        assertThat(content(Texts.class).leadsNowhere(), is(false));
        assertThat(content(Texts.class).seemsToLeadNowhere(), is(true));
        assertThat(content(Texts.class).returns(), is("String"));
        assertThat(content(Leaves.class).leadsNowhere(), is(false));
        assertThat(content(Promises.class).seemsToLeadNowhere(), is(false));
    }

    /** An unchecked cast may return something else than the type says. */
    @Test
    void typeVariable_keepsNoOtherClassFromItsRule() {
        assertThat(content(Leaves.class).mayLeadTo(Shelf.class), is(true));
        assertThat(content(Texts.class).mayLeadTo(Shelf.class), is(true));
    }
}
