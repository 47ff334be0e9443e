package org.resourceprotector.openapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.scope.ScopeRule;

class OperationSecurityTest {

    private static ProtectedEndpoint row(Access access, boolean bound, String place, String... scopes) {
        ScopeRule none = ScopeRule.of();
        return new ProtectedEndpoint(
                "GET",
                "/",
                access,
                ScopeRule.of(scopes),
                null,
                List.of(),
                none,
                List.of(),
                none,
                none,
                none,
                bound,
                place);
    }

    private static OperationSecurity of(ProtectedEndpoint... rows) {
        return OperationSecurity.of(
                Arrays.asList(rows), row -> row.senderConstrained() ? List.of("d") : List.of("b", "d"), name -> true);
    }

    @Test
    void alternatives_areAlternativesUnderEachScheme() {
        assertThat(
                of(row(Access.PROTECTED, false, "A", "x y", "z")).requirements(),
                contains(
                        Map.of("b", List.of("x", "y")),
                        Map.of("d", List.of("x", "y")),
                        Map.of("b", List.of("z")),
                        Map.of("d", List.of("z"))));
    }

    @Test
    void openBesideProtected_isProtected() {
        OperationSecurity security = of(row(Access.OPEN, false, ""), row(Access.PROTECTED, false, "A", "x"));

        assertThat(security.requirements(), contains(Map.of("b", List.of("x")), Map.of("d", List.of("x"))));
        assertThat(security.isUndeclared(), is(false));
        assertThat(security.description(), is("**Access token:** depends on the call: either none; or scope `x`."));
    }

    @Test
    void optionalBesideProtected_isNotOptional() {
        assertThat(
                of(row(Access.OPTIONAL, false, "A"), row(Access.PROTECTED, true, "B"))
                        .requirements(),
                contains(Map.of("d", List.of())));
    }

    @Test
    void optional_hasTheEmptyRequirementLast() {
        OperationSecurity security = of(row(Access.OPTIONAL, false, "A", "x"));

        assertThat(security.requirements(), contains(Map.of("b", List.of("x")), Map.of("d", List.of("x")), Map.of()));
        assertThat(security.description(), is("**Access token:** optional; if there is one, scope `x`."));
    }

    @Test
    void unprotected_isOpenAndNotUndeclared() {
        OperationSecurity security = of(row(Access.OPEN, false, "A"));

        assertThat(security.requirements(), is(empty()));
        assertThat(security.refusals(), is(empty()));
        assertThat(security.isUndeclared(), is(false));
        assertThat(of(row(Access.OPEN, false, "")).isUndeclared(), is(true));
    }

    @Test
    void schemesOfWhichNoneIsCommon_areNotLeftOut() {
        OperationSecurity security = OperationSecurity.of(
                List.of(row(Access.PROTECTED, false, "A"), row(Access.PROTECTED, true, "B")),
                row -> List.of(row.declaredAt()),
                name -> true);

        assertThat(security.requirements(), is(not(empty())));
    }

    @Test
    void unknown_isClosed() {
        OperationSecurity security = OperationSecurity.unknown(List.of("b"));

        assertThat(security.requirements(), contains(Map.of("b", List.of())));
        assertThat(security.refusals().size(), is(Refusal.values().length));
    }
}
