package org.resourceprotector.runtime;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.inject.Provider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NameBinding;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceContext;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.glassfish.jersey.server.ExtendedUriInfo;
import org.glassfish.jersey.server.model.Resource;
import org.glassfish.jersey.server.model.ResourceMethod;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What Jersey tells of a request, by its own model of resources. */
class JerseyRequestsTest {

    /** A name to bind filters by. */
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Named {}

    /** A name that nothing is bound to. */
    @NameBinding
    @Retention(RetentionPolicy.RUNTIME)
    public @interface Unused {}

    /** Has the annotations. */
    public interface Leaf {

        /** Answers. */
        @GET
        @Named
        String get();
    }

    /** Has the code. */
    @Path("leaf")
    public static class Written implements Leaf {

        @Override
        public String get() {
            return "written";
        }
    }

    /** Has a locator. */
    @Path("first")
    public static class First {

        /** Where to go on. */
        @Path("next")
        public Object next() {
            return "returned";
        }
    }

    /** Has another one. */
    @Path("second")
    public static class Second {

        /** Where to go on. */
        @Path("next")
        public Object next() {
            return new Written();
        }
    }

    private final JerseyRequests jersey = Objects.requireNonNull(JerseyRequests.of(ExtendedUriInfo.class));
    private final ResourceMethod get =
            Resource.from(Written.class).getResourceMethods().get(0);

    /** What Jersey tells: all lists have the last first. */
    private static ExtendedUriInfo matched(
            @Nullable ResourceMethod method, List<ResourceMethod> locators, Object... resources) {
        Map<String, Object> told = Map.of(
                "getMatchedResourceLocators",
                locators,
                "getMatchedTemplates",
                Collections.nCopies(2 * locators.size() + 1, "template"),
                "getMatchedResources",
                List.of(resources));
        return (ExtendedUriInfo) Proxy.newProxyInstance(
                JerseyRequestsTest.class.getClassLoader(),
                new Class<?>[] {ExtendedUriInfo.class},
                (proxy, asked, arguments) ->
                        asked.getName().equals("getMatchedResourceMethod") ? method : told.get(asked.getName()));
    }

    private static ResourceMethod locator(Class<?> type) {
        return Resource.from(type).getChildResources().get(0).getResourceLocator();
    }

    @Test
    void matchedMethod_isToldWithItsNamesAndAnnotations() throws Exception {
        ExtendedUriInfo uri = matched(get, List.of(), new Written());
        Method written = Written.class.getMethod("get");
        Method other = Object.class.getMethod("toString");

        assertThat(jersey.httpMethod(uri), is("GET"));
        assertThat(jersey.isBound(uri, Named.class), is(true));
        assertThat(jersey.isBound(uri, Unused.class), is(false));
        assertThat(jersey.annotated(uri, written), is(Leaf.class.getMethod("get")));
        assertThat(jersey.annotated(uri, other), is(other));
    }

    @Test
    void whereNoMethodWasMatched_nothingIsTold() throws Exception {
        ExtendedUriInfo uri = matched(null, List.of());
        Method written = Written.class.getMethod("get");

        assertThat(jersey.httpMethod(uri), is(nullValue()));
        assertThat(jersey.isBound(uri, Named.class), is(false));
        assertThat(jersey.annotated(uri, written), is(written));
        assertThat(jersey.owners(uri), is(empty()));
        assertThat(jersey.locators(uri), is(empty()));
    }

    @Test
    void whatLocatorsReturnedOnTheWay_ownsWhatIsBehindIt() {
        List<ResourceMethod> locators = List.of(locator(Second.class), locator(First.class));
        ExtendedUriInfo uri = matched(get, locators, new Written(), 1L, new Second(), "returned", new First());

        List<MatchedMethod> walked = jersey.locators(uri);
        assertThat(walked.stream().map(MatchedMethod::resource).toList(), is(List.of(First.class, Second.class)));
        assertThat(walked.get(0).owners().get(), is(empty()));
        assertThat(walked.get(1).owners().get(), contains(String.class));
        assertThat(jersey.owners(uri), contains(Long.class));
    }

    private static final String MVC = "org.glassfish.jersey.server.mvc.internal.TemplateModelProcessor";

    private static EngineClasses mvc(String members) {
        return EngineClasses.of(
                "package org.glassfish.jersey.server.mvc.internal; public class TemplateModelProcessor {" + members
                        + "}");
    }

    @Test
    void view_belongsToTheResourceThatItShows() {
        EngineClasses mvc = mvc("public static class View { private final Object resourceInstance;"
                + " public View(Object shown) { resourceInstance = shown; } }");
        Object view = mvc.make(MVC + "$View", new Written());

        assertThat(jersey.owners(matched(null, List.of(), view)), contains(Written.class));
        assertThat(jersey.owners(matched(null, List.of(), new Written())), is(empty()));
    }

    /** What is bound instead of a resource. */
    public static class BoundInstead extends Written {}

    @Test
    void viewOfAClass_belongsToWhatJerseyMakesOfIt() {
        EngineClasses mvc = mvc("private final Object resourceContextProvider;"
                + " public TemplateModelProcessor(Object provider) { resourceContextProvider = provider; }"
                + " public class View { private final Object resourceInstance = null; private final Class<?> resourceClass;"
                + " public View(Class<?> type) { resourceClass = type; }"
                + " public Object provider() { return resourceContextProvider; } }");
        ResourceContext context = (ResourceContext) Proxy.newProxyInstance(
                JerseyRequestsTest.class.getClassLoader(),
                new Class<?>[] {ResourceContext.class},
                (proxy, method, arguments) -> arguments[0] == Written.class ? new BoundInstead() : null);
        Provider<ResourceContext> provider = () -> context;
        Object view = mvc.make(MVC + "$View", mvc.make(MVC, provider), Written.class);

        assertThat(jersey.owners(matched(null, List.of(), view)), contains(BoundInstead.class));
    }

    @Test
    void viewThatDoesNotTellItsResource_isAFault() {
        Object view = mvc("public static class View {}").make(MVC + "$View");
        ExtendedUriInfo uri = matched(null, List.of(), view);

        assertThat(
                assertThrows(IllegalStateException.class, () -> jersey.owners(uri))
                        .getMessage(),
                containsString("of which resource a view is"));
    }
}
