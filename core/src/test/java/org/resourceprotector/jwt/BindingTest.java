package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;

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

class BindingTest {

    private final Bench bench = Bench.strict();
    private final TokenForge good = TokenForge.good();

    @ParameterizedTest
    @DisplayName("A116 R8705-cnf-a: a bound token that came as plain Bearer is refused, whatever it is bound to")
    @ValueSource(strings = {"jkt", "x5t#S256", "kid", "jwk", "jwe", "jku", "future", "kc-jkt-type"})
    void boundTokenIsRefusedAsBearer(String method) {
        bench.rejected(Reason.UNPROVEN_BINDING, good.claim("cnf", Map.of(method, "x")));
        bench.rejected(Reason.UNPROVEN_BINDING, good.claim("cnf", Map.of(method, Map.of())));
    }

    @Test
    @DisplayName("R8705-cnf-a: a cnf that says nothing is no plain token either")
    void confirmationThatSaysNothingIsRefused() {
        for (Object cnf :
                Arrays.asList(Map.of(), "x", "", 1, true, false, List.of(), List.of(Map.of("jkt", "x")), null)) {
            bench.rejected(Reason.INVALID_CLAIM, good.claim("cnf", cnf));
        }
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("jkt", null);
        bench.rejected(Reason.INVALID_CLAIM, good.claim("cnf", nothing));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
    void schemeIsComparedWithoutCase(String scheme) {
        Verdict verdict = show(scheme, good.claim("cnf", Map.of("jkt", "x")).token());

        assertThat(verdict, instanceOf(Verdict.Rejected.class));
    }

    @Test
    void boundTokenUnderAnotherSchemeIsAcceptedForWhoeverHoldsTheProofAgainstIt() {
        String token = good.claim("cnf", Map.of("jkt", "x")).token();
        Verdict verdict = show("DPoP", token);

        assertThat(verdict, instanceOf(Verdict.Accepted.class));
        assertThat(((Verdict.Accepted) verdict).token().confirmation().keyThumbprint(), is("x"));
    }

    @Test
    void boundTokenThatIsRememberedIsRefusedAsBearerAllTheSame() {
        String token = good.claim("cnf", Map.of("jkt", "x")).token();

        assertThat(show("DPoP", token), instanceOf(Verdict.Accepted.class));
        assertThat(show("DPoP", token), instanceOf(Verdict.Accepted.class));
        bench.rejected(Reason.UNPROVEN_BINDING, token);
    }

    private Verdict show(String scheme, String token) {
        return bench.validator.validate(
                new PresentedToken(scheme, token, "GET", URI.create("https://rs.example.com/api"), name -> List.of()));
    }
}
