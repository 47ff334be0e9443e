package org.resourceprotector.introspection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.resourceprotector.claims.ClaimPath;
import org.resourceprotector.claims.ClaimRules;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.claims.TokenClaims;
import org.resourceprotector.fuzz.Cost;
import org.resourceprotector.fuzz.Party;
import org.resourceprotector.fuzz.Shown;
import org.resourceprotector.fuzz.StrictJackson;
import org.resourceprotector.http.HttpReply;
import org.resourceprotector.http.Replies;
import org.resourceprotector.token.Rejection;

/** Any bytes as the answer to an introspection. */
class IntrospectionFuzzTest {

    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final ResponseValidator RULES = new ResponseValidator(
            Party.ISSUER,
            Set.of(Party.AUDIENCE),
            new TokenClaims.Places(
                    List.of("client_id"),
                    List.of(ClaimPath.of("scope")),
                    List.of(ClaimPath.of("roles")),
                    List.of(ClaimPath.of("groups"))),
            SKEW,
            ClaimRules.NONE,
            new ResponseValidator.Relaxed(false, false, false));

    @FuzzTest
    void a_token_is_active_if_others_read_so(byte[] input) {
        IntrospectedToken token = Cost.bounded(input.length, () -> token(input));
        if (token == null) {
            return;
        }
        Rejection refusal = RULES.refusal(token, "Bearer", Party.NOW);
        if (refusal != null) {
            Shown.harmless(refusal.detail(), "");
            return;
        }
        Map<String, Object> answer = StrictJackson.object(new String(input, StandardCharsets.UTF_8));
        assertNotNull(answer, "Jackson does not read the answer");
        assertEquals(true, answer.get("active"));
        Object audience = answer.get("aud");
        assertTrue(
                Party.AUDIENCE.equals(audience) || (audience instanceof List<?> all && all.contains(Party.AUDIENCE)),
                "audience");
        assertTrue(answer.get("iss") == null || answer.get("iss").equals(Party.ISSUER), "issuer");
        assertTrue(
                answer.get("token_type") == null || "bearer".equalsIgnoreCase((String) answer.get("token_type")),
                "type");
        long now = Party.NOW.getEpochSecond();
        assertTrue(
                answer.get("exp") == null || ((Number) answer.get("exp")).doubleValue() > now - SKEW.toSeconds(),
                "exp");
        assertTrue(
                answer.get("nbf") == null || ((Number) answer.get("nbf")).doubleValue() <= now + SKEW.toSeconds(),
                "nbf");
        if (answer.get("scope") instanceof String scopes) {
            assertEquals(
                    Arrays.stream(scopes.split(" ")).filter(s -> !s.isEmpty()).collect(Collectors.toSet()),
                    token.scopes());
        }
        answer.values().removeIf(java.util.Objects::isNull);
        assertTrue(StrictJackson.same(token.claims(), answer), "claims");
    }

    private static IntrospectedToken token(byte[] input) {
        try {
            HttpReply reply = Replies.of(200, "application/json", input);
            ResponseStatus.requireOk(reply, Party.NOW);
            return RULES.token(ResponseFormat.Plain.JSON.members(reply, new Deadline(0, true)));
        } catch (RejectedException e) {
            Shown.harmless(e.rejection().detail(), "");
            return null;
        } catch (IntrospectionFailedException e) {
            Shown.harmless(e.getMessage(), "");
            return null;
        }
    }
}
