package org.resourceprotector.declaration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
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
