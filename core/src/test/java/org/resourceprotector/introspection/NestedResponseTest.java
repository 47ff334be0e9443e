package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.security.KeyPair;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.introspection.FakeServer.Reply;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.keys.KeySource;

/** Signed responses that are encrypted for this resource server. */
class NestedResponseTest {

    private static final String TYPE = "token-introspection+jwt";

    private final RSAKey server = key(JWSAlgorithm.RS256, Keys.RSA);
    private final RSAKey own = key(JWEAlgorithm.RSA_OAEP_256, Keys.OTHER_RSA);
    private final KeySource keys =
            KeySource.jwkSet(new JWKSet(server).toPublicJWKSet().toString());

    private static RSAKey key(Algorithm algorithm, KeyPair pair) {
        return new RSAKey.Builder((RSAPublicKey) pair.getPublic())
                .privateKey((RSAPrivateKey) pair.getPrivate())
                .keyID("k")
                .algorithm(algorithm)
                .build();
    }

    private Reply encrypted(String inside) throws JOSEException {
        JWEObject jwe = new JWEObject(
                new JWEHeader.Builder(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A256GCM)
                        .type(new JOSEObjectType(TYPE))
                        .contentType("JWT")
                        .build(),
                new Payload(inside));
        jwe.encrypt(new RSAEncrypter(own.toRSAPublicKey()));
        return Reply.of(200, "application/" + TYPE, jwe.serialize());
    }

    @Test
    @DisplayName("R9701-5-e what is encrypted has to be signed inside")
    void onlyNestedJwts() throws JOSEException {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.issuer(IntrospectionFixture.ISSUER)
                        .requireSignedResponses()
                        .keys(keys)
                        .decryptionKeys(DecryptionKeys.jwkSet(new JWKSet(own).toString(false))))) {
            Map<String, Object> members = Map.of("active", true, "sub", "alice", "aud", IntrospectionFixture.AUDIENCE);
            Map<String, Object> claims = Map.of(
                    "iss", IntrospectionFixture.ISSUER, "aud", "rs", "iat", desk.now(), "token_introspection", members);
            JWSObject jws = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID("k")
                            .type(new JOSEObjectType(TYPE))
                            .build(),
                    new Payload(claims));
            jws.sign(new RSASSASigner(server));

            desk.server.answering(encrypted(jws.serialize()));
            assertThat(desk.accepted("abc").getName(), is("alice"));
            desk.server.answering(encrypted(new Payload(claims).toString()));
            desk.unavailable("abc");
            desk.server.answering(encrypted(FakeServer.ACTIVE));
            desk.unavailable("abc");
            desk.server.answering(Reply.of(200, "application/" + TYPE, jws.serialize()));
            desk.unavailable("abc");
        }
    }
}
