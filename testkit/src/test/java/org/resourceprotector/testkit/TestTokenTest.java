package org.resourceprotector.testkit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens verified by a library that knows nothing of how they were made. */
class TestTokenTest {

    private static final TestIssuer ISSUER = TestIssuer.inMemory();
    private static final Set<String> REQUIRED = Set.of("iss", "exp", "aud", "sub", "client_id", "iat", "jti");

    private static List<TestToken> defects() {
        return ISSUER.token().scope("profile").defects();
    }

    @Test
    @DisplayName("R9068-2.2-a a new token has everything that RFC 9068 requires")
    void aNewTokenIsValid() throws Exception {
        SignedJWT jwt = SignedJWT.parse(ISSUER.token().scope("profile email").value());
        JWTClaimsSet claims = verify(ISSUER, jwt.serialize());

        assertThat(jwt.getHeader().getType(), is(new JOSEObjectType("at+jwt")));
        assertThat(jwt.getHeader().getAlgorithm(), is(JWSAlgorithm.RS256));
        assertThat(claims.getIssuer(), is("https://issuer.example.com"));
        assertThat(claims.getAudience(), is(List.of("https://api.example.com")));
        assertThat(claims.getStringClaim("scope"), is("profile email"));
        assertThat(
                Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()),
                is(Duration.ofMinutes(5)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"})
    void tokensOfEveryAlgorithmVerify(String algorithm) throws Exception {
        TestIssuer issuer =
                TestIssuer.builder().algorithms("Ed25519", algorithm).build();

        String value = issuer.token().algorithm(algorithm).value();

        assertThat(SignedJWT.parse(value).getHeader().getAlgorithm().getName(), is(algorithm));
        assertThat(verify(issuer, value).getSubject(), is("alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "EdDSA"})
    @DisplayName("RJOSE-8037-a Ed25519 keys are published as such and verify under both names")
    void ed25519TokensVerify(String algorithm) throws Exception {
        TestIssuer issuer = TestIssuer.builder().algorithms(algorithm).build();
        SignedJWT jwt = SignedJWT.parse(issuer.token().value());
        Map<String, Object> jwk =
                JWKSet.parse(issuer.jwkSetJson()).getKeys().get(0).toJSONObject();

        assertThat(jwt.getHeader().getAlgorithm().getName(), is(algorithm));
        assertThat(
                jwk,
                is(Map.of(
                        "kty",
                        "OKP",
                        "crv",
                        "Ed25519",
                        "use",
                        "sig",
                        "alg",
                        algorithm,
                        "kid",
                        jwt.getHeader().getKeyID(),
                        "x",
                        jwk.get("x"))));
        assertThat(
                JwsAlgorithm.named(algorithm)
                        .verifies(
                                issuer.keys().signing().pair(),
                                jwt.getSigningInput(),
                                jwt.getSignature().decode()),
                is(true));
    }

    @Test
    void anAlgorithmThatTheIssuerHasNoKeyForIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> ISSUER.token().algorithm("ES256"));
        assertThrows(IllegalArgumentException.class, () -> ISSUER.token().algorithm("HS256"));
        assertThrows(IllegalArgumentException.class, () -> TestIssuer.builder().algorithms());
    }

    @ParameterizedTest
    @MethodSource("defects")
    void noTokenWithADefectPassesARightlyConfiguredLibrary(TestToken bad) {
        assertThrows(Exception.class, () -> strict(bad.value()), bad.toString());
    }

    @Test
    void theSameLibraryAcceptsTheTokenWithoutDefects() throws Exception {
        assertThat(strict(ISSUER.token().scope("profile").value()), is(not(nullValue())));
    }

    @Test
    void thereAreManyDefectsAndEachHasItsName() {
        List<String> names = defects().stream().map(TestToken::toString).toList();

        assertThat(names.size(), greaterThan(40));
        assertThat(names.get(0), is("TestToken[claim scope, without claim iss]"));
    }

    @Test
    void aTokenIsNotChangedByWhatIsMadeOfIt() throws Exception {
        TestToken good = ISSUER.token();
        String before = good.value();

        good.expired().wrongAudience().withoutClaim("sub").algNone();

        assertThat(good.value(), is(before));
        assertThat(good.toString(), is("TestToken[valid]"));
        assertThrows(UnsupportedOperationException.class, () -> good.claims().remove("sub"));
    }

    @Test
    @DisplayName("R9110-17.16-a the text of a token does not show its value")
    void theTextOfATokenNamesItsDefectsOnly() {
        TestToken token = ISSUER.token().subject("secret-subject").expired().wrongAudience();

        assertThat(token.toString(), is("TestToken[claim sub, expired, wrong audience]"));
        assertThat(token.toString(), not(containsString(token.value())));
        assertThat(token.authorization(), is("Bearer " + token.value()));
    }

    @Test
    void timesAreThoseOfTheIssuersClock() throws Exception {
        MutableClock clock = MutableClock.now();
        TestIssuer issuer =
                TestIssuer.builder().clock(clock).lifetime(Duration.ofHours(2)).build();
        clock.advance(Duration.ofDays(1));

        JWTClaimsSet claims = verify(issuer, issuer.token().value());

        assertThat(claims.getIssueTime(), is(Date.from(clock.instant())));
        assertThat(claims.getExpirationTime(), is(Date.from(clock.instant().plusSeconds(7200))));
    }

    @Test
    @DisplayName("RJOSE-8725-2.1-a the HMAC is made with the public key in PEM")
    void theHmacOfTheForgeryIsRight() throws Exception {
        SignedJWT jwt = SignedJWT.parse(ISSUER.token().hmacWithPublicKey().value());
        byte[] pem = Forgery.pem(ISSUER.publicKey()).getBytes(StandardCharsets.US_ASCII);

        assertThat(jwt.getHeader().getAlgorithm(), is(JWSAlgorithm.HS256));
        assertThat(jwt.verify(new MACVerifier(pem)), is(true));
    }

    @Test
    @DisplayName("RJOSE-8725-3.10-b the embedded key verifies the token, so that nothing but trust is missing")
    void theEmbeddedKeyVerifiesTheToken() throws Exception {
        SignedJWT jwt = SignedJWT.parse(ISSUER.token().embeddedJwk().value());
        String attacker = "{\"keys\":[" + Json.write(jwt.getHeader().getJWK().toJSONObject()) + "]}";

        assertThat(verify(attacker, jwt.serialize()).getIssuer(), is(ISSUER.issuer()));
        assertThrows(BadJOSEException.class, () -> verify(ISSUER, jwt.serialize()));
    }

    @Test
    @DisplayName("RJOSE-7515-5.2-a alg none comes without a signature")
    void algNoneHasAnEmptySignature() {
        assertThat(ISSUER.token().algNone().value(), endsWith("."));
    }

    @Test
    @DisplayName("RJOSE-8725-3.8-a a token of one issuer signed by another keeps header and claims")
    void signedByAnotherIssuer() throws Exception {
        TestIssuer other = TestIssuer.inMemory();
        TestToken token = ISSUER.token().signedBy(other);

        assertThrows(BadJOSEException.class, () -> verify(ISSUER, token.value()));
        assertThat(
                other.keys()
                        .signing()
                        .verifies(
                                SignedJWT.parse(token.value()).getSigningInput(),
                                SignedJWT.parse(token.value()).getSignature().decode()),
                is(true));
    }

    @Test
    void scopesRolesAndBindingsHaveTheShapesOfTheRfcs() throws Exception {
        JWTClaimsSet claims = verify(
                ISSUER,
                ISSUER.token()
                        .scopeArray("a", "b")
                        .roles("r")
                        .groups("g")
                        .entitlements("e")
                        .audience("x", "y")
                        .boundToKey("thumb")
                        .claim("nothing", null)
                        .value());

        assertThat(claims.getClaim("scope"), is(List.of("a", "b")));
        assertThat(claims.getClaim("roles"), is(List.of("r")));
        assertThat(claims.getClaim("groups"), is(List.of("g")));
        assertThat(claims.getClaim("entitlements"), is(List.of("e")));
        assertThat(claims.getAudience(), is(List.of("x", "y")));
        assertThat(claims.getJSONObjectClaim("cnf"), is(Map.of("jkt", "thumb")));
        assertThat(claims.getClaims(), hasKey("nothing"));
    }

    @Test
    void rawPartsAndManglingAreTakenAsTheyAre() {
        TestToken token = ISSUER.token().rawPayload("{\"a\":1,\"a\":2}").mangled("loud", text -> text + "!");

        assertThat(
                token.value(), allOf(containsString("." + JwsDraft.encode("{\"a\":1,\"a\":2}") + "."), endsWith("!")));
        assertThat(ISSUER.token().rawHeader("{}").value(), containsString(JwsDraft.encode("{}") + "."));
    }

    @Test
    void rotationSignsWithANewKeyAndKeepsTheOldOneUntilItIsDropped() throws Exception {
        TestIssuer issuer = TestIssuer.builder().algorithms("ES256").build();
        String before = issuer.token().value();

        issuer.rotateKeys();
        String after = issuer.token().value();
        assertThat(verify(issuer, before).getSubject(), is("alice"));
        assertThat(verify(issuer, after).getSubject(), is("alice"));

        issuer.dropOldKeys();
        assertThrows(BadJOSEException.class, () -> verify(issuer, before));
        assertThat(verify(issuer, after).getSubject(), is("alice"));
    }

    private static JWTClaimsSet verify(TestIssuer issuer, String value) throws Exception {
        return verify(issuer.jwkSetJson(), value);
    }

    private static JWTClaimsSet verify(String jwkSet, String value) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = processor(jwkSet);
        processor.setJWTClaimsSetVerifier((claims, context) -> {});
        return processor.process(value, null);
    }

    /** What a careful user of the library would write; the types and bindings that it does not know are added. */
    private static JWTClaimsSet strict(String value) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = processor(ISSUER.jwkSetJson());
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                Set.of(ISSUER.audience()),
                new JWTClaimsSet.Builder().issuer(ISSUER.issuer()).build(),
                REQUIRED,
                Set.of("cnf")));
        JWSHeader header = SignedJWT.parse(value).getHeader();
        Set<String> critical = header.getCriticalParams();
        if (header.getCustomParam("zip") != null
                || (critical != null && critical.isEmpty())
                || !value.matches("[A-Za-z0-9_.-]*")) {
            throw new ParseException("what this library passes over", 0);
        }
        JWTClaimsSet claims = processor.process(value, null);
        claims.getStringClaim("client_id");
        claims.getStringClaim("jti");
        return claims;
    }

    private static DefaultJWTProcessor<SecurityContext> processor(String jwkSet) throws ParseException {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier((type, context) -> {});
        Set<JWSAlgorithm> algorithms = JWSAlgorithm.Family.SIGNATURE;
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(algorithms, new ImmutableJWKSet<>(JWKSet.parse(jwkSet))));
        return processor;
    }
}
