package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.lang.reflect.Method;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.glassfish.jersey.server.model.Resource;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.Unprotected;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.RuleProbe;
import org.resourceprotector.runtime.MatchedMethod;
import org.resourceprotector.runtime.Runtimes;

/** Along a chain of locators all rules must hold, and if it is not known which were walked, those of all that fit. */
class LocatorRulesTest {

    static class Leaf {
        @GET
        @Path("own")
        @Protected("own")
        public void own() {}

        @GET
        public void bare() {}

        @GET
        @Unprotected
        @Path("open")
        public void open() {}
    }

    static class Other {
        @GET
        public void bare() {}
    }

    @Path("house")
    @Protected("house")
    static class House {
        @Path("red")
        @Protected("red")
        public Leaf red() {
            return new Leaf();
        }

        @Path("hall")
        public Leaf hall() {
            return new Leaf();
        }

        @Path("garden")
        @Unprotected
        public Leaf garden() {
            return new Leaf();
        }

        @Path("other")
        @Protected("other")
        public Other other() {
            return new Other();
        }
    }

    private final EndpointRules rules = RuleProbe.rules();

    private String decide(List<Class<?>> ancestors, Class<?> resource, String method) {
        Method called = RuleProbe.method(resource, method);
        return text(LocatorRules.behindAny(
                rules, ancestors, resource, rules.of(resource, called), rules.ownPath(resource, called)));
    }

    private static String text(Endpoint endpoint) {
        if (endpoint.rule().problem() != null) {
            return "refused: " + endpoint.rule().problem();
        }
        String rule = endpoint.isUndeclared()
                ? "nothing"
                : endpoint.rule().access() == Access.OPEN
                        ? "open"
                        : endpoint.rule().scopes().toString();
        return endpoint.path() + ": " + rule;
    }

    private String walked(List<MatchedMethod> locators, Class<?> resource, String method) {
        return walked(locators, List.of(), resource, method);
    }

    private String walked(List<MatchedMethod> locators, List<MatchedMethod> others, Class<?> resource, String method) {
        Method called = RuleProbe.method(resource, method);
        return text(LocatorRules.behind(
                rules,
                locators,
                others,
                locator -> Runtimes.hidesImplementation(locator.resource()),
                rules.of(resource, called),
                rules.ownPath(resource, called)));
    }

    private static Set<String> scopes(String decided) {
        return Set.of(decided.replaceFirst(".*: ", "").split(" ", -1));
    }

    private static MatchedMethod locator(Class<?> resource, String method) {
        return new MatchedMethod(resource, RuleProbe.method(resource, method));
    }

    @Test
    void namedLocator_itsRuleAndThatOfTheMethodMustHold() {
        assertThat(walked(List.of(locator(House.class, "red")), Leaf.class, "own"), is("/house/red/own: red own"));
        assertThat(walked(List.of(locator(House.class, "red")), Leaf.class, "bare"), is("/house/red: red"));
        assertThat(walked(List.of(locator(House.class, "red")), Leaf.class, "open"), is("/house/red/open: red"));
    }

    @Test
    void namedLocatorWithoutDeclaration_isUnderThatOfItsClass() {
        assertThat(walked(List.of(locator(House.class, "hall")), Leaf.class, "own"), is("/house/hall/own: house own"));
    }

    @Test
    void locatorThatMayHaveBeenCalledInstead_itsRuleMustHoldAndItsPathIsNotShown() {
        List<MatchedMethod> garden = List.of(locator(House.class, "garden"));
        List<MatchedMethod> red = List.of(locator(House.class, "red"));
        assertThat(walked(garden, red, Leaf.class, "own"), is("/house/garden/own: red own"));
        assertThat(walked(garden, red, Leaf.class, "bare"), is("/house/garden: red"));
    }

    @Test
    void openLocator_demandsNothingAndOpensNothing() {
        MatchedMethod garden = locator(House.class, "garden");
        assertThat(walked(List.of(garden), Leaf.class, "own"), is("/house/garden/own: own"));
        assertThat(walked(List.of(garden), Leaf.class, "bare"), is("/house/garden: nothing"));
        assertThat(walked(List.of(garden), Leaf.class, "open"), is("/house/garden/open: open"));
    }

    @Test
    void namedLocatorOfForeignClassLoader_isSeen() throws Exception {
        ClassLoader loader = new ThrowawayLoader(
                name -> name.equals(House.class.getName()) || name.equals(EndpointRules.class.getName()));
        Class<?> foreign = loader.loadClass(House.class.getName());
        assertThat(foreign == House.class, is(false));
        assertThat(walked(List.of(locator(foreign, "red")), Leaf.class, "bare"), is("/house/red: red"));
        assertThat(decide(List.of(foreign), Leaf.class, "bare").replaceFirst(".*: ", ""), is("red house"));
    }

    @Test
    void unknownLocator_theRulesOfAllThatFitMustHold() {
        assertThat(
                decide(List.of(House.class), Leaf.class, "own"),
                is(oneOf("/house/\u2026/own: red house own", "/house/\u2026/own: house red own")));
    }

    @Test
    void locatorThatLeadsElsewhere_demandsNothing() {
        assertThat(decide(List.of(House.class), Other.class, "bare"), is("/house/other: other"));
    }

    interface Stairs {
        @Path("up")
        Leaf up();

        @GET
        @Path("down")
        String down();
    }

    @Path("attic")
    static class Attic implements Stairs {
        @Path("docs")
        Leaf docs() {
            return new Leaf();
        }

        @Override
        @Produces("text/plain")
        public Leaf up() {
            return new Leaf();
        }

        @GET
        @Override
        public String down() {
            return "";
        }

        @Path("open")
        public Leaf open() {
            return new Leaf();
        }

        @Path("{any}")
        @Protected("any")
        public Leaf any() {
            return new Leaf();
        }
    }

    @Test
    void overrideWithoutThePath_isServedWithoutIt() {
        assertThat(rules.ownPath(Attic.class, RuleProbe.method(Attic.class, "down")), is("/"));
        assertThat(rules.ownPath(Attic.class, RuleProbe.method(Attic.class, "docs")), is("/docs"));
    }

    interface Left {
        @GET
        @Path("left")
        String turn();
    }

    interface Right {
        @GET
        @Path("right")
        String turn();
    }

    static class Corner implements Left, Right {
        @Override
        public String turn() {
            return "";
        }
    }

    @Test
    void methodWithTwoPathsToInherit_isShownWithTheFirst() {
        assertThat(rules.ownPath(Corner.class, RuleProbe.method(Corner.class, "turn")), is("/left"));
    }

    static class Stranger {
        @GET
        public void bare() {}
    }

    @Test
    void noLocatorFits_theRulesOfAllMustHold() {
        assertThat(scopes(decide(List.of(House.class), Stranger.class, "bare")), is(Set.of("red", "house", "other")));
    }

    @Path("bare")
    @Protected("bare")
    static class WithoutLocator {}

    @Test
    void ancestorWithoutLocator_theRuleOfItsClassMustHold() {
        assertThat(decide(List.of(WithoutLocator.class), Leaf.class, "bare"), is("/bare/\u2026: bare"));
    }

    @Path("models")
    static class Models {
        @Path("{any}")
        @Unprotected
        public Object any() {
            return new Leaf();
        }

        @Path("secret")
        @Protected("secret")
        public Resource secret() {
            return Resource.from(Leaf.class);
        }
    }

    @Test
    void typeThatOnlyRuntimesUnderstand_mayLeadAnywhere() {
        assertThat(decide(List.of(Models.class), Leaf.class, "bare"), is("/models/\u2026: secret"));
    }

    @Path("classes")
    static class Classes {
        @Path("leaf")
        @Protected("leaf")
        public Class<Leaf> leaf() {
            return Leaf.class;
        }

        @Path("wild")
        @Protected("wild")
        public Class<? extends Leaf> wild() {
            return Leaf.class;
        }

        @Path("other")
        @Protected("other")
        public Class<Other> other() {
            return Other.class;
        }
    }

    @Test
    void locatorMayReturnClass() {
        assertThat(
                decide(List.of(Classes.class), Leaf.class, "bare").replaceFirst(".*: ", ""),
                is(oneOf("leaf wild", "wild leaf")));
        assertThat(
                decide(List.of(Classes.class), Other.class, "bare").replaceFirst(".*: ", ""),
                is(oneOf("wild other", "other wild")));
    }

    @Path("line")
    static class Line {
        @Path("next")
        @Protected("next")
        public Line next() {
            return this;
        }

        @GET
        public void end() {}
    }

    @Test
    void pathOfManyLocators_isCutShort() {
        List<String> decided = IntStream.of(20, 200, 2000)
                .mapToObj(depth -> walked(Collections.nCopies(depth, locator(Line.class, "next")), Line.class, "end"))
                .distinct()
                .toList();
        assertThat(decided.size(), is(1));
        assertThat(decided.get(0), is("/line" + "/next".repeat(16) + "/\u2026: next"));
    }

    interface Hidden {
        @Path("leaf")
        Leaf leaf();
    }

    @Test
    void locatorWhoseImplementationIsHidden_isRefused() {
        assertThat(
                walked(List.of(locator(Hidden.class, "leaf")), Leaf.class, "bare"),
                startsWith("refused: LocatorRulesTest.Hidden#leaf: the runtime shows a type that hides"));
    }

    interface Gallery {
        @Path("north")
        @Protected("north")
        Leaf north();
    }

    @Path("palace")
    static class Palace {
        @Path("gallery")
        @Protected("gallery")
        public Gallery gallery() {
            return Leaf::new;
        }

        @Path("hidden")
        @Protected("secret")
        public Hidden hidden() {
            return Leaf::new;
        }

        @Path("house")
        @Protected("gate")
        public House house() {
            return new House();
        }
    }

    @Test
    void severalUnknownLocators_theRulesAlongTheWholeWayMustHold() {
        String decided = decide(List.of(Palace.class, House.class), Other.class, "bare");
        assertThat(decided, startsWith("/palace/house/other: "));
        assertThat(scopes(decided), is(Set.of("gate", "other")));
    }

    @Test
    void unknownLocatorOfHiddenType_isRefusedUnlessItIsDeclared() {
        assertThat(
                scopes(decide(List.of(Palace.class, Gallery.class), Leaf.class, "bare")),
                is(Set.of("gallery", "north")));
        assertThat(
                decide(List.of(Palace.class, Hidden.class), Leaf.class, "bare"),
                startsWith("refused: LocatorRulesTest.Hidden: the runtime shows a type that hides"));
        assertThat(
                decide(List.of(Palace.class, Runnable.class), Leaf.class, "bare"),
                startsWith("refused: Runnable: the runtime shows a type that hides"));
    }

    @Path("torn")
    static class Torn {
        @Path("both")
        @Protected
        @Unprotected
        public Leaf both() {
            return new Leaf();
        }
    }

    @Test
    void unknownLocatorWhoseDeclarationIsNoRule_isRefused() {
        assertThat(decide(List.of(Torn.class), Leaf.class, "open"), startsWith("refused: "));
    }

    @Test
    void pathOfSixteenLocators_isShownAsAWhole() {
        List<MatchedMethod> walked = Collections.nCopies(16, locator(Line.class, "next"));
        assertThat(
                walked(walked, Leaf.class, "own").replaceFirst(":.*", ""), is("/line" + "/next".repeat(16) + "/own"));
    }

    static class TwoMethods {
        @OPTIONS
        @GET
        public String both() {
            return "";
        }

        @GET
        @OPTIONS
        public String turned() {
            return "";
        }

        @OPTIONS
        public String alone() {
            return "";
        }
    }

    @Test
    void methodForOptionsAndAnother_isNotOneForOptions() {
        assertThat(
                rules.of(TwoMethods.class, RuleProbe.method(TwoMethods.class, "both"))
                        .method(),
                is("GET"));
        assertThat(
                rules.of(TwoMethods.class, RuleProbe.method(TwoMethods.class, "turned"))
                        .method(),
                is("GET"));
        assertThat(
                rules.of(TwoMethods.class, RuleProbe.method(TwoMethods.class, "alone"))
                        .method(),
                is("OPTIONS"));
    }
}
