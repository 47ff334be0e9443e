package org.resourceprotector.declaration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.scope.ScopeRule;

class EndpointRulesTest {

    private static Declaration declaration(String scope) {
        return new Declaration(new Rule(Access.PROTECTED, ScopeRule.of(scope), AuthorityRules.NONE), scope);
    }

    @Test
    void ordersThatCallersChoose_fillNoMemory() {
        EndpointRules rules = new EndpointRules(false);
        List<Declaration> locators = new ArrayList<>();
        List.of("a", "b", "c", "d", "e", "f", "g", "h").forEach(scope -> locators.add(declaration(scope)));
        Endpoint endpoint = new Endpoint("GET", "/", null);
        Random random = new Random(7);
        for (int i = 0; i < 3 * EndpointRules.MAX_JOINED; i++) {
            Collections.shuffle(locators, random);
            String scopes =
                    rules.combinedWith(locators, "/", endpoint).rule().scopes().toString();
            assertThat(scopes.length(), is(15));
        }
        assertThat(rules.joined(), is(EndpointRules.MAX_JOINED));
    }
}
