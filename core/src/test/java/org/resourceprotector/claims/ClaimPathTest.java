package org.resourceprotector.claims;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClaimPathTest {

    private static final ClaimPath ROLES = ClaimPath.of("resource_access.my.client.roles");

    @Test
    void nameWithDots_isFoundInsideOfAPath() {
        assertThat(
                ROLES.in(Map.of("resource_access", Map.of("my.client", Map.of("roles", List.of("a"))))),
                is(List.of("a")));
        assertThat(
                ROLES.in(Map.of("resource_access", Map.of("my", Map.of("client", Map.of("roles", List.of("b")))))),
                is(List.of("b")));
    }

    @Test
    void longestName_counts() {
        assertThat(
                ROLES.in(Map.of("resource_access.my.client.roles", "whole", "resource_access", Map.of())), is("whole"));
        assertThat(
                ROLES.in(Map.of(
                        "resource_access",
                        Map.of("my.client", Map.of("roles", "a"), "my", Map.of("client", Map.of("roles", "b"))))),
                is("a"));
    }

    @Test
    void whatIsNotThere_isNull() {
        assertThat(ROLES.in(Map.of()), is(nullValue()));
        assertThat(ROLES.in(Map.of("resource_access", "text")), is(nullValue()));
        assertThat(ROLES.in(Map.of("resource_access", Map.of("my.client", List.of()))), is(nullValue()));
        assertThat(ClaimPath.of(".a.").in(Map.of("", Map.of("a", "x"))), is(nullValue()));
    }
}
