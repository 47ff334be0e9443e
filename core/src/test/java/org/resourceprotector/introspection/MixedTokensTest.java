package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.introspection.FakeServer.Reply;
import org.resourceprotector.jwt.JwtAccessToken;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** Recipes for applications that get JWTs and opaque tokens, or that want to hear from the server about JWTs too. */
class MixedTokensTest {

    private static final ECKey KEY = key();
    private static final String OPAQUE = "2YotnFZFEjr1zCsicMWpAA";

    private final IntrospectionFixture desk =
            IntrospectionFixture.with(builder -> builder.issuer(IntrospectionFixture.ISSUER));
    private final TokenValidator jwts = JwtValidator.builder()
            .issuer(IntrospectionFixture.ISSUER)
            .audience(IntrospectionFixture.AUDIENCE)
            .keys(KeySource.jwkSet(new JWKSet(KEY).toString()))
            .clock(desk.clock)
            .build();

    private static ECKey key() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private String jwt(String name, Object value) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", IntrospectionFixture.ISSUER);
        claims.put("aud", IntrospectionFixture.AUDIENCE);
        claims.put("sub", "bob");
        claims.put("client_id", "c");
        claims.put("iat", desk.now());
        claims.put("exp", desk.now() + 60);
        claims.put("jti", "id-1");
        claims.put(name, value);
        try {
            JWSObject jws = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType("at+jwt"))
                            .keyID("k1")
                            .build(),
                    new Payload(claims));
            jws.sign(new ECDSASigner(KEY));
            return jws.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String jwt() {
        return jwt("sub", "bob");
    }

    private static AccessToken accepted(TokenValidator validator, String token) {
        Verdict verdict = validator.validate(PresentedToken.bearer(token));
        assertThat(String.valueOf(verdict), verdict, is(instanceOf(Verdict.Accepted.class)));
        return ((Verdict.Accepted) verdict).token();
    }

    private static Reason rejected(TokenValidator validator, String token) {
        Verdict verdict = validator.validate(PresentedToken.bearer(token));
        assertThat(verdict, is(instanceOf(Verdict.Rejected.class)));
        return ((Verdict.Rejected) verdict).rejection().reason();
    }

    // Recipe: JWTs are checked here, opaque tokens at the server

    private TokenValidator jwtsHereAndOpaqueTokensThere() {
        return TokenValidator.chain(jwts, desk.validator);
    }

    @Test
    void aJwtIsCheckedHere() {
        AccessToken token = accepted(jwtsHereAndOpaqueTokensThere(), jwt());

        assertThat(token, is(instanceOf(JwtAccessToken.class)));
        assertThat(token.getName(), is("bob"));
        assertThat(desk.server.calls(), is(0));
    }

    @Test
    void anOpaqueTokenIsAskedAbout() {
        AccessToken token = accepted(jwtsHereAndOpaqueTokensThere(), OPAQUE);

        assertThat(token, is(instanceOf(IntrospectedToken.class)));
        assertThat(token.getName(), is("alice"));
        assertThat(desk.server.last().token(), is(OPAQUE));
    }

    @Test
    @DisplayName("a JWT of our issuer that is rejected is not asked about, whatever the server would say")
    void aRejectedJwtIsNotAskedAbout() {
        TokenValidator chain = jwtsHereAndOpaqueTokensThere();
        String good = jwt();
        String tampered = good.substring(0, good.length() - 6) + "AAAAAA";

        assertThat(rejected(chain, jwt("exp", desk.now() - 60)), is(Reason.EXPIRED));
        assertThat(rejected(chain, jwt("aud", "other")), is(Reason.WRONG_AUDIENCE));
        assertThat(rejected(chain, tampered), is(Reason.BAD_SIGNATURE));
        assertThat(desk.server.calls(), is(0));
    }

    @Test
    void aJwtOfAnotherIssuerIsShownToNobody() {
        String foreign = jwt("iss", "https://as2.example.com");

        assertThat(rejected(jwtsHereAndOpaqueTokensThere(), foreign), is(Reason.WRONG_ISSUER));
        assertThat(rejected(TokenValidator.chain(desk.validator), foreign), is(Reason.WRONG_ISSUER));
        assertThat(desk.validator.validate(PresentedToken.bearer(foreign)), is(Verdict.notMine()));
        assertThat(desk.server.calls(), is(0));
    }

    @Test
    void whereNoIssuerIsToldNoneIsForeign() {
        try (IntrospectionFixture any = IntrospectionFixture.plain()) {
            any.accepted(jwt("iss", "https://as2.example.com"));
            assertThat(any.server.calls(), is(1));
        }
    }

    @Test
    void aJwtOfTheServerOrWithoutIssuerIsAskedAbout() {
        desk.accepted(jwt());
        desk.accepted(jwt("iss", null));
        desk.accepted("eyJhbGciOiJub25lIn0.bm90LWpzb24.x");
        assertThat(desk.server.calls(), is(3));
    }

    @Test
    void ofSeveralServersTheOneThatIssuedAJwtIsAsked() {
        try (IntrospectionFixture second =
                IntrospectionFixture.with(builder -> builder.issuer("https://as2.example.com"))) {
            TokenValidator chain = TokenValidator.chain(desk.validator, second.validator);

            accepted(chain, jwt("iss", "https://as2.example.com"));
            assertThat(desk.server.calls(), is(0));
            assertThat(second.server.calls(), is(1));
        }
    }

    // Recipe: JWTs are checked here, and the server is asked too

    private TokenValidator jwtsHereAndThere() {
        return jwts.and(desk.validator);
    }

    @Test
    void aJwtThatTheServerConfirmsIsAccepted() {
        AccessToken token = accepted(jwtsHereAndThere(), jwt());

        assertThat(token, is(instanceOf(JwtAccessToken.class)));
        assertThat(token.getName(), is("bob"));
        assertThat(desk.server.calls(), is(1));
    }

    @Test
    void aRevokedJwtIsRefusedAtOnce() {
        TokenValidator both = jwtsHereAndThere();
        String token = jwt();
        accepted(both, token);
        desk.server.json("{\"active\":false}");

        assertThat(rejected(both, token), is(Reason.REVOKED));
    }

    @Test
    void aBadJwtIsNotAskedAbout() {
        assertThat(rejected(jwtsHereAndThere(), jwt("exp", desk.now() - 60)), is(Reason.EXPIRED));
        assertThat(desk.server.calls(), is(0));
    }

    @Test
    void aJwtIsNotAcceptedWhileTheServerIsDown() {
        desk.server.answering(Reply.status(503));

        assertThrows(ValidationUnavailableException.class, () -> accepted(jwtsHereAndThere(), jwt()));
    }

    @Test
    void bothRecipesTogether() {
        TokenValidator chain = TokenValidator.chain(jwtsHereAndThere(), desk.validator);

        assertThat(accepted(chain, jwt()), is(instanceOf(JwtAccessToken.class)));
        assertThat(accepted(chain, OPAQUE), is(instanceOf(IntrospectedToken.class)));
        desk.server.json("{\"active\":false}");
        assertThat(rejected(chain, jwt()), is(Reason.REVOKED));
        assertThat(rejected(chain, OPAQUE), is(Reason.REVOKED));
    }
}
