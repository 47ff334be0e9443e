package org.resourceprotector.dpop;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.security.Provider;
import java.security.ProviderException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.BreakingProvider;
import org.resourceprotector.jose.Jwk;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.jose.UnusableKeyException;
import org.resourceprotector.token.PresentedToken;

/** Settings, what they refuse, and what is shown of them. */
class DpopSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "es256", "ES256K", ""})
    @DisplayName("R9449-11.6-a an algorithm that is symmetric, unknown or none cannot be allowed")
    void algorithmThatIsNotAsymmetric_cannotBeAllowed(String name) {
        assertThrows(IllegalArgumentException.class, () -> Dpop.builder().algorithms(name));
        assertThrows(IllegalArgumentException.class, () -> Dpop.builder().algorithms("ES256", name));
    }

    @Test
    @DisplayName("R9449-7.1-d the challenge names the algorithms that are allowed, in one order")
    void challenge_namesTheAlgorithms() {
        assertThat(
                Dpop.builder().algorithms("PS256", "ES256").build().challengeParameters(),
                is(Map.of("algs", "ES256 PS256")));
        assertThat(
                Dpop.builder().build().challengeParameters(),
                is(Map.of("algs", "ES256 ES384 ES512 PS256 PS384 PS512 RS256 RS384 RS512 EdDSA Ed25519")));
    }

    @Test
    @DisplayName("R9449-7.1-a R9449-6.1-a the scheme, and the member that a token is bound by")
    void scheme_andMemberOfTheConfirmation() {
        assertThat(Dpop.builder().build().scheme(), is("DPoP"));
        assertThat(Dpop.builder().build().confirmationMember(), is("jkt"));
    }

    @Test
    void hostThatCallersChoose_isWarnedOf() {
        assertThat(
                Dpop.builder().build().warnings(),
                contains(startsWith("Dpop has no publicUri, so that the server that")));
        assertThat(Dpop.builder().publicUri(uri -> uri).build().warnings(), is(empty()));
    }

    @Test
    @DisplayName("R9449-11.1-a the window has a bound")
    void times_areBounded() {
        Dpop.Builder builder = Dpop.builder();
        assertThrows(IllegalArgumentException.class, () -> builder.algorithms());
        assertThrows(IllegalArgumentException.class, () -> builder.maxAge(Duration.ofSeconds(301)));
        assertThrows(IllegalArgumentException.class, () -> builder.maxAge(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> builder.clockSkew(Duration.ofSeconds(301)));
        assertThrows(IllegalArgumentException.class, () -> builder.clockSkew(Duration.ofSeconds(-1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ES256", "ES384", "PS256", "RS256", "Ed25519"})
    void providerOfOnesChoice_checksProofs(String algorithm) {
        DpopFixture server = DpopFixture.with(settings -> settings.provider(Conscrypt.newProvider()));
        TokenForge proof = ProofForge.under(algorithm);
        server.boundTo(proof.pair());

        assertThat(server.show(proof), is("good"));
        assertThat(server.show(proof.claim("jti", "2")), is("good"));
        assertThat(
                server.lines(proof.token().substring(0, proof.token().length() - 8) + "AAAAAAAA"), is("INVALID_PROOF"));
    }

    @Test
    void providerThatFails_leavesProofsToThePlatform() {
        Provider broken = new BreakingProvider("ProofDevice", new ProviderException("gone"));
        DpopFixture server = DpopFixture.with(settings -> settings.provider(broken));
        TokenForge proof = ProofForge.under("RS256");
        server.boundTo(proof.pair());

        assertThat(server.show(proof), is("good"));
        assertThat(server.show(proof.signedBy(Keys.OTHER_RSA)), is("INVALID_PROOF"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256", "ES384", "ES512", "Ed25519"})
    @DisplayName("R9449-6.1-a RJOSE-7638-a the thumbprint of a key is the one that others compute")
    void thumbprint_isThatOfOthers(String algorithm) throws UnusableKeyException {
        TokenForge proof = ProofForge.under(algorithm);
        Map<String, Object> jwk = new HashMap<>(ProofForge.publicKey(algorithm));
        jwk.put("kid", "does not count");
        assertThat(new Jwk(jwk).thumbprint(), is(ProofForge.thumbprint(proof.pair())));
    }

    @Test
    @DisplayName("R9110-17.16-a nothing of a proof or of a key is shown")
    void nothingSecret_isShown() {
        MovedClock clock = new MovedClock();
        clock.set(TokenForge.NOW);
        Dpop dpop = Dpop.builder().algorithms("ES256").clock(clock).build();
        String proof = ProofForge.good().token();
        PresentedToken presented =
                new PresentedToken("DPoP", ProofForge.TOKEN, "GET", URI.create(ProofForge.URI), name -> List.of(proof));

        assertThat(dpop.toString(), is("Dpop[algorithms=[ES256], maxAge=PT1M, clockSkew=PT5S, nonces=false]"));
        assertThat(dpop.examine(presented).toString(), is("Proof"));
        String shown = String.valueOf(dpop.examine(presented)) + ReplayStore.inMemory(5);
        assertThat(shown, not(containsString(proof)));
        assertThat(shown, not(containsString("rs.example.com")));
    }
}
