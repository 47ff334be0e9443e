package org.resourceprotector.introspection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.resourceprotector.fuzz.Cost;
import org.resourceprotector.fuzz.Oracles;
import org.resourceprotector.fuzz.Parts;
import org.resourceprotector.fuzz.Party;
import org.resourceprotector.fuzz.Shown;
import org.resourceprotector.fuzz.StrictJackson;
import org.resourceprotector.http.HttpReply;
import org.resourceprotector.http.Replies;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.signature.JwtSignatures;

/** Any bytes as the signed answer to an introspection; and any header and payload, between which there is a NUL, with a good signature. */
class SignedIntrospectionFuzzTest {

    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final Duration MAX_AGE = Duration.ofMinutes(1);
    private static final SignedResponse FORMAT = new SignedResponse(
            JwtSignatures.of(Party.ISSUER, KeySource.jwkSet(Party.published()), Party.CLOCK),
            Party.ISSUER,
            Set.of(Party.AUDIENCE),
            Party.CLOCK,
            SKEW);

    @FuzzTest
    void an_answer_counts_if_others_find_it_signed_for_this_server_just_now(byte[] input) {
        counts(input);
        Parts parts = Parts.of(input);
        if (parts.second().length > 0) {
            counts(Party.signed(parts.first(), parts.second()).getBytes(ISO_8859_1));
        }
    }

    private static void counts(byte[] body) {
        Map<String, Object> members = Cost.bounded(body.length, () -> members(body));
        if (members == null) {
            return;
        }
        String jwt = new String(body, ISO_8859_1);
        Oracles.signedByOneOf(List.of(Party.key("ec"), Party.key("rsa")), jwt);
        Map<String, Object> header = StrictJackson.part(jwt, 0);
        Map<String, Object> claims = StrictJackson.part(jwt, 1);
        assertNotNull(header, "Jackson does not read the header");
        assertNotNull(claims, "Jackson does not read the payload");
        assertEquals(
                "token-introspection+jwt",
                String.valueOf(header.get("typ")).toLowerCase(Locale.ROOT).replaceFirst("^application/", ""));
        assertEquals(null, header.get("crit"));
        assertEquals(Party.ISSUER, claims.get("iss"));
        Object audience = claims.get("aud");
        assertTrue(
                Party.AUDIENCE.equals(audience) || (audience instanceof List<?> all && all.contains(Party.AUDIENCE)),
                "audience");
        double now = Party.NOW.getEpochSecond();
        double age = now - ((Number) claims.get("iat")).doubleValue();
        assertTrue(age >= -SKEW.toSeconds() && age <= SKEW.plus(MAX_AGE).toSeconds(), "iat");
        assertTrue(
                claims.get("exp") == null || ((Number) claims.get("exp")).doubleValue() > now - SKEW.toSeconds(),
                "exp");
        assertTrue(
                claims.get("nbf") == null || ((Number) claims.get("nbf")).doubleValue() <= now + SKEW.toSeconds(),
                "nbf");
        assertTrue(StrictJackson.same(members, claims.get("token_introspection")), "members");
    }

    private static Map<String, Object> members(byte[] body) {
        try {
            HttpReply reply = Replies.of(200, SignedResponse.MEDIA_TYPE, body);
            return FORMAT.members(reply, new Deadline(0, true));
        } catch (IntrospectionFailedException e) {
            Shown.harmless(e.getMessage(), new String(body, ISO_8859_1));
            return null;
        }
    }
}
