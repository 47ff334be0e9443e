package org.resourceprotector.declaration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.glassfish.jersey.server.wadl.internal.WadlResource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.enforcement.ThrowawayLoader;
import org.resourceprotector.scope.ScopeRule;

class EndpointRulesTest {

    private static Declaration declaration(String scope) {
        return new Declaration(new Rule(Access.PROTECTED, ScopeRule.of(scope), AuthorityRules.NONE), scope);
    }

    @Protected(senderConstrained = true)
    static final class Bound {

        String all() {
            return "";
        }

        @Protected("read")
        String plain() {
            return "";
        }
    }

    @Test
    void demandForBoundToken_isPartOfTheRule() {
        EndpointRules rules = new EndpointRules(false, true);
        Endpoint bound = rules.of(Bound.class, RuleProbe.method(Bound.class, "all"));
        assertThat(bound.rule().senderConstrained(), is(true));
        assertThat(bound.row().senderConstrained(), is(true));
        Rule plain =
                rules.of(Bound.class, RuleProbe.method(Bound.class, "plain")).rule();
        assertThat(plain.senderConstrained(), is(false));
        assertThat(plain.and(bound.rule()).senderConstrained(), is(true));
        assertThat(bound.rule().and(plain).senderConstrained(), is(true));
    }

    @Test
    @DisplayName("R9449-7.1-c a demand for bound tokens that nothing can prove lets nobody in, and says so")
    void demandThatNobodyCanMeet_isBroken() {
        EndpointRules rules = new EndpointRules(false, false);
        assertThat(
                rules.of(Bound.class, RuleProbe.method(Bound.class, "all"))
                        .rule()
                        .problem(),
                is(
                        "EndpointRulesTest.Bound: senderConstrained = true without a sender constraint would let nobody in;"
                                + " add one to the ResourceProtector, for example senderConstraint(Dpop.builder().publicUri(…).build())"));
        assertThat(
                rules.of(Bound.class, RuleProbe.method(Bound.class, "plain"))
                        .rule()
                        .problem(),
                is(nullValue()));
    }

    private static final Declaration ALL = declaration("all");
    private static final Declaration OWN = declaration("own");
    private static final Endpoint BARE = new Endpoint("GET", "/bare", null);
    private static final Endpoint RULED = BARE.under(OWN);
    private static final Endpoint MAYBE =
            BARE.under(new Declaration(new Rule(Access.OPTIONAL, ScopeRule.of("maybe"), AuthorityRules.NONE), "maybe"));

    private static String rule(Endpoint endpoint) {
        return endpoint.isUndeclared()
                ? "undeclared"
                : endpoint.rule().access() + " " + endpoint.rule().scopes();
    }

    @Test
    void ruleOfAll_holdsForWhatIsUndeclared() {
        EndpointRules open = new EndpointRules(false);
        EndpointRules closed = new EndpointRules(true);
        assertThat(rule(open.orDefault(BARE)), is("undeclared"));
        assertThat(rule(closed.orDefault(BARE)), is("PROTECTED "));
        assertThat(rule(closed.orDefault(RULED)), is("PROTECTED own"));
        assertThat(open.byDefault(), is(nullValue()));
        assertThat(closed.byDefault().declaredAt(), is("protectUnannotated()"));
        for (EndpointRules rules : List.of(open, closed)) {
            assertThat(rule(rules.inForce(BARE, BARE, BARE, null)), is("undeclared"));
            assertThat(rule(rules.inForce(BARE, BARE, BARE, ALL)), is("PROTECTED all"));
            assertThat(rule(rules.inForce(RULED, RULED, RULED, ALL)), is("PROTECTED own"));
            assertThat(rule(rules.inForce(MAYBE, MAYBE, MAYBE, ALL)), is("OPTIONAL maybe"));
            assertThat(rule(rules.inForce(BARE, RULED, RULED, ALL)), is("PROTECTED own"));
        }
    }

    @Test
    void whatOnlyLocatorsOrOwnersDeclare_liftsNoRuleOfAll() {
        EndpointRules open = new EndpointRules(false);
        EndpointRules closed = new EndpointRules(true);
        assertThat(rule(open.inForce(BARE, BARE, MAYBE, ALL)), is("PROTECTED all maybe"));
        assertThat(rule(open.inForce(BARE, MAYBE, MAYBE, ALL)), is("PROTECTED all maybe"));
        assertThat(rule(open.inForce(BARE, MAYBE, MAYBE, null)), is("OPTIONAL maybe"));
        assertThat(rule(closed.inForce(BARE, MAYBE, MAYBE, null)), is("PROTECTED maybe"));
        assertThat(rule(closed.inForce(BARE, BARE, RULED, null)), is("PROTECTED own"));
    }

    @Test
    void openLocators_leaveAnEndpointUndeclared() {
        EndpointRules rules = new EndpointRules(false);
        Declaration unprotected = new Declaration(Rule.OPEN, "open");
        assertThat(rule(rules.combinedWith(List.of(unprotected), "/p", BARE)), is("undeclared"));
        assertThat(rule(rules.combinedWith(List.of(unprotected), "/p", RULED)), is("PROTECTED own"));
        assertThat(rule(rules.combinedWith(List.of(ALL, unprotected), "/p", BARE)), is("PROTECTED all"));
        assertThat(rules.combinedWith(List.of(ALL), "/p", RULED).path(), is("/p"));
        assertThat(rules.combinedWith(List.of(ALL, unprotected), "/p", RULED).declaredAt(), is("all, own"));
        Endpoint opened = BARE.under(new Declaration(Rule.OPEN, "method"));
        assertThat(rules.combinedWith(List.of(unprotected), "/p", opened).declaredAt(), is("open, method"));
    }

    @Test
    void whatIsFound_isKeptForClassesThatKnowThisLibrary() throws Exception {
        EndpointRules rules = new EndpointRules(false);
        Method get = RuleProbe.method(Root.class, "get");
        assertThat(rules.of(Root.class, get), is(sameInstance(rules.of(Root.class, get))));
        assertThat(rules.locators(Walked.class), is(sameInstance(rules.locators(Walked.class))));
        Method length = String.class.getMethod("length");
        assertThat(rules.of(String.class, length), is(not(sameInstance(rules.of(String.class, length)))));
        assertThat(rules.locators(String.class), is(List.of()));
    }

    /** Has locators of all kinds. */
    static class Walked {

        @Path("class")
        public Class<Root> namedClass() {
            return Root.class;
        }

        @Path("any")
        public Class<?> anyClass() {
            return Root.class;
        }

        @Path("raw")
        @SuppressWarnings("rawtypes")
        public Class rawClass() {
            return Root.class;
        }

        @Path("later")
        public CompletableFuture<Root> later() {
            return CompletableFuture.completedFuture(new Root());
        }

        @Path("wrapped")
        public Response wrapped() {
            return Response.ok().build();
        }

        @Path("own")
        public Root own() {
            return new Root();
        }
    }

    @Test
    void locator_leadsToWhatItsReturnTypeSays() {
        Map<String, Class<?>> targets = new TreeMap<>();
        new EndpointRules(false).locators(Walked.class).forEach(way -> targets.put(way.path(), way.returnType()));
        Class<?> any = Object.class;
        assertThat(
                targets,
                is(Map.of(
                        "class", Root.class, "any", any, "raw", any, "later", any, "wrapped", any, "own", Root.class)));
        for (Locator way : Locator.of(ClassHierarchy.of(Walked.class))) {
            assertThat(way.mayLeadTo(Root.class), is(true));
            assertThat(way.mayLeadTo(Bound.class), is(way.returnType() == any));
        }
    }

    /** Has declarations that mean nothing, at a method that nobody calls. */
    static class Broken {

        @Protected(ignoreInvalid = true)
        public void get() {}
    }

    @Test
    void brokenDeclarationOfAnyMethod_isFoundBeforeACall() {
        InvalidDeclaration e = assertThrows(InvalidDeclaration.class, () -> EndpointRules.requireRules(Broken.class));
        assertThat(
                e.getMessage(),
                startsWith("EndpointRulesTest.Broken#get: @Protected(ignoreInvalid = true) without optional"));
        EndpointRules.requireRules(Root.class);
    }

    /** Lets some in without a token. */
    static class Lenient {

        @Protected(optional = true)
        public void optional() {}

        @Protected(optional = true, ignoreInvalid = true)
        public void ignoring() {}
    }

    @Test
    void tokenThatMayBeMissing_isOptional() {
        EndpointRules rules = new EndpointRules(false);
        assertThat(rule(rules.of(Lenient.class, RuleProbe.method(Lenient.class, "optional"))), is("OPTIONAL "));
        assertThat(
                rule(rules.of(Lenient.class, RuleProbe.method(Lenient.class, "ignoring"))),
                is("OPTIONAL_IGNORING_INVALID "));
    }

    /** Declares with an annotation of another copy of this library. */
    @Protected("read")
    public static class Copied {}

    @Test
    void annotationOfAnotherCopy_isRefused() throws Exception {
        ClassLoader loader = new ThrowawayLoader(
                name -> name.equals(Protected.class.getName()) || name.equals(Copied.class.getName()));
        Class<?> copied = Class.forName(Copied.class.getName(), true, loader);

        InvalidDeclaration e = assertThrows(InvalidDeclaration.class, () -> EndpointRules.onClass(copied));
        assertThat(
                e.getMessage(),
                startsWith("EndpointRulesTest.Copied: @Protected comes from another copy of this library"));
    }

    /** A root resource. */
    @Path("/root/")
    static class Root {

        @GET
        @Path("/below/")
        @Protected("read")
        public void get() {}

        public void bare() {}

        @Protected
        public void declared() {}

        @GET
        public void served() {}
    }

    @Test
    void whatOfAClassIsAResource() {
        EndpointRules rules = new EndpointRules(false);
        assertThat(rules.rootPath(Root.class), is("/root"));
        assertThat(rules.rootPath(Bound.class), is("/"));
        assertThat(rules.ownPath(Root.class, RuleProbe.method(Root.class, "get")), is("/below"));
        assertThat(
                rules.of(Root.class, RuleProbe.method(Root.class, "get")).toString(),
                startsWith("Endpoint[method=GET, path=/root/below,"));
        assertThat(rules.of(Root.class, RuleProbe.method(Root.class, "bare")), is(new Endpoint("", "/root", null)));
        assertThat(EndpointRules.declares(RuleProbe.method(Root.class, "get")), is(true));
        assertThat(EndpointRules.declares(RuleProbe.method(Root.class, "bare")), is(false));
        assertThat(EndpointRules.declares(RuleProbe.method(Root.class, "declared")), is(true));
        assertThat(EndpointRules.declares(RuleProbe.method(Root.class, "served")), is(false));
        assertThat(EndpointRules.isRuntimesOwn(WadlResource.class), is(true));
        assertThat(EndpointRules.isRuntimesOwn(Root.class), is(false));
        assertThat(EndpointRules.onClass(Bound.class).declaredAt(), is("EndpointRulesTest.Bound"));
        assertThat(
                EndpointRules.hidden(Root.class, RuleProbe.method(Root.class, "get")),
                startsWith("EndpointRulesTest.Root#get: the runtime shows a type that hides its implementation"));
        assertThat(EndpointRules.hidden(Root.class), startsWith("EndpointRulesTest.Root: the runtime shows a type"));
    }

    @Test
    void whatOwnersDeclare_holdsForWhatIsAddedToThem() {
        EndpointRules rules = new EndpointRules(false);
        assertThat(
                rules.underOwners(List.of(Bound.class), String.class, BARE).declaredAt(),
                is("EndpointRulesTest.Bound"));
        assertThat(rule(rules.underOwners(List.of(Bound.class), Bound.class, BARE)), is("undeclared"));
        assertThat(rule(rules.underOwners(List.of(Root.class), String.class, BARE)), is("undeclared"));
        assertThat(rule(rules.underOwners(List.of(Bound.class), String.class, RULED)), is("PROTECTED own"));
    }

    @Test
    void ordersThatCallersChoose_areKeptOnce() {
        EndpointRules rules = new EndpointRules(false);
        List<Declaration> locators = declarations("a", "b", "c", "d", "e", "f", "g", "h");
        Random random = new Random(7);
        for (int i = 0; i < 100; i++) {
            Collections.shuffle(locators, random);
            assertThat(combined(rules, locators).length(), is(15));
        }
        assertThat(rules.joined(), is(1));
    }

    @Test
    void setsThatCallersChoose_fillNoMemory() {
        EndpointRules rules = new EndpointRules(false);
        List<Declaration> locators = declarations("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
        for (int set = 1; set < 1 << locators.size(); set++) {
            int chosen = set;
            List<Declaration> some = IntStream.range(0, locators.size())
                    .filter(i -> (chosen & 1 << i) != 0)
                    .mapToObj(locators::get)
                    .toList();
            assertThat(combined(rules, some).length(), is(2 * some.size() - 1));
        }
        assertThat(rules.joined(), is(EndpointRules.MAX_JOINED));
    }

    private static List<Declaration> declarations(String... scopes) {
        List<Declaration> declarations = new ArrayList<>();
        List.of(scopes).forEach(scope -> declarations.add(declaration(scope)));
        return declarations;
    }

    private static String combined(EndpointRules rules, List<Declaration> locators) {
        return rules.combinedWith(locators, "/", new Endpoint("GET", "/", null))
                .rule()
                .scopes()
                .toString();
    }
}
