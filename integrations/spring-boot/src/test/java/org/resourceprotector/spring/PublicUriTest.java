package org.resourceprotector.spring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.resourceprotector.testkit.TestIssuer;

/** Proofs of DPoP for the address that callers use, which properties say. */
class PublicUriTest {

    private final ECKey key = new ECKeyGenerator(Curve.P_256).generate();

    PublicUriTest() throws JOSEException {}

    private String proof(String address, String token) throws JOSEException, NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        JWSObject proof = new JWSObject(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(key.toPublicJWK())
                        .build(),
                new Payload(Map.of(
                        "htm", "GET",
                        "htu", address,
                        "iat", Instant.now().getEpochSecond(),
                        "jti", UUID.randomUUID().toString(),
                        "ath", Base64URL.encode(digest).toString())));
        proof.sign(new ECDSASigner(key));
        return proof.serialize();
    }

    @Test
    void proofIsForThePublicAddress() throws Exception {
        try (TestIssuer issuer = TestIssuer.start();
                Boot server = Boot.start(
                        BootTest.Api.class,
                        "resource-protector.issuer=" + issuer.issuer(),
                        "resource-protector.audience=" + issuer.audience(),
                        "resource-protector.insecure-loopback-http=true",
                        "resource-protector.dpop=true",
                        "resource-protector.dpop.public-uri=https://api.example.com")) {
            String token = issuer.token()
                    .subject("ada")
                    .scope("orders")
                    .boundToKey(key.computeThumbprint().toString())
                    .value();
            assertThat(status(server, token, "https://api.example.com/orders"), is(200));
            assertThat(status(server, token, "https://api.example.com/orders/open"), is(401));
            assertThat(status(server, token, "https://other.example.com/orders"), is(401));
        }
    }

    private int status(Boot server, String token, String address) throws Exception {
        return server.get("/orders?page=2", "Authorization", "DPoP " + token, "DPoP", proof(address, token))
                .statusCode();
    }
}
