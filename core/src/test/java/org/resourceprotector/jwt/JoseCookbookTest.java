package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.jose.Jws;

/** The signatures of RFC 7520, RFC 7797 and RFC 8037. Skipped where the vectors are missing. */
@Tag("vectors")
class JoseCookbookTest {

    @ParameterizedTest
    @DisplayName("RFC 7520, section 4, and RJOSE-8037-a: compact signatures verify")
    @ValueSource(
            strings = {
                "jws/4_1.rsa_v15_signature.json",
                "jws/4_2.rsa-pss_signature.json",
                "jws/4_3.ecdsa_signature.json",
                "jws/4_4.hmac-sha2_integrity_protection.json",
                "curve25519/jws.json",
            })
    void compactSignaturesVerify(String file) throws Exception {
        Map<String, Object> vector = Vectors.read("jose-cookbook/" + file);
        Map<String, Object> key =
                Vectors.object(Vectors.object(vector.get("input")).get("key"));
        String token = (String) Vectors.object(vector.get("output")).get("compact");

        assertThat(Vectors.verifies(token, key), is(true));
        assertThat(Vectors.verifies(token.replaceFirst("\\.[A-Za-z]", ".0"), key), is(false));
    }

    @Test
    @DisplayName("RFC 7520, section 4.5: a detached payload is not there, so its signature is not good")
    void detachedPayloadIsNotThere() throws Exception {
        Map<String, Object> vector = Vectors.read("jose-cookbook/jws/4_5.signature_with_detached_content.json");
        Map<String, Object> key =
                Vectors.object(Vectors.object(vector.get("input")).get("key"));
        String token = (String) Vectors.object(vector.get("output")).get("compact");

        assertThat(Vectors.verifies(token, key), is(false));
    }

    @Test
    @DisplayName("RJOSE-7797-a: an unencoded payload is no JWT")
    void unencodedPayloadIsRefused() throws Exception {
        Map<String, Object> vector = Vectors.read("jose-cookbook/rfc7797/hmac-sha2_b64_false.json");
        String token = (String) Vectors.object(vector.get("output")).get("compact");

        JwtFixture.strict().refused(token);
        assertThrows(RejectedException.class, Objects.requireNonNull(Jws.parse(token))::claims);
    }

    @ParameterizedTest
    @DisplayName("RJOSE-bis-format: the JSON serializations are no tokens")
    @ValueSource(
            strings = {
                "jws/4_1.rsa_v15_signature.json",
                "jws/4_6.protecting_specific_header_fields.json",
                "jws/4_7.protecting_content_only.json",
                "jws/4_8.multiple_signatures.json",
                "rfc7797/4.2.hmac-sha2_b64_false.json",
            })
    void jsonSerializationsAreNoTokens(String file) throws Exception {
        Map<String, Object> vector = Vectors.read("jose-cookbook/" + file);
        for (String form : new String[] {"json", "json_flat"}) {
            Object json = Vectors.object(vector.get("output")).get(form);
            if (json != null) {
                String text = com.nimbusds.jose.util.JSONObjectUtils.toJSONString(Vectors.object(json));
                assertThat(Jws.parse(text), is(nullValue()));
                JwtFixture.strict().refused(text);
            }
        }
        assertThat(Files.exists(Vectors.path("jose-cookbook/" + file)), is(true));
    }
}
