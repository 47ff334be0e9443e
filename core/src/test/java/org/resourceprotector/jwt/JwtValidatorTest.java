package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ApiToken;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.FakeKeySource;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

class JwtValidatorTest {

    private final JwtFixture bench = JwtFixture.strict();
    private final TokenForge good = TokenForge.good();

    @Test
    @DisplayName("A89 R9068-2.2.1-a: a good token is accepted and its claims can be read")
    void goodTokenIsAccepted() {
        JwtAccessToken token = bench.accepted(good.claim("nbf", TokenForge.SECOND - 10)
                .claim("auth_time", TokenForge.SECOND - 500)
                .claim("acr", "myACR")
                .claim("amr", List.of("pwd", "otp"))
                .claim("private", Map.of("deep", List.of(1, "x"))));

        assertThat(token.getName(), is("user-1"));
        assertThat(token.subject(), is("user-1"));
        assertThat(token.clientId(), is("client-1"));
        assertThat(token.issuer(), is(TokenForge.ISSUER));
        assertThat(token.audience(), containsInAnyOrder(TokenForge.AUDIENCE));
        assertThat(token.scopes(), containsInAnyOrder("things:read", "things:write"));
        assertThat(token.expiresAt(), is(TokenForge.NOW.plusSeconds(600)));
        assertThat(token.notBefore(), is(TokenForge.NOW.minusSeconds(10)));
        assertThat(token.issuedAt(), is(TokenForge.NOW.minusSeconds(10)));
        assertThat(token.jwtId(), is("id-1"));
        assertThat(token.authTime(), is(TokenForge.NOW.minusSeconds(500)));
        assertThat(token.acr(), is("myACR"));
        assertThat(token.amr(), is(List.of("pwd", "otp")));
        assertThat(token.confirmation(), is(nullValue()));
        assertThat(token.revoked(), is(false));
        assertThat(token.claims().get("private"), is(Map.of("deep", List.of(1L, "x"))));
        assertThat(token.isClient(), is(false));
    }

    @Test
    void whatIsAbsentIsNullOrEmpty() {
        JwtAccessToken token = bench.accepted(good.without("scope"));

        assertThat(token.notBefore(), is(nullValue(Instant.class)));
        assertThat(token.authTime(), is(nullValue(Instant.class)));
        assertThat(token.acr(), is(nullValue()));
        assertThat(token.amr(), is(List.of()));
        assertThat(token.scopes().isEmpty(), is(true));
        assertThat(token.roles().isEmpty(), is(true));
        assertThat(token.groups().isEmpty(), is(true));
        assertThat(token.entitlements().isEmpty(), is(true));
    }

    @Test
    @DisplayName("R9068-2.2-b: a client that acts for itself can be told from a user")
    void clientCanBeToldFromUser() {
        assertThat(bench.accepted(good.claim("sub", "client-1")).isClient(), is(true));
    }

    @Test
    void claimsCannotBeChanged() {
        JwtAccessToken token = bench.accepted(good.claim("inner", Map.of("list", List.of("x"))));
        Map<?, ?> inner = (Map<?, ?>) token.claims().get("inner");

        assertThrows(UnsupportedOperationException.class, () -> token.claims().remove("iss"));
        assertThrows(UnsupportedOperationException.class, () -> inner.remove("list"));
        assertThrows(UnsupportedOperationException.class, () -> ((List<?>) inner.get("list")).remove(0));
        assertThrows(UnsupportedOperationException.class, () -> token.scopes().clear());
        assertThrows(UnsupportedOperationException.class, () -> token.audience().clear());
    }

    @Test
    void nothingSecretIsInText() {
        String token = good.claim("sub", "somebody").token();
        JwtAccessToken accepted = bench.accepted(token);

        for (String text : List.of(accepted.toString(), bench.validator.toString())) {
            assertThat(text, not(containsString("somebody")));
            assertThat(text, not(containsString(TokenForge.parts(token).get(2))));
        }
    }

    @ParameterizedTest
    @DisplayName("A90 RJOSE-7515-5.2-a RJOSE-8725-3.3-b RJOSE-bis-format: what is no JWS belongs to nobody here")
    @ValueSource(
            strings = {
                "opaque",
                ".",
                "..",
                "...",
                "a.b",
                "a.b.c",
                "a.b.c.d",
                "a.b.c.d.e",
                "a.b.c.d.e.f",
                "e30.e30.e30",
                "W10.e30.e30",
                "IiI.e30.e30",
                "bnVsbA.e30.e30",
            })
    void whatIsNoJwsIsNotMine(String token) {
        bench.notMine(token);
    }

    @ParameterizedTest
    @DisplayName("A90 RJOSE-bis-format: what no header can carry is refused, also inside an encrypted token")
    @ValueSource(
            strings = {
                "",
                "{\"payload\":\"e30\",\"signatures\":[]}",
                "\u0161yJh.e30.e30",
                "\uD83D\uDE00.e30.e30",
            })
    void whatIsNoToken68IsRefused(String token) {
        bench.refused(token);
        assertThat(Jws.parse(token), is(nullValue()));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-7515-4-a RJOSE-7515-5.2-a RJOSE-8725-3.7-a: a header that is not one JSON object is no JWS")
    @ValueSource(
            strings = {
                "{\"alg\":\"RS256\",\"alg\":\"RS256\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"RS256\",\"typ\":\"at+jwt\"} x",
                "{\"alg\":[\"RS256\"],\"typ\":\"at+jwt\"}",
                "{\"alg\":null,\"typ\":\"at+jwt\"}",
                "{\"typ\":\"at+jwt\"}",
                "[{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}]",
                "\uFEFF{\"alg\":\"RS256\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"x\":[[[[[[[[[[1]]]]]]]]]]}",
            })
    void headerThatIsNoObjectIsNotMine(String header) {
        bench.notMine(good.withHeader(header));
    }

    @ParameterizedTest
    @DisplayName("A97 R9068-4-d: the issuer is compared to the letter, and another's token is not mine")
    @ValueSource(
            strings = {
                "https://as1.example.com/",
                "https://AS1.example.com",
                "http://as1.example.com",
                "https://as1.example.com ",
                "https://as2.example.com",
                "as1.example.com",
                "",
            })
    void tokenOfAnotherIssuerIsNotMine(String issuer) {
        bench.notMine(good.claim("iss", issuer).token());
    }

    @Test
    @DisplayName("A97 R9068-4-d: a token that does not say whose it is, is refused")
    void tokenWithoutIssuerIsRejected() {
        TokenValidator alone = TokenValidator.chain(bench.validator);

        assertThat(reason(alone, good.without("iss").token()), is(Reason.INVALID_CLAIM));
        assertThat(reason(alone, good.claim("iss", null).token()), is(Reason.INVALID_CLAIM));
        bench.rejected(Reason.INVALID_CLAIM, good.claim("iss", List.of(TokenForge.ISSUER)));
    }

    @Test
    void tokenWithoutIssuer_isForTheNextValidator() {
        String token = good.without("iss").token();
        Verdict known = Verdict.accepted(ApiToken.of("alice", ""));

        bench.notMine(token);
        assertThat(
                TokenValidator.chain(bench.validator, presented -> known).validate(PresentedToken.bearer(token)),
                is(known));
        assertThat(bench.keys.asked, is(List.of()));
    }

    @Test
    void anotherIssuersTokenIsNotMineWhateverItsTypeAndAlgorithm() {
        bench.notMine(good.claim("iss", "https://as2.example.com")
                .header("typ", "JWT")
                .header("alg", "none")
                .token());
        assertThat(bench.keys.asked, is(List.of()));
    }

    @Test
    @DisplayName("RJOSE-8725-3.8-a: two issuers with the same key identifier do not share keys")
    void issuersDoNotShareKeys() {
        JwtValidator second = JwtValidator.builder()
                .issuer("https://as2.example.com")
                .audience(TokenForge.AUDIENCE)
                .keys(new FakeKeySource(Keys.key("k1", Keys.OTHER_RSA, "RS256")))
                .clock(bench.clock)
                .build();
        TokenValidator chain = TokenValidator.chain(bench.validator, second);
        TokenForge ofSecond = good.claim("iss", "https://as2.example.com").signedBy(Keys.OTHER_RSA);

        assertThat(reason(chain, good.token()), is(nullValue()));
        assertThat(reason(chain, ofSecond.token()), is(nullValue()));
        assertThat(reason(chain, good.signedBy(Keys.OTHER_RSA).token()), is(Reason.BAD_SIGNATURE));
        assertThat(reason(chain, ofSecond.signedBy(Keys.RSA).token()), is(Reason.BAD_SIGNATURE));
        assertThat(reason(chain, good.claim("iss", "https://as3.example.com").token()), is(Reason.WRONG_ISSUER));
    }

    private static Reason reason(TokenValidator validator, String token) {
        return validator.validate(PresentedToken.bearer(token)) instanceof Verdict.Rejected rejected
                ? rejected.rejection().reason()
                : null;
    }

    @ParameterizedTest
    @DisplayName("A98 R9068-4-e RJOSE-8725-3.9-a: the audience must be named")
    @CsvSource(
            delimiter = '|',
            value = {
                "\"https://rs.example.com/api\" | ",
                "[\"https://rs.example.com/api\"] | ",
                "[\"https://x.example.com\",\"https://rs.example.com/api\"] | ",
                "\"https://rs.example.com/api/\" | WRONG_AUDIENCE",
                "\"https://rs.example.com\" | WRONG_AUDIENCE",
                "\"https://RS.example.com/api\" | WRONG_AUDIENCE",
                "\"https://rs.example.com/api https://x.example.com\" | WRONG_AUDIENCE",
                "[\"https://x.example.com\"] | WRONG_AUDIENCE",
                "[] | WRONG_AUDIENCE",
                "\"\" | WRONG_AUDIENCE",
                "{} | INVALID_CLAIM",
                "[1] | INVALID_CLAIM",
                "[\"https://rs.example.com/api\",1] | INVALID_CLAIM",
                "[\"https://rs.example.com/api\",null] | INVALID_CLAIM",
                "[[\"https://rs.example.com/api\"]] | INVALID_CLAIM",
                "null | INVALID_CLAIM",
                "true | INVALID_CLAIM",
            })
    void audienceMustBeNamed(String audience, Reason reason) {
        String token = good.without("aud").withMember("\"aud\":" + audience);
        if (reason == null) {
            bench.accepted(token);
        } else {
            bench.rejected(reason, token);
        }
    }

    @Test
    @DisplayName(
            "R9700-2.3-a R9700-4.10.2-a R8707-2-c: a token without an audience is refused, and one of several is enough")
    void audienceMustBeThere() {
        bench.rejected(Reason.WRONG_AUDIENCE, good.without("aud"));

        JwtValidator ofTwoNames = JwtValidator.builder()
                .issuer(TokenForge.ISSUER)
                .audience("https://rs.example.com/old", TokenForge.AUDIENCE)
                .keys(bench.keys)
                .clock(bench.clock)
                .build();
        assertThat(reason(ofTwoNames, good.token()), is(nullValue()));
        assertThat(
                reason(
                        ofTwoNames,
                        good.claim("aud", "https://rs.example.com/old").token()),
                is(nullValue()));
        assertThat(
                reason(ofTwoNames, good.claim("aud", "https://rs.example.com").token()), is(Reason.WRONG_AUDIENCE));
    }

    @Test
    @DisplayName("MCP-aud-b R8707-2-b another spelling of the same address is an audience only if it is configured")
    void audience_isComparedCharacterByCharacter() {
        JwtValidator ofTwoSpellings = JwtValidator.builder()
                .issuer(TokenForge.ISSUER)
                .audience("https://rs.example.com/api", "HTTPS://RS.example.com/api")
                .keys(bench.keys)
                .clock(bench.clock)
                .build();
        for (String configured : new String[] {"https://rs.example.com/api", "HTTPS://RS.example.com/api"}) {
            assertThat(reason(ofTwoSpellings, good.claim("aud", configured).token()), is(nullValue()));
        }
        for (String other : new String[] {
            "https://rs.example.com/api/", "https://rs.example.com:443/api", "https://RS.example.com/api"
        }) {
            assertThat(reason(ofTwoSpellings, good.claim("aud", other).token()), is(Reason.WRONG_AUDIENCE));
        }
    }

    @Test
    void tokenLongerThanAllowedIsRejectedUnread() {
        String longest = good.claim("pad", "x".repeat(11_000)).token();
        String tooLong = good.claim("pad", "x".repeat(12_000)).token();

        bench.accepted(longest);
        bench.rejected(Reason.MALFORMED_TOKEN, tooLong);
        bench.rejected(Reason.MALFORMED_TOKEN, "x".repeat(16 * 1024 + 1));
        bench.notMine("x".repeat(16 * 1024));
    }

    @Test
    void longestTokenIsCountedToTheCharacter() {
        int max = 16 * 1024;
        String longest = padded(max);
        String longer = padded(max + 1);

        assertThat(longest.length(), is(max));
        bench.accepted(longest);
        bench.rejected(Reason.MALFORMED_TOKEN, longer);
    }

    /** A good token of just that length. The length of a payload in base64url leaves one of four out, the header has them. */
    private String padded(int length) {
        for (int inHeader = 0; inHeader < 4; inHeader++) {
            TokenForge header = good.header("x", "x".repeat(inHeader));
            int inPayload = (length - header.claim("x", "").token().length()) * 3 / 4 - 2;
            for (int more = 0; more < 5; more++) {
                String token = header.claim("x", "x".repeat(inPayload + more)).token();
                if (token.length() == length) {
                    return token;
                }
            }
        }
        throw new AssertionError("no token has this length");
    }

    @Test
    @DisplayName("A130: keys out of reach are no verdict")
    void outageIsNoVerdict() {
        bench.keys.down(true);

        assertThrows(ValidationUnavailableException.class, () -> bench.show(good.token()));
    }

    @Test
    void tokenThatNeedsNoKeyIsJudgedDuringOutage() {
        bench.keys.down(true);

        assertThat(reason(bench.validator, good.header("typ", "JWT").token()), is(Reason.WRONG_TYPE));
        bench.notMine("opaque");
        bench.notMine(good.claim("iss", "https://as2.example.com").token());
    }
}
