package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.endsWith;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.Unprotected;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.RuleProbe;
import org.resourceprotector.runtime.Walk;
import org.resourceprotector.runtime.WalkedLocator;

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

    private String decide(Walk walk, List<Class<?>> ancestors, Class<?> resource, String method) {
        Method called = RuleProbe.method(resource, method);
        return text(LocatorRules.behind(
                rules, walk, ancestors, resource, rules.of(resource, called), rules.ownPaths(resource, called)));
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

    private static Walk template(String template) {
        return new Walk.Template(template);
    }

    private static Walk paths(String... paths) {
        return new Walk.Paths(List.of(paths));
    }

    private String walked(List<WalkedLocator> locators, Class<?> resource, String method) {
        Method called = RuleProbe.method(resource, method);
        return text(LocatorRules.behind(
                rules,
                locators,
                rules.of(resource, called),
                rules.ownPaths(resource, called).get(0)));
    }

    private static Set<String> scopes(String decided) {
        return Set.of(decided.replaceFirst(".*: ", "").split(" ", -1));
    }

    private static WalkedLocator locator(Class<?> resource, String method) {
        return new WalkedLocator(resource, RuleProbe.method(resource, method));
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
    void openLocator_demandsNothingAndOpensNothing() {
        WalkedLocator garden = locator(House.class, "garden");
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
        assertThat(
                decide(Walk.Unknown.UNKNOWN, List.of(foreign), Leaf.class, "bare")
                        .replaceFirst(".*: ", ""),
                is("red house"));
    }

    @Test
    void unknownLocator_theRulesOfAllThatFitMustHold() {
        assertThat(
                decide(Walk.Unknown.UNKNOWN, List.of(House.class), Leaf.class, "own"),
                is(oneOf("/house/\u2026/own: red house own", "/house/\u2026/own: house red own")));
    }

    @Test
    void locatorThatLeadsElsewhere_demandsNothing() {
        assertThat(decide(Walk.Unknown.UNKNOWN, List.of(House.class), Other.class, "bare"), is("/house/other: other"));
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
    void locatorThatTheRuntimeMayNotHave_opensNoOther() {
        assertThat(decide(paths("attic/docs"), List.of(Attic.class), Leaf.class, "bare"), is("/attic/…: any"));
        assertThat(decide(paths("attic/up"), List.of(Attic.class), Leaf.class, "bare"), is("/attic/…: any"));
        assertThat(decide(paths("attic/open"), List.of(Attic.class), Leaf.class, "bare"), is("/attic/open: nothing"));
    }

    @Test
    void overrideWithoutThePath_isServedWithoutIt() {
        assertThat(rules.ownPaths(Attic.class, RuleProbe.method(Attic.class, "down")), is(List.of("/")));
        assertThat(rules.ownPaths(Attic.class, RuleProbe.method(Attic.class, "docs")), is(List.of("/docs")));
    }

    interface Roof {
        @Path("docs")
        Leaf docs();
    }

    interface Gable extends Roof {
        @Override
        Leaf docs();
    }

    @Path("shed")
    static class Shed implements Gable {
        @Override
        public Leaf docs() {
            return new Leaf();
        }

        @Path("{any}")
        @Protected("any")
        public Leaf any() {
            return new Leaf();
        }
    }

    @Test
    void inheritedLocator_opensNoOther() {
        assertThat(decide(paths("shed/docs"), List.of(Shed.class), Leaf.class, "bare"), is("/shed/\u2026: any"));
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

    @Path("yard")
    static class Yard {
        @Path("gate/right")
        @Protected("wide")
        public Corner wide() {
            return new Corner();
        }

        @Path("gate")
        public Corner narrow() {
            return new Corner();
        }

        @Path("gate/left")
        @Protected("small")
        public Corner small() {
            return new Corner();
        }
    }

    @Test
    void methodWithTwoPathsToInherit_mayBeEither() {
        assertThat(
                rules.ownPaths(Corner.class, RuleProbe.method(Corner.class, "turn")), is(List.of("/left", "/right")));
        assertThat(
                scopes(decide(template("yard/gate/right/left"), List.of(Yard.class), Corner.class, "turn")),
                is(Set.of("wide")));
        assertThat(
                scopes(decide(template("yard/gate/left/right"), List.of(Yard.class), Corner.class, "turn")),
                is(Set.of("small")));
    }

    static class Stranger {
        @GET
        public void bare() {}
    }

    @Test
    void noLocatorFits_theRulesOfAllMustHold() {
        assertThat(
                scopes(decide(Walk.Unknown.UNKNOWN, List.of(House.class), Stranger.class, "bare")),
                is(Set.of("red", "house", "other")));
    }

    @Path("bare")
    @Protected("bare")
    static class WithoutLocator {}

    @Test
    void ancestorWithoutLocator_theRuleOfItsClassMustHold() {
        assertThat(
                decide(Walk.Unknown.UNKNOWN, List.of(WithoutLocator.class), Leaf.class, "bare"),
                is("/bare/\u2026: bare"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "house/red/own",
                "/house/red/own",
                "/api/house/red/own/",
                "api/v1//house//red//own",
                "house/r%65d/own",
            })
    void template_tellsTheLocatorToTheLetter(String template) {
        assertThat(decide(template(template), List.of(House.class), Leaf.class, "own"), is("/house/red/own: red own"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "house/RED/own",
                "house/r%2565d/own",
                "house/red%2Fown",
                "xhouse/red/own",
                "house/red",
                "",
                "something/else"
            })
    void templateOfNoLocator_theRulesOfAllThatFitMustHold(String template) {
        assertThat(
                decide(template(template), List.of(House.class), Leaf.class, "own"),
                is(oneOf("/house/\u2026/own: red house own", "/house/\u2026/own: house red own")));
    }

    @Path("files")
    static class Files {
        @Path("docs/secret")
        @Protected("admin")
        public Leaf secret() {
            return new Leaf();
        }

        @Path("docs")
        public Leaf docs() {
            return new Leaf();
        }

        @Path("{d: [a-z]+/}")
        @Protected("dir")
        public Leaf dir() {
            return new Leaf();
        }
    }

    @Test
    void template_tellsVariablesApartByTheirExpressions() {
        assertThat(
                decide(template("files/docs/own"), List.of(Files.class), Leaf.class, "own"),
                is("/files/docs/own: own"));
        assertThat(
                decide(template("files/docs/secret/own"), List.of(Files.class), Leaf.class, "own"),
                is("/files/docs/secret/own: admin own"));
        assertThat(
                decide(template("files/{d: [a-z]+/}/own"), List.of(Files.class), Leaf.class, "own"),
                is("/files/{d: [a-z]+/}/own: dir own"));
    }

    @Path("encoded")
    static class Encoded {
        @Path("a b|\u00e9{v: [\u00e9 ]}")
        @Protected("blank")
        public Leaf blank() {
            return new Leaf();
        }

        @Path("{other}")
        public Leaf other() {
            return new Leaf();
        }
    }

    @Test
    void template_mayHaveTheCharactersEncodedThatUrisCannotHave() {
        for (String template : List.of("encoded/a b|\u00e9{v: [\u00e9 ]}", "encoded/a%20b%7C%C3%A9{v: [\u00e9 ]}")) {
            assertThat(
                    decide(template(template), List.of(Encoded.class), Leaf.class, "bare"),
                    is("/encoded/a b|\u00e9{v: [\u00e9 ]}: blank"));
        }
        assertThat(
                decide(template("encoded/{other}"), List.of(Encoded.class), Leaf.class, "bare"),
                is("/encoded/{other}: nothing"));
    }

    @Path("same")
    static class SameWays {
        @Path("a")
        public Middle a() {
            return new Middle();
        }

        @Path("a/b")
        @Protected("ab")
        public Middle ab() {
            return new Middle();
        }
    }

    static class Middle {
        @Path("b/c")
        public Leaf bc() {
            return new Leaf();
        }

        @Path("c")
        public Leaf c() {
            return new Leaf();
        }
    }

    @Test
    void templateOfTwoWays_theRulesOfBothMustHold() {
        assertThat(
                decide(template("same/a/b/c"), List.of(SameWays.class, Middle.class), Leaf.class, "bare"),
                is("/same/\u2026/\u2026: ab"));
    }

    @Path("deep")
    static class Deep {
        @Path("a")
        @Protected("closed")
        public Deep closed() {
            return this;
        }

        @Path("b")
        public Deep open() {
            return this;
        }

        @GET
        public void bare() {}
    }

    private String alongOpenLocators(int depth) {
        return decide(
                template("deep" + "/b".repeat(depth)),
                Collections.<Class<?>>nCopies(depth, Deep.class),
                Deep.class,
                "bare");
    }

    @Test
    void templateOfTooManyLocators_theRulesOfAllThatFitMustHold() {
        assertThat(alongOpenLocators(PossibleLocators.MAX_TOLD_APART), endsWith(": nothing"));
        assertThat(alongOpenLocators(PossibleLocators.MAX_TOLD_APART + 1), endsWith(": closed"));
    }

    @Test
    void matchedPath_tellsLiteralLocatorToTheLetter() {
        assertThat(decide(paths("house/red"), List.of(House.class), Leaf.class, "own"), is("/house/red/own: red own"));
        assertThat(
                decide(paths("/house/garden"), List.of(House.class), Leaf.class, "own"), is("/house/garden/own: own"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "house/RED",
                "house/r%65d",
                "house/red/x",
                "house",
                "",
                "red",
                "housered",
                "house//red",
                "house/red/",
                "//house/red"
            })
    void matchedPathOfNoLocator_theRulesOfAllThatFitMustHold(String path) {
        assertThat(
                decide(paths(path), List.of(House.class), Leaf.class, "own"),
                is(oneOf("/house/\u2026/own: red house own", "/house/\u2026/own: house red own")));
    }

    @Test
    void matchedPaths_areReadLevelByLevel() {
        List<Class<?>> levels = List.of(House.class, House.class);
        assertThat(
                decide(paths("house/garden", "house/garden/red"), levels, Leaf.class, "bare"),
                is("/house/garden/red: red"));
        assertThat(
                scopes(decide(paths("house/garden"), levels, Leaf.class, "bare")), is(Set.of("red", "house", "other")));
    }

    @Path("ties")
    static class Ties {
        @Path("docs")
        public Leaf docs() {
            return new Leaf();
        }

        @Path("docs{rest: .*}")
        @Protected("rest")
        public Leaf rest() {
            return new Leaf();
        }

        @Path("d{x}")
        @Protected("short")
        public Leaf lesser() {
            return new Leaf();
        }
    }

    @Test
    void literalLocator_isNotCertainBesideOneThatIsAsLong() {
        assertThat(
                decide(paths("ties/docs"), List.of(Ties.class), Leaf.class, "bare")
                        .replaceFirst(".*: ", ""),
                is(oneOf("rest short", "short rest")));
    }

    @Path("{root}")
    static class VariableRoot {
        @Path("docs")
        public Leaf docs() {
            return new Leaf();
        }

        @Path("secret")
        @Protected("secret")
        public Leaf secret() {
            return new Leaf();
        }
    }

    @Test
    void literalLocatorBehindVariableRoot_isNotCertain() {
        assertThat(
                decide(paths("x/docs"), List.of(VariableRoot.class), Leaf.class, "bare"), is("/{root}/\u2026: secret"));
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
        assertThat(
                decide(Walk.Unknown.UNKNOWN, List.of(Models.class), Leaf.class, "bare"), is("/models/\u2026: secret"));
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
                decide(Walk.Unknown.UNKNOWN, List.of(Classes.class), Leaf.class, "bare")
                        .replaceFirst(".*: ", ""),
                is(oneOf("leaf wild", "wild leaf")));
        assertThat(
                decide(Walk.Unknown.UNKNOWN, List.of(Classes.class), Other.class, "bare")
                        .replaceFirst(".*: ", ""),
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

    @Path("x")
    static class Ground {}

    @Path("x/a")
    interface Floor {}

    static class Tower extends Ground implements Floor {
        @Path("b")
        @Protected("b")
        public Leaf b() {
            return new Leaf();
        }

        @Path("a/b")
        @Unprotected
        public Leaf ab() {
            return new Leaf();
        }
    }

    @Test
    void rootWithTwoPathsToInherit_isUnderTheRulesOfAll() {
        assertThat(scopes(decide(paths("x/a/b"), List.of(Tower.class), Leaf.class, "bare")), is(Set.of("b")));
        assertThat(scopes(decide(template("x/a/b"), List.of(Tower.class), Leaf.class, "bare")), is(Set.of("b")));
    }
}
