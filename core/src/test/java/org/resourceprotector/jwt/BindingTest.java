package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/** What a token is bound to is told, and left to whoever checks proofs. */
class BindingTest {

    private final JwtFixture bench = JwtFixture.strict();
    private final TokenForge good = TokenForge.good();

    @ParameterizedTest
    @DisplayName("A116 R8705-cnf-a: a bound token keeps its binding, whatever it is bound to")
    @ValueSource(strings = {"jkt", "x5t#S256", "kid", "jwk", "jwe", "jku", "future", "kc-jkt-type"})
    void boundToken_keepsItsBinding(String method) {
        JwtAccessToken token = bench.accepted(good.claim("cnf", Map.of(method, "x")));
        assertThat(token.confirmation().members(), is(Map.of(method, "x")));

        token = bench.accepted(good.claim("cnf", Map.of(method, Map.of())));
        assertThat(token.confirmation().members(), is(Map.of(method, Map.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "DPoP", "Unknown"})
    void boundToken_keepsItsBindingUnderEveryScheme(String scheme) {
        String token = good.claim("cnf", Map.of("jkt", "x")).token();
        for (int time = 1; time <= 2; time++) {
            Verdict verdict = show(scheme, token);

            assertThat(verdict, instanceOf(Verdict.Accepted.class));
            assertThat(((Verdict.Accepted) verdict).token().confirmation().keyThumbprint(), is("x"));
        }
    }

    @Test
    void plainToken_hasNoBinding() {
        assertThat(bench.accepted(good).confirmation(), is(nullValue()));
    }

    @Test
    @DisplayName("R8705-cnf-a: a cnf that says nothing is not a plain token either")
    void emptyConfirmation_isRefused() {
        for (Object cnf :
                Arrays.asList(Map.of(), "x", "", 1, true, false, List.of(), List.of(Map.of("jkt", "x")), null)) {
            bench.rejected(Reason.INVALID_CLAIM, good.claim("cnf", cnf));
        }
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("jkt", null);
        bench.rejected(Reason.INVALID_CLAIM, good.claim("cnf", nothing));
    }

    private Verdict show(String scheme, String token) {
        return bench.validator.validate(
                new PresentedToken(scheme, token, "GET", URI.create("https://rs.example.com/api"), name -> List.of()));
    }
}
