package org.resourceprotector.claims;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
}
