package org.resourceprotector.openapi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.scope.ScopeRule;

class KnownRulesTest {

    private static final List<ProtectedEndpoint> REPORT = List.of(
            row("GET", "/user", Access.OPEN, "User#get"),
            row("GET", "/api/user", Access.PROTECTED, "Api#get"),
            row("GET", "/posts/{id: [0-9]+}", Access.PROTECTED, "Posts#get"),
            row("POST", "/posts", Access.PROTECTED, "Posts#add"));

    static ProtectedEndpoint row(String method, String path, Access access, String declaredAt) {
        ScopeRule none = ScopeRule.of();
        return new ProtectedEndpoint(
                method, path, access, none, null, List.of(), none, List.of(), none, none, none, false, declaredAt);
    }

    private static DocumentedOperation operation(String text) {
        String[] parts = text.split(" ", -1);
        return DocumentedOperation.of(parts[0], parts[1]);
    }

    private static KnownRules rules(@Nullable String applicationPath, String... operations) {
        return new KnownRules(
                REPORT, Arrays.stream(operations).map(KnownRulesTest::operation).toList(), applicationPath);
    }

    private static List<String> places(KnownRules rules, String operation) {
        return rules.of(operation(operation)).stream()
                .map(ProtectedEndpoint::declaredAt)
                .toList();
    }

    @Test
    void samePaths_areFoundWithoutPrefix() {
        KnownRules rules = rules(null, "GET /user", "GET /posts/{id}", "POST /posts");

        assertThat(places(rules, "GET /posts/{id}"), contains("Posts#get"));
        assertThat(places(rules, "get /user/"), contains("User#get"));
    }

    @Test
    void pathsBelowThatOfTheApplication_areFound() {
        KnownRules rules = rules(null, "GET /shop/v1/posts/{id}", "POST /shop/v1/posts", "GET /elsewhere");

        assertThat(places(rules, "POST /shop/v1/posts"), contains("Posts#add"));
        assertThat(places(rules, "GET /elsewhere"), is(empty()));
        assertThat(rules.isAmbiguous(), is(false));
    }

    @Test
    void operationThatMayBeEitherOfTwo_isNotGuessed() {
        KnownRules rules = rules(null, "GET /api/user", "POST /api/posts", "GET /api/posts/{id}");

        assertThat(places(rules, "POST /api/posts"), contains("Posts#add"));
        assertThat(places(rules, "GET /api/user"), is(empty()));
    }

    @Test
    void prefixesThatFitEquallyWell_areNotGuessed() {
        KnownRules rules = rules(null, "GET /api/user");

        assertThat(rules.isAmbiguous(), is(true));
        assertThat(places(rules, "GET /api/user"), is(empty()));
    }

    @Test
    void prefixThatIsGiven_isTheOnlyOne() {
        assertThat(places(rules("", "GET /api/user"), "GET /api/user"), contains("Api#get"));
        assertThat(places(rules("api/", "GET /api/user"), "GET /api/user"), contains("User#get"));
        assertThat(places(rules("/other", "GET /api/user"), "GET /api/user"), is(empty()));
    }

    @Test
    void prefix_endsAtASlash() {
        assertThat(places(rules("/api", "GET /apiuser"), "GET /apiuser"), is(empty()));
    }

    @Test
    void head_isAnsweredByTheMethodForGet() {
        KnownRules rules = rules(null, "HEAD /user", "HEAD /posts");

        assertThat(places(rules, "HEAD /user"), contains("User#get"));
        assertThat(places(rules, "HEAD /posts"), is(empty()));
    }

    @Test
    void parametersOfOtherNames_areOtherPaths() {
        assertThat(places(rules(null, "GET /posts/{name}"), "GET /posts/{name}"), is(empty()));
    }

    @Test
    void emptyReport_knowsNothing() {
        KnownRules rules = new KnownRules(List.of(), List.of(operation("GET /user")), null);

        assertThat(places(rules, "GET /user"), is(empty()));
    }
}
