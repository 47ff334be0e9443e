package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.FakeKeySource;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/** The JWTs of the RFCs' examples. Skipped where the vectors are missing. */
@Tag("vectors")
class RfcExamplesTest {

    private static TokenForge forge(Object headers, Object claims) {
        return new TokenForge(Vectors.object(headers), Vectors.object(claims), "RS256", Keys.RSA);
    }

    /** A validator for just the issuer and the audience of an example, in which the time stands still. */
    private static Verdict show(TokenForge forge, long second, JwtValidator.Builder settings) {
        MovedClock clock = new MovedClock();
        clock.set(Instant.ofEpochSecond(second));
        return settings.issuer((String) forge.claims().get("iss"))
                .audience((String) forge.claims().get("aud"))
                .keys(new FakeKeySource(Keys.key((String) forge.headers().get("kid"), Keys.RSA, "RS256")))
                .clock(clock)
                .build()
                .validate(PresentedToken.bearer(forge.token()));
    }

    private static Reason reason(Verdict verdict) {
        return ((Verdict.Rejected) verdict).rejection().reason();
    }

    @Test
    @DisplayName("RFC 9068, figure 2")
    void accessTokenOfRfc9068IsAccepted() throws Exception {
        Map<String, Object> example = Vectors.read("oauth-rfc-examples/rfc9068-claims.json");
        TokenForge forge = forge(example.get("header"), example.get("claims"));

        Verdict verdict = show(forge, 1618354091, JwtValidator.builder());

        assertThat(verdict, instanceOf(Verdict.Accepted.class));
        JwtAccessToken token = (JwtAccessToken) ((Verdict.Accepted) verdict).token();
        assertThat(token.getName(), is("5ba552d67"));
        assertThat(token.clientId(), is("s6BhdRkqt3"));
        assertThat(token.scopes(), contains("openid", "profile", "reademail"));
        assertThat(reason(show(forge, 1639528912 + 30, JwtValidator.builder())), is(Reason.EXPIRED));
    }

    @Test
    @DisplayName("R9701-8.1-a: the introspection JWT of RFC 9701, section 5")
    void introspectionOfRfc9701IsRefused() throws Exception {
        Map<String, Object> example = Vectors.read("oauth-rfc-examples/rfc9701-introspection-jwt.json");
        TokenForge forge = forge(example.get("jwt_header"), example.get("claims"));

        assertThat(reason(show(forge, 1514797892, JwtValidator.builder())), is(Reason.WRONG_TYPE));
        assertThat(
                reason(show(
                        forge.withoutHeader("typ"),
                        1514797892,
                        JwtValidator.builder().acceptMissingTyp().acceptMissingClaims("sub", "client_id", "jti"))),
                is(Reason.WRONG_TYPE));
    }

    @Test
    @DisplayName("RJOSE-8725-3.12-a: the DPoP proofs of RFC 9449 are no access tokens")
    void proofsOfRfc9449AreNoAccessTokens() throws Exception {
        Map<String, Object> examples = Vectors.read("oauth-rfc-examples/rfc9449-dpop.json");
        for (Map<String, Object> example : Vectors.objects(examples.get("proofs"))) {
            Verdict verdict = JwtFixture.strict().show((String) example.get("proof"));
            assertThat(verdict, is(not(instanceOf(Verdict.Accepted.class))));
        }
    }

    @Test
    @DisplayName("R8705-cnf-a: a token bound to the certificate of RFC 8705, appendix A")
    void tokenBoundToTheCertificateOfRfc8705_keepsItsBinding() throws Exception {
        Map<String, Object> example = Vectors.read("oauth-rfc-examples/rfc8705-appendix-a.json");

        JwtAccessToken token = JwtFixture.strict()
                .accepted(TokenForge.good().claim("cnf", Map.of("x5t#S256", example.get("x5t#S256"))));
        assertThat(token.confirmation().certificateThumbprint(), is(example.get("x5t#S256")));
    }
}
