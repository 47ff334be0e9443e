package org.resourceprotector.claims;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Claims are kept whole, and what tokens have in common once. */
class CompactClaimsTest {

    @SuppressWarnings("StringCopy")
    private static Map<String, @Nullable Object> claims() {
        Map<String, @Nullable Object> claims = new LinkedHashMap<>();
        claims.put(new String("sub"), "alice");
        claims.put("of our own", List.of("a", "b"));
        claims.put("nothing", null);
        return claims;
    }

    @Test
    void everyClaimIsKeptExceptJsonNull() {
        assertThat(CompactClaims.of(claims()), is(Map.of("sub", "alice", "of our own", List.of("a", "b"))));
        assertThat(CompactClaims.of(Map.of()), is(Map.of()));
    }

    @Test
    void theNameOfAWellKnownClaimIsTheSameObjectInAllTokens() {
        assertThat(nameOfSubject(), is(sameInstance(nameOfSubject())));
    }

    private static String nameOfSubject() {
        return CompactClaims.of(claims()).keySet().stream()
                .filter("sub"::equals)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void nobodyChangesThem() {
        assertThrows(
                UnsupportedOperationException.class,
                () -> CompactClaims.of(claims()).put("sub", "bob"));
    }

    @Test
    void whatManyTokensHaveIsTheSameObjectInAllOfThem() {
        assertThat(valueOf("scope"), is(sameInstance(valueOf("scope"))));
        assertThat(valueOf("jti"), is(not(sameInstance(valueOf("jti")))));
    }

    @Test
    void valuesOfOtherClassesAreNotMixedUp() {
        List<Object> ofEqualHash = List.of(1L, 1.0, "a", 97L, List.of(), Set.of(), Map.of());
        for (Object value : ofEqualHash) {
            assertThat(CommonValues.of(value), is(sameInstance(CommonValues.of(value))));
            assertThat(CommonValues.of(value), is(value));
        }
    }

    @SuppressWarnings("StringCopy")
    private static Object valueOf(String name) {
        return Objects.requireNonNull(
                CompactClaims.of(Map.of(name, new String("profile email"))).get(name));
    }
}
