package org.resourceprotector.declaration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.glassfish.jersey.server.wadl.internal.WadlResource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint.Access;
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
                is("EndpointRulesTest.Bound: senderConstrained = true without a sender constraint would let nobody in;"
                        + " add one to the ResourceProtector, for example senderConstraint(Dpop.builder().build())"));
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
    }

    /** A root resource. */
    @Path("/root/")
    static class Root {

        @GET
        @Path("/below/")
        @Protected("read")
        public void get() {}

        public void bare() {}
    }

    @Test
    void whatOfAClassIsAResource() {
        EndpointRules rules = new EndpointRules(false);
        assertThat(rules.isRoot(Root.class), is(true));
        assertThat(rules.isRoot(Bound.class), is(false));
        assertThat(rules.rootPath(Root.class), is("/root"));
        assertThat(rules.rootPath(Bound.class), is("/"));
        assertThat(rules.ownPath(Root.class, RuleProbe.method(Root.class, "get")), is("/below"));
        assertThat(
                rules.of(Root.class, RuleProbe.method(Root.class, "get")).toString(),
                startsWith("Endpoint[method=GET, path=/root/below,"));
        assertThat(rules.of(Root.class, RuleProbe.method(Root.class, "bare")), is(new Endpoint("", "/root", null)));
        assertThat(EndpointRules.declares(RuleProbe.method(Root.class, "get")), is(true));
        assertThat(EndpointRules.declares(RuleProbe.method(Root.class, "bare")), is(false));
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
        Endpoint added = new Endpoint("", "/added", null);
        assertThat(rules.mayBeAdded(Root.class, added), is(true));
        assertThat(rules.mayBeAdded(Root.class, BARE), is(false));
        assertThat(rules.mayBeAdded(String.class, BARE), is(true));
        assertThat(rules.mayBeAdded(String.class, RULED), is(false));
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
