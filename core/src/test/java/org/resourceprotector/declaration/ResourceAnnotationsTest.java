package org.resourceprotector.declaration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.Protected;

/** What of a class is served, under which method and path. */
class ResourceAnnotationsTest {

    @ParameterizedTest
    @CsvSource({"'', '', /", "/, /, /", "a, b, /a/b", "/a/, /b/, /a/b", "//a//, '', /a", "'', b, /b", "a//b, c, /a//b/c"
    })
    void paths_areJoinedWithOneSlash(String one, String other, String joined) {
        assertThat(ResourceAnnotations.join(one, other), is(joined));
        assertThat(ResourceAnnotations.join(null, one, other), is(joined));
    }

    /** What others implement. */
    public interface Api {

        @GET
        @Path("listed")
        String list(@QueryParam("q") String query);

        @Path("sub")
        @Protected("sub")
        Object sub();

        String other();
    }

    /** Inherits what is annotated. */
    @Path("/inheriting")
    public static class Inheriting implements Api {

        @Override
        public String list(String query) {
            return "";
        }

        @Override
        public Object sub() {
            return "";
        }

        @Override
        public String other() {
            return "";
        }

        @GET
        @OPTIONS
        public String both() {
            return "";
        }

        @OPTIONS
        @POST
        @Path("post")
        public String bothAround() {
            return "";
        }

        @GET
        String closed() {
            return "";
        }

        @GET
        public static String ofClass() {
            return "";
        }
    }

    /** Annotates anew, so that what is inherited does not count. */
    public static class Annotating extends Inheriting {

        @Override
        @Path("anew")
        public String list(String query) {
            return "";
        }

        @Override
        public Object sub() {
            return "";
        }
    }

    /** Annotates a parameter, so that a runtime does not look further. */
    public static class AnnotatingParameter extends Inheriting {

        @Override
        public String list(@QueryParam("r") String query) {
            return "";
        }
    }

    /** Says what Jakarta REST does not read. */
    public static class AnnotatingOtherwise extends Inheriting {

        @Override
        @Deprecated
        @SuppressWarnings("InlineMeSuggester")
        public String list(String query) {
            return "";
        }
    }

    /** Gives a method another path. */
    public interface OtherApi {

        @GET
        @Path("other")
        String list(String query);
    }

    /** Inherits two paths for one method. */
    public static class InheritingTwice implements Api, OtherApi {

        @Override
        public String list(String query) {
            return "";
        }

        @Override
        public Object sub() {
            return "";
        }

        @Override
        public String other() {
            return "";
        }
    }

    @Test
    void annotationsOfOthers_changeNothing() {
        Method list = method(AnnotatingOtherwise.class, "list", String.class);
        assertThat(ResourceAnnotations.isExpected(ClassHierarchy.of(AnnotatingOtherwise.class), list), is(true));
    }

    @Test
    void pathsThatARuntimeMayChoose_areAllOfThem() {
        Method list = method(InheritingTwice.class, "list", String.class);
        ClassHierarchy hierarchy = ClassHierarchy.of(InheritingTwice.class);
        assertThat(ResourceAnnotations.paths(hierarchy, list), contains("listed", "other"));
        Method anew = method(Annotating.class, "list", String.class);
        assertThat(ResourceAnnotations.paths(ClassHierarchy.of(Annotating.class), anew), contains("anew"));
    }

    private static @Nullable String http(Class<?> type, Method method) {
        return ResourceAnnotations.httpMethod(ClassHierarchy.of(type), method);
    }

    private static Method method(Class<?> type, String name, Class<?>... parameters) {
        return RuleProbe.method(type, name, parameters);
    }

    @Test
    void methodAndPath_areInherited() {
        Method list = method(Inheriting.class, "list", String.class);
        ClassHierarchy hierarchy = ClassHierarchy.of(Inheriting.class);
        assertThat(http(Inheriting.class, list), is("GET"));
        assertThat(ResourceAnnotations.path(hierarchy, list), is("listed"));
        assertThat(ResourceAnnotations.paths(hierarchy, list), contains("listed"));
        assertThat(ResourceAnnotations.isLocator(hierarchy, list), is(false));
        assertThat(ResourceAnnotations.isExpected(hierarchy, list), is(true));
        assertThat(ResourceAnnotations.path(hierarchy), is("/inheriting"));
        assertThat(ResourceAnnotations.path(ClassHierarchy.of(Annotating.class)), is("/inheriting"));
        assertThat(ResourceAnnotations.path(ClassHierarchy.of(Api.class)), is(nullValue()));
    }

    @Test
    void whatIsAnnotatedAnew_inheritsNothing() {
        Method list = method(Annotating.class, "list", String.class);
        ClassHierarchy hierarchy = ClassHierarchy.of(Annotating.class);
        assertThat(http(Annotating.class, list), is(nullValue()));
        assertThat(ResourceAnnotations.path(hierarchy, list), is("anew"));
        assertThat(ResourceAnnotations.isLocator(hierarchy, list), is(true));
        Method parameter = method(AnnotatingParameter.class, "list", String.class);
        assertThat(ResourceAnnotations.isExpected(ClassHierarchy.of(AnnotatingParameter.class), parameter), is(false));
        assertThat(http(AnnotatingParameter.class, parameter), is("GET"));
    }

    @Test
    void whatIsNotAnnotated_isNoResource() {
        Method other = method(Inheriting.class, "other");
        ClassHierarchy hierarchy = ClassHierarchy.of(Inheriting.class);
        assertThat(http(Inheriting.class, other), is(nullValue()));
        assertThat(ResourceAnnotations.path(hierarchy, other), is(nullValue()));
        assertThat(ResourceAnnotations.paths(hierarchy, other), contains(""));
        assertThat(ResourceAnnotations.isLocator(hierarchy, other), is(false));
        assertThat(ResourceAnnotations.isExpected(hierarchy, other), is(false));
    }

    @Test
    void methodOfSeveralKinds_isNotOneForOptions() {
        assertThat(http(Inheriting.class, method(Inheriting.class, "both")), is("GET"));
        assertThat(http(Inheriting.class, method(Inheriting.class, "bothAround")), is("POST"));
    }

    @Test
    void onlyPublicInstanceMethods_areExpected() {
        ClassHierarchy hierarchy = ClassHierarchy.of(Inheriting.class);
        assertThat(ResourceAnnotations.isExpected(hierarchy, method(Inheriting.class, "both")), is(true));
        assertThat(ResourceAnnotations.isExpected(hierarchy, method(Inheriting.class, "closed")), is(false));
        assertThat(ResourceAnnotations.isExpected(hierarchy, method(Inheriting.class, "ofClass")), is(false));
    }

    /** Not public, so that the compiler writes its methods into public classes again. */
    abstract static class Hidden<T> {

        @GET
        public String all() {
            return "";
        }

        @Path("sub")
        public Object sub() {
            return "";
        }

        @POST
        public String add(T what) {
            return "";
        }
    }

    /** Inherits all but one. */
    public static class Shown extends Hidden<String> {

        @Override
        public String add(String what) {
            return "";
        }
    }

    @Test
    void whatAPublicClassInheritsFromAHiddenOne_isExpected() {
        ClassHierarchy hierarchy = ClassHierarchy.of(Shown.class);
        List<Method> methods = ResourceAnnotations.resourceMethods(hierarchy);
        assertThat(resourceMethods(Shown.class), containsInAnyOrder("Hidden.all", "Shown.add"));
        methods.forEach(method -> assertThat(ResourceAnnotations.isExpected(hierarchy, method), is(true)));
        assertThat(ResourceAnnotations.isExpected(hierarchy, RuleProbe.bridge(Shown.class, "all")), is(true));
        Locator sub = Locator.of(hierarchy).get(0);
        assertThat(sub.isExpected(), is(true));
        assertThat(new EndpointRules(false).locatorsInPlaceOf(Shown.class, sub.method()), is(List.of()));
        assertThat(
                new EndpointRules(false).locatorsInPlaceOf(Shown.class, RuleProbe.bridge(Shown.class, "sub")),
                is(List.of()));
    }

    private static List<String> resourceMethods(Class<?> type) {
        return ResourceAnnotations.resourceMethods(ClassHierarchy.of(type)).stream()
                .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName())
                .toList();
    }

    @Test
    void resourceMethods_areThereOnce() {
        assertThat(
                resourceMethods(Inheriting.class),
                containsInAnyOrder(
                        "Inheriting.list",
                        "Inheriting.both",
                        "Inheriting.bothAround",
                        "Inheriting.closed",
                        "Inheriting.ofClass"));
        assertThat(
                resourceMethods(AnnotatingParameter.class),
                containsInAnyOrder(
                        "AnnotatingParameter.list",
                        "Inheriting.both",
                        "Inheriting.bothAround",
                        "Inheriting.closed",
                        "Inheriting.ofClass"));
    }

    @Test
    void locators_areThereOnce_withWhatIsDeclared() {
        List<Locator> locators = Locator.of(ClassHierarchy.of(Inheriting.class));
        assertThat(locators.size(), is(1));
        Locator sub = locators.get(0);
        assertThat(sub.path(), is("sub"));
        assertThat(sub.isExpected(), is(true));
        assertThat(sub.returnType() == Object.class, is(true));
        assertThat(sub.declaration().rule().scopes().toString(), is("sub"));
        assertThat(sub.mayLeadTo(String.class), is(true));
        assertThat(
                Locator.of(ClassHierarchy.of(Annotating.class)).stream()
                        .map(Locator::path)
                        .toList(),
                containsInAnyOrder("anew", "sub"));
    }

    /** What a library calls a value that comes later. */
    public interface Later<T> {}

    /** A sub-resource for any kind of thing. */
    public static class Things<T> {

        @GET
        public List<T> all() {
            return List.of();
        }
    }

    /** A sub-resource that inherits what it has. */
    public static class NamedThings<T> extends Things<T> {}

    /** Leads to a sub-resource at once, or later. */
    public static class Leading {

        @Path("later")
        public Later<Inheriting> later() {
            return new Later<>() {};
        }

        @Path("now")
        public Inheriting now() {
            return new Inheriting();
        }

        @Path("things")
        public NamedThings<String> things() {
            return new NamedThings<>();
        }
    }

    @Test
    void locatorOfAContainerThatNobodyKnows_mayLeadAnywhere() {
        assertThat(leading("later").mayLeadTo(Inheriting.class), is(true));
        assertThat(leading("later").mayLeadTo(String.class), is(true));
        assertThat(leading("now").mayLeadTo(Inheriting.class), is(true));
        assertThat(leading("now").mayLeadTo(String.class), is(false));
        assertThat(leading("things").mayLeadTo(NamedThings.class), is(true));
        assertThat(leading("things").mayLeadTo(Inheriting.class), is(false));
    }

    private static Locator leading(String path) {
        return Locator.of(ClassHierarchy.of(Leading.class)).stream()
                .filter(locator -> locator.path().equals(path))
                .findAny()
                .orElseThrow();
    }
}
