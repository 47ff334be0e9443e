package org.resourceprotector.testkit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Introspection and revocation, and what can be wrong with their answers. */
@ExtendWith(TestIssuerExtension.class)
class IntrospectionTest {

    private static final String SIGNED = "application/token-introspection+jwt";

    private final TestIssuer issuer;
    private final MutableClock clock;

    IntrospectionTest(TestIssuer issuer, MutableClock clock) {
        this.issuer = issuer;
        this.clock = clock;
    }

    @Test
    @DisplayName("R7662-2.2-h an active token is described with all that it claims")
    void activeTokensAreDescribed() throws IOException {
        TestToken token = issuer.token().scope("a b").claim("extension_field", "x");

        for (String value : List.of(token.value(), token.opaqueValue())) {
            HttpResponse<String> response = introspect(value);
            Map<String, Object> answer = IssuerClient.json(response);

            assertThat(response.headers().firstValue("content-type").orElse(""), is("application/json"));
            assertThat(answer, hasEntry("active", true));
            assertThat(answer, hasEntry("token_type", "Bearer"));
            assertThat(answer, hasEntry("scope", "a b"));
            assertThat(answer, hasEntry("sub", "alice"));
            assertThat(answer, hasEntry("iss", issuer.issuer()));
            assertThat(answer, hasEntry("extension_field", "x"));
            assertThat(answer, hasEntry("exp", clock.instant().getEpochSecond() + 300));
        }
    }

    @Test
    @DisplayName("R9449-6.2-b a token that is bound to the key of a proof is not for the Bearer scheme")
    void boundToken_isDescribedWithItsScheme() throws IOException {
        TestToken toKey = issuer.token().boundToKey("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
        TestToken toCertificate = issuer.token().boundToCertificate("A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0");

        assertThat(IssuerClient.json(introspect(toKey.opaqueValue())), hasEntry("token_type", "DPoP"));
        assertThat(IssuerClient.json(introspect(toKey.value())), hasEntry("token_type", "DPoP"));
        assertThat(IssuerClient.json(introspect(toCertificate.opaqueValue())), hasEntry("token_type", "Bearer"));
    }

    @Test
    @DisplayName("R7662-2.2-b of a token that is not active nothing else is said")
    void othersAreNotActive() throws IOException {
        TestToken token = issuer.token();
        TestIssuer other = TestIssuer.inMemory();

        assertInactive("unknown");
        assertInactive(token.expired().value());
        assertInactive(token.expired().opaqueValue());
        assertInactive(token.notYetValid().opaqueValue());
        assertInactive(token.wrongIssuer().value());
        assertInactive(token.tamperedPayload().value());
        assertInactive(token.tamperedSignature().value());
        assertInactive(token.algNone().value());
        assertInactive(token.unknownKid().value());
        assertInactive(token.mangled("noise", text -> text + "!").value());
        assertInactive(other.token().value());
    }

    @Test
    @DisplayName("R7662-4-a a token is active until it expires by the issuer's clock")
    void tokenExpiringExactlyNowIsNotActive() throws IOException {
        String value = issuer.token().opaqueValue();

        clock.advance(Duration.ofSeconds(299));
        assertThat(IssuerClient.json(introspect(value)), hasEntry("active", true));
        clock.advance(Duration.ofSeconds(1));
        assertInactive(value);
    }

    @Test
    void revocationEndsATokenAtOnce() throws IOException {
        String jwt = issuer.token().value();
        String opaque = issuer.token().opaqueValue();

        assertThat(
                IssuerClient.post(issuer.uri(IssuerEndpoint.REVOCATION), Map.of(), "token", jwt)
                        .statusCode(),
                is(401));
        assertThat(IssuerClient.json(introspect(jwt)), hasEntry("active", true));
        assertThat(
                IssuerClient.post(issuer.uri(IssuerEndpoint.REVOCATION), IssuerClient.basic(), "token", jwt)
                        .statusCode(),
                is(200));
        issuer.revoke(opaque);

        assertInactive(jwt);
        assertInactive(opaque);
    }

    @Test
    @DisplayName("R7662-2.1-c callers authenticate, as a client or by a token of their own")
    void callersAuthenticate() throws IOException {
        String value = issuer.token().value();
        String own = issuer.token().clientId("api").value();

        assertThat(introspect(Map.of(), value).statusCode(), is(401));
        assertThat(introspect(IssuerClient.basic("test-client", "wrong"), value).statusCode(), is(401));
        assertThat(introspect(Map.of("Authorization", "Bearer nonsense"), value).statusCode(), is(401));
        assertThat(introspect(Map.of("Authorization", "Bearer " + own), value).statusCode(), is(200));
        assertThat(
                IssuerClient.post(issuer.uri(IssuerEndpoint.INTROSPECTION), IssuerClient.basic())
                        .statusCode(),
                is(400));
        try (TestIssuer open =
                TestIssuer.builder().withoutClientAuthentication().start()) {
            assertThat(
                    IssuerClient.post(open.uri(IssuerEndpoint.INTROSPECTION), Map.of(), "token", "x")
                            .statusCode(),
                    is(200));
        }
    }

    @Test
    @DisplayName("R9701-5-a, R9701-5-b, R9701-5-c the signed answer verifies")
    void signedAnswersVerify() throws Exception {
        HttpResponse<String> response =
                introspectSigned(issuer.token().scope("a").opaqueValue());

        assertThat(response.headers().firstValue("content-type").orElse(""), is(SIGNED));
        JWTClaimsSet claims = verify(response);
        assertThat(claims.getIssueTime().toInstant(), is(clock.instant()));
        assertThat(claims.getJSONObjectClaim("token_introspection"), hasEntry("active", true));
        assertThat(claims.getJSONObjectClaim("token_introspection"), hasEntry("scope", "a"));
        assertThat(claims.getClaims(), not(hasKey("active")));
        assertThat(claims.getClaims(), not(hasKey("exp")));
    }

    @ParameterizedTest
    @EnumSource
    void everyDefectMakesADifferenceAndEndsWithRecovery(IntrospectionDefect defect) throws Exception {
        String value = issuer.token().scope("a").opaqueValue();
        String before = shape(introspect(value));
        String signedBefore = shape(introspectSigned(value));

        issuer.introspectionDefects(defect);
        assertThat(defect.name(), shape(introspect(value)).equals(before), is(defect.signedAnswersOnly()));
        assertThat(defect.name(), shape(introspectSigned(value)).equals(signedBefore), is(false));
        issuer.recover();

        assertThat(shape(introspect(value)), is(before));
        assertThat(shape(introspectSigned(value)), is(signedBefore));
    }

    @ParameterizedTest
    @EnumSource
    void noDefectiveAnswerPassesACarefulReader(IntrospectionDefect defect) throws Exception {
        String value = issuer.token().opaqueValue();
        assertThat(defect.name(), accepts(introspect(value)), is(true));
        assertThat(defect.name(), acceptsSigned(introspectSigned(value)), is(true));

        issuer.introspectionDefects(defect);

        assertThat(defect.name(), accepts(introspect(value)), is(defect.signedAnswersOnly()));
        assertThat(defect.name(), acceptsSigned(introspectSigned(value)), is(false));
    }

    @Test
    void severalDefectsComeTogether() throws IOException {
        issuer.introspectionDefects(IntrospectionDefect.WRONG_ISSUER, IntrospectionDefect.WRONG_CONTENT_TYPE);

        HttpResponse<String> response = introspect(issuer.token().value());

        assertThat(response.headers().firstValue("content-type").orElse(""), is("text/html; charset=utf-8"));
        assertThat(IssuerClient.json(response), hasEntry("iss", "https://other-issuer.example"));
    }

    /** What a careful resource server checks of a plain answer. */
    private boolean accepts(HttpResponse<String> response) {
        return response.headers().firstValue("content-type").orElse("").equals("application/json")
                && !response.body().contains("\"active\":false")
                && Json.read(response.body()).filter(this::accepts).isPresent();
    }

    private boolean accepts(Map<String, Object> answer) {
        long now = clock.instant().getEpochSecond();
        return Boolean.TRUE.equals(answer.get("active"))
                && issuer.issuer().equals(answer.get("iss"))
                && issuer.audience().equals(answer.get("aud"))
                && "Bearer".equals(answer.get("token_type"))
                && answer.get("cnf") == null
                && answer.get("exp") instanceof Number exp
                && now < exp.longValue()
                && (!(answer.get("nbf") instanceof Number nbf) || nbf.longValue() <= now);
    }

    private boolean acceptsSigned(HttpResponse<String> response) {
        try {
            return response.headers().firstValue("content-type").orElse("").equals(SIGNED)
                    && !SignedJWT.parse(response.body()).getPayload().toString().contains("\"active\":false")
                    && accepts(verify(response).getJSONObjectClaim("token_introspection"));
        } catch (Exception refused) {
            return false;
        }
    }

    private JWTClaimsSet verify(HttpResponse<String> response) throws Exception {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("token-introspection+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                JWSAlgorithm.RS256, new ImmutableJWKSet<>(JWKSet.parse(issuer.jwkSetJson()))));
        processor.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                Set.of(TestIssuer.CLIENT_ID),
                new JWTClaimsSet.Builder().issuer(issuer.issuer()).build(),
                Set.of("iat", "token_introspection"),
                Set.of()));
        return processor.process(response.body(), null);
    }

    private static String shape(HttpResponse<String> response) {
        return response.headers().firstValue("content-type").orElse("none") + " " + response.body();
    }

    private void assertInactive(String value) throws IOException {
        assertThat(IssuerClient.json(introspect(value)), is(Map.of("active", false)));
    }

    private HttpResponse<String> introspect(String value) throws IOException {
        return introspect(IssuerClient.basic(), value);
    }

    private HttpResponse<String> introspectSigned(String value) throws IOException {
        Map<String, String> headers = new HashMap<>(IssuerClient.basic());
        headers.put("Accept", SIGNED);
        return introspect(headers, value);
    }

    private HttpResponse<String> introspect(Map<String, String> headers, String value) throws IOException {
        return IssuerClient.post(issuer.uri(IssuerEndpoint.INTROSPECTION), headers, "token", value);
    }
}
