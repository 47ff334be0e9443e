package org.resourceprotector.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.challenge.ErrorResponse;
import org.resourceprotector.challenge.ErrorResponses;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/** What callers are told of a JWT that is refused: always the same, and nothing of what is in it. */
class AnswersToCallersTest {

    private static final String CHALLENGE = "Bearer realm=\"api\", error=\"invalid_token\","
            + " error_description=\"The access token is not valid here, or not valid any more\"";

    private final JwtFixture bench = JwtFixture.strict();
    private final TokenValidator alone = TokenValidator.chain(bench.validator);
    private final ErrorResponses refusals = new ErrorResponses("api", (URI) null, Duration.ofSeconds(5));
    private final TokenForge good = TokenForge.good()
            .claim("sub", "claim-of-the-token-sub")
            .claim("scope", "claim-of-the-token-scope")
            .claim("email", "claim-of-the-token@example.com");

    /** One token for each check. */
    private Map<String, String> bad() {
        Map<String, String> bad = new LinkedHashMap<>();
        List<String> parts = TokenForge.parts(good.token());
        bad.put("opaque", "claim-of-the-token-opaque");
        bad.put("encrypted", jwe());
        bad.put("part more", good.token() + ".claim-of-the-token");
        bad.put("broken header", good.withHeader("{\"alg\":\"RS256\",\"alg\":\"claim-of-the-token\"}"));
        bad.put("broken payload", good.withPayload("{\"claim-of-the-token\":1,\"claim-of-the-token\":1}"));
        bad.put("other type", good.header("typ", "claim-of-the-token").token());
        bad.put("other issuer", good.claim("iss", "https://claim-of-the-token").token());
        bad.put("no issuer", good.without("iss").token());
        bad.put("other audience", good.claim("aud", "claim-of-the-token").token());
        bad.put("other key", good.signedBy(Keys.OTHER_RSA).token());
        bad.put("unknown key", good.header("kid", "claim-of-the-token").token());
        bad.put("changed", parts.get(0) + "." + parts.get(1) + "." + parts.get(1));
        bad.put("alg none", good.header("alg", "none").token());
        bad.put("critical", good.header("crit", List.of("claim-of-the-token")).token());
        bad.put("expired", good.claim("exp", TokenForge.SECOND - 100).token());
        bad.put("early", good.claim("nbf", TokenForge.SECOND + 100).token());
        bad.put(
                "strange claim",
                good.claim("jti", List.of("claim-of-the-token")).token());
        bad.put("empty binding", good.claim("cnf", Map.of()).token());
        bad.put("too long", good.claim("x", "claim-of-the-token".repeat(1000)).token());
        return bad;
    }

    private static String jwe() {
        String header = "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"typ\":\"at+jwt\",\"cty\":\"JWT\"}";
        return TokenForge.base64(header.getBytes(UTF_8)) + ".AAAA.AAAA.AAAA.AAAA";
    }

    private Rejection rejection(String token) {
        return ((Verdict.Rejected) alone.validate(PresentedToken.bearer(token))).rejection();
    }

    @Test
    @DisplayName("R9068-4-i R9068-4-b R6750-3.1-b: whichever check fails, the answer is 401 with invalid_token")
    void everyFailedCheckIsInvalidToken() {
        bad().forEach((check, token) -> {
            ErrorResponse refusal = refusals.of(rejection(token));

            assertThat(check, refusal.status(), is(401));
            assertThat(check, refusal.challenge(), is(CHALLENGE));
            assertThat(check, refusal.retryAfter(), is(nullValue()));
        });
    }

    @Test
    @DisplayName("R9068-6-a: no claim of a token is in an answer")
    void noClaimIsInAnAnswer() {
        bad().forEach((check, token) -> {
            ErrorResponse refusal = refusals.of(rejection(token));

            for (String text : List.of(new String(refusal.body(), UTF_8), String.valueOf(refusal.challenge()))) {
                assertThat(check, text, not(containsString("claim-of-the-token")));
                assertThat(check, text, not(containsString(TokenForge.AUDIENCE)));
            }
        });
    }

    @Test
    void operators_areToldOfNoClaimThatIsNotInQuestion() {
        Set<String> inQuestion = Set.of("other type", "other issuer", "other audience", "unknown key");
        bad().forEach((check, token) -> {
            Rejection rejection = rejection(token);

            assertThat(check, rejection.detail().isBlank(), is(false));
            assertThat(check, rejection.detail().contains("claim-of-the-token"), is(inQuestion.contains(check)));
            assertThat(check, rejection.detail(), not(containsString("-token-sub")));
            assertThat(check, rejection.detail(), not(containsString(token)));
        });
    }

    @Test
    @DisplayName(
            "R9068-4-b R9068-4-c: no encryption was agreed, so that signed tokens are taken and encrypted ones never")
    void encryptionIsNotAgreed() {
        assertThat(bench.show(good.token()) instanceof Verdict.Accepted, is(true));
        assertThat(refusals.of(rejection(jwe())).status(), is(401));
        assertThat(refusals.of(rejection(good.header("enc", "A256GCM").token())).status(), is(401));
    }

    @Test
    @DisplayName("RJOSE-7519-aud-a R9068-4-e: an audience is a string or an array of strings")
    void audienceHasItsType() {
        for (String audience : List.of(
                "{}",
                "[1]",
                "1",
                "true",
                "null",
                "[null]",
                "[[]]",
                "[{}]",
                "[true]",
                "{\"0\":\"https://rs.example.com/api\"}",
                "[\"https://rs.example.com/api\",{}]",
                "[[\"https://rs.example.com/api\"]]")) {
            String token = good.without("aud").withMember("\"aud\":" + audience);

            assertThat(audience, refusals.of(rejection(token)).challenge(), is(CHALLENGE));
        }
        bench.accepted(good.claim("aud", List.of("x", TokenForge.AUDIENCE, TokenForge.AUDIENCE)));
        bench.accepted(good.claim("aud", TokenForge.AUDIENCE));
    }
}
