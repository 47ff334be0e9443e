package org.resourceprotector.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.crypto.ECDHDecrypter;
import com.nimbusds.jose.crypto.RSADecrypter;
import com.nimbusds.jose.jwk.JWK;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Base64;
import java.util.Map;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.resourceprotector.token.AccessToken;

/**
 * Any text as an encrypted token; or, with a NUL in it, any header and any text, encrypted for the resource server under a
 * good tag.
 */
class JweFuzzTest {

    private static final ResourceServer SERVER = ResourceServer.encrypted();

    @FuzzTest
    void what_we_decrypt_others_decrypt(byte[] input) {
        String text = text(input);
        AccessToken token = SERVER.accepted(text);
        if (token == null) {
            return;
        }
        String[] parts = text.split("\\.", -1);
        assertEquals(5, parts.length, "accepted without encryption");
        for (String part : parts) {
            byte[] decoded = Base64.getUrlDecoder().decode(part);
            assertEquals(part, Party.base64(decoded), "a second spelling");
        }
        Map<String, Object> header = StrictJackson.part(text, 0);
        assertNotNull(header, "Jackson does not read the header");
        assertTrue(!header.containsKey("zip") && !header.containsKey("crit"), "zip or crit");
        JWK key = Party.key(String.valueOf(header.get("alg")).startsWith("RSA") ? "rsa-enc" : "ec-enc");
        String inside = nimbus(key, text);
        assertEquals(inside, jose4j(key, text));
        ResourceServer.agrees(token, inside);
    }

    private static String text(byte[] input) {
        Parts parts = Parts.of(input);
        return parts.first().length == input.length
                ? new String(input, StandardCharsets.ISO_8859_1)
                : Sealed.with(parts.first(), parts.second());
    }

    private static String nimbus(JWK key, String text) {
        try {
            JWEObject jwe = JWEObject.parse(text);
            jwe.decrypt(
                    key.getKeyType().getValue().equals("RSA")
                            ? new RSADecrypter(key.toRSAKey())
                            : new ECDHDecrypter(key.toECKey()));
            return jwe.getPayload().toString();
        } catch (ParseException | JOSEException e) {
            throw new AssertionError("nimbus refuses what we accept", e);
        }
    }

    private static String jose4j(JWK key, String text) {
        try {
            JsonWebEncryption jwe = new JsonWebEncryption();
            jwe.setAlgorithmConstraints(org.jose4j.jwa.AlgorithmConstraints.NO_CONSTRAINTS);
            jwe.setCompactSerialization(text);
            jwe.setKey(PublicJsonWebKey.Factory.newPublicJwk(key.toJSONString()).getPrivateKey());
            return jwe.getPayload();
        } catch (JoseException e) {
            throw new AssertionError("jose4j refuses what we accept", e);
        }
    }
}
