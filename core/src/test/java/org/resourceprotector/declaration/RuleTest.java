package org.resourceprotector.declaration;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.scope.ScopeRule;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/** What two rules demand together, and what a token lacks. */
class RuleTest {

    private static final ScopeRule NOTHING = ScopeRule.of();

    private static Rule rule(Access access, String... scopes) {
        return new Rule(access, ScopeRule.of(scopes), AuthorityRules.NONE);
    }

    private static Rule under(ScopeRule roles, ScopeRule groups, ScopeRule entitlements) {
        return new Rule(Access.PROTECTED, NOTHING, new AuthorityRules(roles, groups, entitlements));
    }

    private record Token(Set<String> scopes, Set<String> roles, Set<String> groups, Set<String> entitlements)
            implements AccessToken {

        @Override
        public String getName() {
            return "alice";
        }
    }

    private static final Token BARE = new Token(Set.of("read"), Set.of(), Set.of(), Set.of());

    @ParameterizedTest
    @CsvSource({
        "PROTECTED, OPTIONAL, PROTECTED",
        "PROTECTED, OPTIONAL_IGNORING_INVALID, PROTECTED",
        "OPTIONAL, OPTIONAL_IGNORING_INVALID, OPTIONAL",
        "OPEN, PROTECTED, PROTECTED",
        "OPEN, OPTIONAL, OPTIONAL",
        "OPEN, OPTIONAL_IGNORING_INVALID, OPTIONAL_IGNORING_INVALID",
        "PROTECTED, PROTECTED, PROTECTED",
        "OPTIONAL, OPTIONAL, OPTIONAL",
        "OPTIONAL_IGNORING_INVALID, OPTIONAL_IGNORING_INVALID, OPTIONAL_IGNORING_INVALID",
        "OPEN, OPEN, OPEN"
    })
    void stricterAccessHolds_inEitherOrder(Access one, Access other, Access together) {
        assertThat(rule(one).and(rule(other)).access(), is(together));
        assertThat(rule(other).and(rule(one)).access(), is(together));
    }

    @Test
    void scopesOfBothRulesAreNeeded() {
        Rule both = rule(Access.PROTECTED, "read").and(rule(Access.OPTIONAL, "write"));
        assertThat(both.scopes().toString(), is("read write"));
        assertThat(both.rejection(BARE), is(new Rejection(Reason.INSUFFICIENT_SCOPE, "", Set.of("read", "write"))));
    }

    @Test
    void authoritiesOfBothRulesAreNeeded() {
        Rule both = under(ScopeRule.of("admin"), NOTHING, NOTHING).and(under(NOTHING, ScopeRule.of("staff"), NOTHING));
        assertThat(both.rejection(new Token(Set.of(), Set.of("admin"), Set.of(), Set.of())), is(notNullValue()));
        assertThat(both.rejection(new Token(Set.of(), Set.of(), Set.of("staff"), Set.of())), is(notNullValue()));
        assertThat(both.rejection(new Token(Set.of(), Set.of("admin"), Set.of("staff"), Set.of())), is(nullValue()));
    }

    @Test
    void eachAuthorityIsEnforced() {
        ScopeRule needed = ScopeRule.of("x");
        assertThat(under(needed, NOTHING, NOTHING).rejection(BARE), is(Rejection.of(Reason.INSUFFICIENT_ROLES)));
        assertThat(under(NOTHING, needed, NOTHING).rejection(BARE), is(Rejection.of(Reason.INSUFFICIENT_GROUPS)));
        assertThat(under(NOTHING, NOTHING, needed).rejection(BARE), is(Rejection.of(Reason.INSUFFICIENT_ENTITLEMENTS)));

        Token all = new Token(Set.of(), Set.of("x"), Set.of("x"), Set.of("x"));
        assertThat(under(needed, needed, needed).rejection(all), is(nullValue()));
    }

    @Test
    void whatIsLacking_isShownBesideWhatIsThere() {
        ScopeRule needed = ScopeRule.of("x");
        Token other = new Token(Set.of(), Set.of("y"), Set.of(), Set.of());
        assertThat(
                under(needed, NOTHING, NOTHING).rejection(other).detail(),
                is("the endpoint needs the roles x, the token has \"y\""));
        assertThat(
                under(needed, NOTHING, NOTHING).rejection(BARE).detail(),
                is(
                        "the endpoint needs the roles x, the token has nothing; the caller was granted none, or the server"
                                + " puts them elsewhere in the token: rolesFrom(...) or the property resource-protector.roles-from says where"));
        assertThat(
                under(NOTHING, NOTHING, needed).rejection(BARE).detail(),
                is("the endpoint needs the entitlements x, the token has nothing"));
    }

    @Test
    void ruleThatIsMetLacksNothing() {
        assertThat(rule(Access.PROTECTED, "read").rejection(BARE), is(nullValue()));
        assertThat(Rule.ANY_TOKEN.rejection(BARE), is(nullValue()));
    }

    @ParameterizedTest
    @EnumSource(Access.class)
    void brokenDeclaration_deniesWhateverItIsJoinedWith(Access access) {
        Rule broken = Rule.invalid("nobody knows what it means");
        for (Rule joined :
                new Rule[] {broken, broken.and(rule(access)), rule(access).and(broken)}) {
            assertThat(joined.access(), is(Access.PROTECTED));
            assertThat(joined.problem(), is("nobody knows what it means"));
            assertThat(joined.rejection(BARE).reason(), is(Reason.FAILED));
        }
    }
}
