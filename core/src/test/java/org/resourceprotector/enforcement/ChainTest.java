package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.glassfish.jersey.server.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.Unprotected;

/** Along a chain of locators every door must open, however the path is spelled. */
class ChainTest {

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

    private final RuleBook book = Rulings.book();

    private String decide(String path, List<Class<?>> ancestors, Class<?> resource, String method) {
        Decision decision =
                Chain.decide(book, new FakeUriInfo(path), ancestors, resource, Rulings.method(resource, method));
        if (decision instanceof Decision.Defective defective) {
            return "refused: " + defective.problem();
        }
        Endpoint endpoint = decision.endpoint();
        String rule = endpoint.declaration() == null
                ? "nothing"
                : endpoint.rule().access() == Access.OPEN
                        ? "open"
                        : endpoint.rule().scopes().toString();
        return endpoint.path() + ": " + rule;
    }

    @Test
    void theRuleOfTheLocatorAndThatOfTheMethodMustBothHold() {
        assertThat(decide("house/red/own", List.of(House.class), Leaf.class, "own"), is("/house/red/own: red own"));
        assertThat(decide("house/red", List.of(House.class), Leaf.class, "bare"), is("/house/red: red"));
        assertThat(decide("house/red/open", List.of(House.class), Leaf.class, "open"), is("/house/red/open: red"));
    }

    @Test
    void aLocatorWithoutADeclarationIsUnderThatOfItsClass() {
        assertThat(decide("house/hall/own", List.of(House.class), Leaf.class, "own"), is("/house/hall/own: house own"));
    }

    @Test
    void anOpenLocatorDemandsNothingButOpensNothing() {
        assertThat(decide("house/garden/own", List.of(House.class), Leaf.class, "own"), is("/house/garden/own: own"));
        assertThat(decide("house/garden", List.of(House.class), Leaf.class, "bare"), is("/house/garden: nothing"));
        assertThat(
                decide("house/garden/open", List.of(House.class), Leaf.class, "open"), is("/house/garden/open: open"));
    }

    @Test
    void aLocatorThatLeadsElsewhereIsNotAsked() {
        assertThat(decide("house/other", List.of(House.class), Other.class, "bare"), is("/house/other: other"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "house/red;x=%2Fgarden/own",
                "house/re%64/own",
                "house/red;/own;garden",
                "house/r%65d/ow%6E/",
                "//house//red//own",
                "HOUSE/RED/OWN",
            })
    void noSpellingOfAPathChoosesAnotherDoor(String path) {
        assertThat(decide(path, List.of(House.class), Leaf.class, "own"), is("/house/red/own: red own"));
    }

    @Test
    void aPathThatFitsNoDoorMustOpenAllOfThem() {
        assertThat(
                decide("something/else", List.of(House.class), Leaf.class, "own"), is("/house/red/own: red house own"));
    }

    @Path("overlap")
    static class Overlap {
        @Path("{any: .*}")
        @Unprotected
        public Object any() {
            return new Leaf();
        }

        @Path("secret")
        @Protected("secret")
        public Object secret() {
            return new Leaf();
        }
    }

    @Test
    void whereSeveralDoorsFitThePathAllOfThemMustOpen() {
        assertThat(decide("overlap/secret", List.of(Overlap.class), Leaf.class, "bare"), startsWith("/overlap/"));
        assertThat(scopes("overlap/secret", Overlap.class), is("secret"));
        assertThat(scopes("overlap/s%65cret", Overlap.class), is("secret"));
        assertThat(scopes("overlap/secret;jsessionid=1", Overlap.class), is("secret"));
        assertThat(scopes("overlap/public", Overlap.class), is("nothing"));
    }

    private String scopes(String path, Class<?> root) {
        return decide(path, List.of(root), Leaf.class, "bare").replaceFirst("^[^:]*: (.* )?", "");
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
    void aTypeThatOnlyARuntimeUnderstandsMayLeadAnywhere() {
        assertThat(scopes("models/secret", Models.class), is("secret"));
        assertThat(scopes("models/public", Models.class), is("nothing"));
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
    void aLocatorMayReturnAClass() {
        assertThat(scopes("classes/leaf", Classes.class), is("leaf"));
        assertThat(scopes("classes/wild", Classes.class), is("wild"));
        assertThat(decide("classes/other", List.of(Classes.class), Other.class, "bare"), is("/classes/other: other"));
    }

    @Path("tree")
    static class Tree {
        @Path("{child}")
        public Tree child() {
            return this;
        }

        @Path("admin")
        @Protected("admin")
        public Tree admin() {
            return this;
        }

        @GET
        @Path("leaf")
        public void leaf() {}
    }

    @Test
    void aTreeKnowsWhichOfItsDoorsWereWalkedThrough() {
        assertThat(inTree("tree/a/b/leaf", 2), is("/tree/{child}/{child}/leaf: nothing"));
        assertThat(inTree("tree/a/admin/leaf", 2).replaceFirst(".*: ", ""), is("admin"));
        assertThat(inTree("tree/%61dmin/a/leaf", 2).replaceFirst(".*: ", ""), is("admin"));
    }

    @Test
    void aTreeThatIsTooDeepToTellMustBeOpenedWhole() {
        String deep = "tree" + "/a".repeat(500) + "/leaf";
        assertThat(inTree(deep, 500).replaceFirst(".*: ", ""), is("admin"));
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
    void thePathOfADeepChainIsCutShortSoThatReportsStayBounded() {
        List<String> decided = IntStream.of(20, 200, 2000)
                .mapToObj(depth -> decide(
                        "line" + "/next".repeat(depth), Collections.nCopies(depth, Line.class), Line.class, "end"))
                .distinct()
                .toList();
        assertThat(decided.size(), is(1));
        assertThat(decided.get(0), is("/line" + "/next".repeat(16) + "/\u2026: next"));
    }

    private String inTree(String path, int depth) {
        return decide(path, Collections.nCopies(depth, Tree.class), Tree.class, "leaf");
    }
}
