package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.lang.reflect.Method;
import java.util.List;
import org.glassfish.jersey.process.Inflector;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.junit.jupiter.api.Test;

/**
 * To which classes the resources belong that a method of Jersey's model is in: none but its own if the model is made of its
 * annotations, and all that have something there if a program has put it there.
 */
class JerseyHandlersTest {

    private final JerseyHandlers handlers = handlers();

    private static JerseyHandlers handlers() {
        try {
            return new JerseyHandlers(Resource.class);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A class with methods of each kind. */
    @Path("written")
    public static class Written {

        /** At the path of the class. */
        @GET
        public String get() {
            return "";
        }

        /** Below it. */
        @GET
        @Path("below")
        public String below() {
            return "";
        }

        /** To others. */
        @Path("locator")
        public Object locator() {
            return "";
        }

        /** Not annotated. */
        public String bare() {
            return "";
        }
    }

    /** Has the path of its class at a locator of its own. */
    @Path("written")
    public static class WithLocatorAtItsPath {

        /** To others. */
        @Path("/")
        public Object locator() {
            return "";
        }
    }

    /** The same, spelled otherwise. */
    @Path("written")
    public static class WithEmptyLocator {

        /** To others. */
        @Path("")
        public Object locator() {
            return "";
        }
    }

    /** Another class at a path of its own. */
    @Path("other")
    public static class Other {

        /** At the path of the class. */
        @POST
        public String post() {
            return "";
        }

        /** Below it. */
        @GET
        @Path("leaf")
        public String leaf() {
            return "";
        }
    }

    /** A class without a path, with a method of a resource. */
    public static class Sub {

        /** Of a resource. */
        @GET
        public String get() {
            return "";
        }
    }

    /** Has nothing of its own. */
    public static class SubOfSub extends Sub {}

    /** Says what a class answers. */
    public interface Told {

        /** Of a resource. */
        @POST
        String post();
    }

    /** Says it in a second step. */
    public interface ToldAgain extends Told {}

    /** Has it from an interface. */
    public static class SubOfTold implements ToldAgain {

        @Override
        public String post() {
            return "";
        }
    }

    /** What programs put into a model: nothing in it is annotated. */
    public static class Plain {

        /** Not annotated. */
        public String run() {
            return "";
        }
    }

    /** Another one. */
    public static class OtherPlain extends Plain {}

    /** Answers without a method of a resource. */
    public static class Inflecting implements Inflector<ContainerRequestContext, String> {

        @Override
        public String apply(ContainerRequestContext request) {
            return "";
        }
    }

    private static Method method(Class<?> type, String name) {
        try {
            return type.getMethod(name);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Resource.Builder by(Resource.Builder resource, String http, Class<?> type, String name) {
        resource.addMethod(http).handledBy(type, method(type, name));
        return resource;
    }

    /** The method of a resource that handles an HTTP method. */
    private static ResourceMethod of(Resource resource, String http) {
        return resource.getResourceMethods().stream()
                .filter(method -> method.getHttpMethod().equals(http))
                .findFirst()
                .orElseThrow();
    }

    private static Resource child(Resource resource, String path) {
        return resource.getChildResources().stream()
                .filter(child -> path.equals(child.getPath()))
                .findFirst()
                .orElseThrow();
    }

    private static Resource merged(Class<?> type, Class<?> other) {
        return Resource.builder(Resource.from(type))
                .mergeWith(Resource.from(other))
                .build();
    }

    /** At a path, what a class has there by its annotations, and below it what a program adds. */
    private static Resource.Builder above(Class<?> type) {
        return Resource.builder(Resource.from(type));
    }

    @Test
    void handler_isToldWithTheMethodThatHasTheAnnotations() {
        MatchedMethod handler = handlers.handler(of(Resource.from(SubOfTold.class), "POST"));

        assertThat(handler.resource(), is(SubOfTold.class));
        assertThat(handler.method(), is(method(SubOfTold.class, "post")));
        assertThat(handler.annotated(), is(method(Told.class, "post")));
    }

    @Test
    void whatAnnotationsSay_belongsToNobodyElse() {
        Resource written = Resource.from(Written.class);

        assertThat(handlers.owners(of(written, "GET")), is(empty()));
        assertThat(handlers.owners(of(child(written, "below"), "GET")), is(empty()));
        assertThat(handlers.owners(child(written, "locator").getResourceLocator()), is(empty()));
    }

    @Test
    void whatAnotherClassHasAtTheSamePath_isNotAboveIt() {
        Resource both = merged(Written.class, AtTheSamePath.class);

        assertThat(handlers.owners(of(both, "GET")), is(empty()));
        assertThat(handlers.owners(of(child(both, "below"), "GET")), is(empty()));
        assertThat(handlers.owners(child(both, "locator").getResourceLocator()), is(empty()));
        assertThat(handlers.owners(of(both, "POST")), is(empty()));
    }

    /** Another class at the path of the first. */
    @Path("written")
    public static class AtTheSamePath {

        /** At the path of the class. */
        @POST
        public String post() {
            return "";
        }
    }

    @Test
    void locatorAtThePathOfItsClass_isInItsResource() {
        for (Class<?> type : List.of(WithLocatorAtItsPath.class, WithEmptyLocator.class)) {
            Resource both = merged(type, AtTheSamePath.class);

            assertThat(type.getName(), handlers.owners(both.getResourceLocator()), is(empty()));
        }
    }

    @Test
    void methodThatAProgramAdded_belongsToThoseWhoHaveSomethingThere() {
        Resource resource =
                by(above(Written.class), "DELETE", Plain.class, "run").build();

        assertThat(handlers.owners(of(resource, "DELETE")), contains(Written.class));
        assertThat(handlers.ownersAtStart(of(resource, "DELETE")), contains(Written.class));
        assertThat(handlers.owners(of(resource, "GET")), is(empty()));
    }

    @Test
    void methodThatAProgramAddedBelow_belongsToThoseAbove() {
        Resource.Builder both =
                Resource.builder(Resource.from(Written.class)).mergeWith(Resource.from(AtTheSamePath.class));
        by(both.addChildResource("added"), "GET", Plain.class, "run");
        Resource resource = both.build();

        assertThat(
                handlers.owners(of(child(resource, "added"), "GET")),
                containsInAnyOrder(Written.class, AtTheSamePath.class));
    }

    @Test
    void methodOfAClass_thatAProgramPutElsewhere_isBelowWhatIsThere() {
        Resource elsewhere = by(above(Other.class), "GET", Written.class, "get").build();
        assertThat(handlers.owners(of(elsewhere, "GET")), containsInAnyOrder(Other.class, Written.class));

        Resource.Builder root = above(Other.class);
        by(root.addChildResource("below"), "GET", Written.class, "below");
        assertThat(
                handlers.owners(of(child(root.build(), "below"), "GET")),
                containsInAnyOrder(Other.class, Written.class));

        Resource renamed =
                by(above(AtTheSamePath.class), "PUT", Written.class, "get").build();
        assertThat(handlers.owners(of(renamed, "PUT")), containsInAnyOrder(AtTheSamePath.class, Written.class));
    }

    @Test
    void methodOfAClass_thatAProgramPutAtAnotherPathBelow_isBelowWhatIsThere() {
        Resource.Builder root = above(AtTheSamePath.class);
        by(root.addChildResource("renamed"), "GET", Written.class, "below");

        assertThat(handlers.owners(of(child(root.build(), "renamed"), "GET")), contains(AtTheSamePath.class));
    }

    @Test
    void bareMethodOfAClass_isNotWhatItsAnnotationsSay() {
        Resource resource =
                by(above(AtTheSamePath.class), "GET", Written.class, "bare").build();

        assertThat(handlers.owners(of(resource, "GET")), containsInAnyOrder(AtTheSamePath.class, Written.class));
    }

    @Test
    void wherePlainMethodsAreTheOnlyOnes_nobodyElseOwnsThem() {
        Resource.Builder root = Resource.builder("program");
        by(root, "GET", Plain.class, "run");
        by(root.addChildResource("below"), "GET", Plain.class, "run");
        root.addMethod("POST").handledBy(new Inflecting());
        Resource resource = root.build();

        assertThat(handlers.owners(of(resource, "GET")), is(empty()));
        assertThat(handlers.owners(of(child(resource, "below"), "GET")), is(empty()));
        assertThat(handlers.owners(of(resource, "POST")), is(empty()));
    }

    @Test
    void classesWithResourceMethods_ownWhatAProgramMakesOfThem() {
        Resource.Builder root = Resource.builder("program");
        by(root, "GET", SubOfSub.class, "get");
        by(root, "POST", SubOfTold.class, "post");
        by(root, "PUT", OtherPlain.class, "run");
        by(root, "DELETE", Other.class, "post");
        by(root.addChildResource("below"), "GET", Plain.class, "run");
        Resource resource = root.build();

        assertThat(
                handlers.owners(of(child(resource, "below"), "GET")),
                containsInAnyOrder(SubOfSub.class, SubOfTold.class, Other.class));
    }

    @Test
    void classesThatHaveAPathBelow_ownWhatIsAboveIt() {
        Resource.Builder root = Resource.builder("program");
        by(root.addChildResource("leaf"), "GET", Other.class, "leaf");
        by(root.addChildResource("get"), "GET", Sub.class, "get");
        by(root.addChildResource("below"), "GET", Plain.class, "run");

        assertThat(handlers.owners(of(child(root.build(), "below"), "GET")), contains(Other.class));
    }

    @Test
    void instances_ownWhatTheirClassesWould() {
        Resource.Builder root = Resource.builder("program");
        root.addMethod("GET").handledBy(new SubOfSub(), method(SubOfSub.class, "get"));
        root.addMethod("PUT").handledBy(new OtherPlain(), method(OtherPlain.class, "run"));
        root.addChildResource("below").addMethod("GET").handledBy(new Plain(), method(Plain.class, "run"));
        Resource resource = root.build();

        assertThat(handlers.owners(of(child(resource, "below"), "GET")), contains(SubOfSub.class));
        assertThat(handlers.ownersAtStart(of(child(resource, "below"), "GET")), contains(SubOfSub.class));

        Resource.Builder alone = Resource.builder("program");
        alone.addMethod("GET").handledBy(new SubOfSub(), method(SubOfSub.class, "get"));
        assertThat(handlers.owners(of(alone.build(), "GET")), is(empty()));
    }

    @Test
    void singleton_isNamedByTheModelThatIsMadeOfIt() {
        Resource.Builder root = Resource.builder(Resource.from(Written.class));
        Resource.Builder named = Resource.builder("program");
        named.addMethod("GET").handledBy(new Plain(), method(Plain.class, "run"));
        named.name(Plain.class.getName());
        by(named.addChildResource("below"), "GET", OtherPlain.class, "run");

        assertThat(handlers.owners(of(child(named.build(), "below"), "GET")), contains(Plain.class));
        assertThat(handlers.owners(of(root.build(), "GET")), is(empty()));
    }

    @Test
    void whatJerseyAdds_isNobodyElse() {
        EngineClasses jersey = EngineClasses.of("package org.glassfish.jersey.added;"
                + " public class Own implements org.glassfish.jersey.process.Inflector<"
                + "jakarta.ws.rs.container.ContainerRequestContext, String> {"
                + " public String apply(jakarta.ws.rs.container.ContainerRequestContext request) { return null; } }");
        @SuppressWarnings("unchecked")
        Inflector<ContainerRequestContext, String> own =
                (Inflector<ContainerRequestContext, String>) jersey.make("org.glassfish.jersey.added.Own");
        Resource.Builder root = Resource.builder("program");
        by(root, "GET", Sub.class, "get");
        root.addMethod("OPTIONS").handledBy(own.getClass());
        assertThat(handlers.owners(of(root.build(), "GET")), is(empty()));

        root.addMethod("HEAD").handledBy(own);
        assertThat(handlers.owners(of(root.build(), "GET")), is(empty()));
        root.addMethod("PUT").handledBy(new Inflecting());
        assertThat(handlers.owners(of(root.build(), "GET")), contains(Sub.class));
    }

    /** Has a path that others inherit. */
    @Path("inherited")
    public static class WithPath {

        /** At that path. */
        @GET
        public String get() {
            return "";
        }
    }

    /** Has it from its class. */
    public static class Inheriting extends WithPath {}

    /** Has another one. */
    @Path("told")
    public interface WithToldPath {

        /** At that path. */
        @GET
        String get();
    }

    /** Passes it on. */
    public interface InBetween extends WithToldPath {}

    /** Has it from an interface of its own. */
    public static class Implementing implements InBetween {

        @Override
        public String get() {
            return "";
        }
    }

    /** Has it from an interface of the class above. */
    public static class ExtendingImplementing extends Implementing {}

    /** Has the path of the class above, and not of its interface. */
    public static class WithBothPaths extends WithPath implements WithToldPath {}

    @Test
    void inheritedPath_isThatOfTheClass() {
        for (Class<?> type :
                List.of(Inheriting.class, Implementing.class, ExtendingImplementing.class, WithBothPaths.class)) {
            boolean isOfClass = WithPath.class.isAssignableFrom(type);
            Method get = method(isOfClass ? WithPath.class : WithToldPath.class, "get");
            Resource.Builder there = Resource.builder(isOfClass ? "inherited" : "told");
            there.addMethod("GET").handledBy(type, get);
            by(there, "POST", OtherPlain.class, "run");
            by(there, "PUT", Sub.class, "get");
            assertThat(type.getName(), handlers.owners(of(there.build(), "GET")), is(empty()));

            Resource.Builder elsewhere = Resource.builder("elsewhere");
            elsewhere.addMethod("GET").handledBy(type, get);
            by(elsewhere, "PUT", Sub.class, "get");
            assertThat(
                    type.getName(), handlers.owners(of(elsewhere.build(), "GET")), containsInAnyOrder(type, Sub.class));
        }
    }
}
