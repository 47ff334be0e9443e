package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.KeyPair;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.Keys;

/** Clients that sign who they are. */
class PrivateKeyJwtTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"
            })
    @DisplayName("R7662-2.1-c private_key_jwt under every algorithm")
    void assertionsAreSigned(String algorithm) throws Exception {
        KeyPair pair = Keys.pairFor(algorithm);
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder ->
                builder.client(ClientAuthentication.privateKeyJwt("rs", pair.getPrivate(), algorithm, "key-1")))) {
            desk.accepted("abc");

            Map<String, String> form = desk.server.last().form();
            SignedJWT assertion = SignedJWT.parse(form.get("client_assertion"));
            assertThat(form.get("client_id"), is("rs"));
            assertThat(form.get("client_assertion_type"), is("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"));
            assertThat(assertion.getHeader().getAlgorithm().getName(), is(algorithm));
            assertThat(assertion.getHeader().getKeyID(), is("key-1"));
            assertThat(assertion.getHeader().getType(), is(JOSEObjectType.JWT));
            assertThat(isGood(assertion, pair), is(true));
        }
    }

    private static boolean isGood(SignedJWT assertion, KeyPair pair) throws Exception {
        if (pair == Keys.ED) {
            Signature check = Signature.getInstance("Ed25519");
            check.initVerify(pair.getPublic());
            check.update(assertion.getSigningInput());
            return check.verify(assertion.getSignature().decode());
        }
        JWSVerifier verifier = pair.getPublic() instanceof RSAPublicKey rsa
                ? new RSASSAVerifier(rsa)
                : new ECDSAVerifier((ECPublicKey) pair.getPublic());
        return assertion.verify(verifier);
    }

    @Test
    void keyOfAnotherProvider_signsWithThatProvider() throws Exception {
        Provider device = new KeyDevice();
        Security.addProvider(device);
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.client(ClientAuthentication.privateKeyJwt(
                        "rs", new KeyDevice.Handle(Keys.RSA.getPrivate()), "PS256", "key-1")))) {
            desk.accepted("abc");

            SignedJWT assertion = SignedJWT.parse(desk.server.last().form().get("client_assertion"));
            assertThat(isGood(assertion, Keys.RSA), is(true));
        } finally {
            Security.removeProvider(device.getName());
        }
    }

    @Test
    @DisplayName("R7662-2.1-c an assertion says who, for whom, and for how long, and is never used twice")
    void assertionsAreForThisCallOnly() throws Exception {
        try (IntrospectionFixture desk = IntrospectionFixture.with(
                builder -> builder.client(ClientAuthentication.privateKeyJwt("r\"s", Keys.EC.getPrivate())))) {
            desk.accepted("abc");
            JWTClaimsSet first = assertion(desk);
            desk.accepted("abc");
            JWTClaimsSet second = assertion(desk);

            assertThat(first.getIssuer(), is("r\"s"));
            assertThat(first.getSubject(), is("r\"s"));
            assertThat(first.getAudience(), is(List.of(desk.server.endpoint().toString())));
            assertThat(first.getIssueTime().toInstant().getEpochSecond(), is(desk.now()));
            assertThat(first.getExpirationTime().toInstant().getEpochSecond(), is(desk.now() + 60));
            assertThat(first.getJWTID(), is(not(second.getJWTID())));
        }
    }

    @Test
    void assertionsAreForTheIssuerWhereItIsKnown() throws Exception {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.issuer(IntrospectionFixture.ISSUER)
                        .client(ClientAuthentication.privateKeyJwt("rs", Keys.RSA.getPrivate())))) {
            desk.accepted("abc");

            assertThat(assertion(desk).getAudience(), is(List.of(IntrospectionFixture.ISSUER)));
        }
    }

    private static JWTClaimsSet assertion(IntrospectionFixture desk) throws Exception {
        return SignedJWT.parse(desk.server.last().form().get("client_assertion"))
                .getJWTClaimsSet();
    }

    @Test
    void theKeySuggestsTheAlgorithm() throws Exception {
        assertThat(suggested(Keys.RSA), is("RS256"));
        assertThat(suggested(Keys.EC), is("ES256"));
        assertThat(suggested(Keys.EC384), is("ES384"));
        assertThat(suggested(Keys.EC521), is("ES512"));
        assertThat(suggested(Keys.ED), is("EdDSA"));
        KeyPair other = Keys.pair("X25519", null);
        assertThrows(IllegalArgumentException.class, () -> suggested(other));
    }

    private static String suggested(KeyPair pair) throws Exception {
        try (IntrospectionFixture desk = IntrospectionFixture.with(
                builder -> builder.client(ClientAuthentication.privateKeyJwt("rs", pair.getPrivate())))) {
            desk.accepted("abc");
            return SignedJWT.parse(desk.server.last().form().get("client_assertion"))
                    .getHeader()
                    .getAlgorithm()
                    .getName();
        }
    }

    @Test
    void aKeyThatDoesNotFitIsRefusedEarly() {
        assertDoesNotFit(Keys.RSA, "ES256");
        assertDoesNotFit(Keys.EC, "RS256");
        assertDoesNotFit(Keys.EC384, "ES256");
        assertDoesNotFit(Keys.EC, "EdDSA");
        assertDoesNotFit(Keys.RSA, "HS256");
        assertDoesNotFit(Keys.RSA, "none");
        assertDoesNotFit(Keys.RSA, "");
    }

    private static void assertDoesNotFit(KeyPair pair, String algorithm) {
        assertThrows(
                IllegalArgumentException.class,
                () -> ClientAuthentication.privateKeyJwt("rs", pair.getPrivate(), algorithm, null),
                algorithm);
    }

    @Test
    @DisplayName("R9110-17.16-a no secret is in the text of an authentication")
    void textsShowNoSecret() {
        assertThat(ClientAuthentication.basic("rs", "s3cret").toString(), is("client_secret_basic of rs"));
        assertThat(ClientAuthentication.post("rs", "s3cret").toString(), is("client_secret_post of rs"));
        assertThat(
                ClientAuthentication.privateKeyJwt("rs", Keys.RSA.getPrivate()).toString(),
                is("private_key_jwt of rs"));
        assertThat(ClientAuthentication.bearer(() -> "s3cret").toString(), is("bearer token"));
        assertThat(ClientAuthentication.insecureNoAuthentication().toString(), is("no authentication"));
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.client(ClientAuthentication.basic("rs", "s3cret")))) {
            assertThat(desk.validator.toString(), not(containsString("s3cret")));
            assertThat(desk.validator.toString(), containsString("client_secret_basic of rs"));
        }
    }

    @Test
    void aClientHasAnIdentifier() {
        assertThrows(IllegalArgumentException.class, () -> ClientAuthentication.basic("", "secret"));
        assertThrows(NullPointerException.class, () -> ClientAuthentication.basic(null, "secret"));
        assertThrows(NullPointerException.class, () -> ClientAuthentication.post(null, "secret"));
        assertThrows(NullPointerException.class, () -> ClientAuthentication.post("rs", null));
        assertThrows(NullPointerException.class, () -> ClientAuthentication.tls(null));
        assertThrows(NullPointerException.class, () -> ClientAuthentication.bearer(null));
    }
}
