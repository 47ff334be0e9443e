package org.resourceprotector.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.Verdict;

/** What an operator reads of a JWT that is refused: what was found, what is configured, and what would change it. */
class WhyRefusedTest {

    private final JwtFixture bench = JwtFixture.strict();
    private final TokenForge good = TokenForge.good();

    private Rejection why(String token) {
        return why(bench, token);
    }

    private static Rejection why(JwtFixture bench, String token) {
        return ((Verdict.Rejected) TokenValidator.chain(bench.validator).validate(PresentedToken.bearer(token)))
                .rejection();
    }

    private String detail(TokenForge forge) {
        return why(forge.token()).detail();
    }

    @Test
    void issuerWithSlash_isToldFromTheConfiguredOne() {
        String claimed = TokenForge.ISSUER + "/";

        assertThat(
                detail(good.claim("iss", claimed)),
                is("iss is \"" + claimed + "\"; configured: " + TokenForge.ISSUER
                        + "; they differ by a trailing slash: configure issuer(\"" + claimed
                        + "\") or the property resource-protector.issuer if that is what your server calls itself"));
        assertThat(detail(good.claim("iss", "http://as1.example.com")), containsString("they differ by the scheme"));
        assertThat(
                detail(good.claim("iss", "https://AS1.example.com")),
                containsString("they differ by upper and lower case"));
        assertThat(
                detail(good.claim("iss", "https://evil.example")),
                is("iss is \"https://evil.example\"; configured: " + TokenForge.ISSUER
                        + "; a token of another server, unless issuer(...) or the property resource-protector.issuer"
                        + " is wrong"));
    }

    @Test
    void issuerOfTheRejection_isTheConfiguredOne() {
        assertThat(why(good.claim("aud", "x").token()).issuer(), is(TokenForge.ISSUER));
        assertThat(why(good.claim("exp", TokenForge.SECOND - 100).token()).issuer(), is(TokenForge.ISSUER));
        assertThat(
                String.valueOf(
                        why(good.claim("iss", "https://evil.example").token()).issuer()),
                is("null"));
    }

    @Test
    void audience_isShownBesideTheConfiguredOne() {
        assertThat(
                detail(good.claim("aud", List.of("A", "B"))),
                startsWith("aud has \"A\", \"B\", configured: " + TokenForge.AUDIENCE + "; "));
        assertThat(
                detail(good.without("aud")), startsWith("aud is missing, configured: " + TokenForge.AUDIENCE + "; "));
    }

    @Test
    void type_isShownWithWhatAcceptsIt() {
        assertThat(
                detail(good.header("typ", "JWT")),
                is("typ is \"JWT\", accepted are \"at+jwt\"; a profile for your server, such as JwtProfile.KEYCLOAK,"
                        + " AUTH0, ENTRA_ID, GOOGLE, LEMONLDAP_NG, UAA, or the property resource-protector.profile, or"
                        + " acceptTyp(\"JWT\") or the property resource-protector.accept-typ accepts it"));
        assertThat(
                detail(good.withoutHeader("typ")),
                is("there is no typ, accepted are \"at+jwt\"; a profile for your server, such as"
                        + " JwtProfile.SPRING_AUTHORIZATION_SERVER, OKTA, COGNITO, or the property"
                        + " resource-protector.profile, or acceptMissingTyp() or the property"
                        + " resource-protector.accept-missing-typ accepts it"));
        assertThat(detail(good.header("typ", "dpop+jwt")), is("typ is \"dpop+jwt\", which is not an access token"));
        assertThat(detail(good.header("typ", List.of(1, "a"))), is("typ is an array, not a string"));
        assertThat(detail(good.header("typ", -1.5e300)), is("typ is a number, not a string"));
    }

    @Test
    void claimOfAnotherKind_isShownWithWhatAcceptsIt() {
        JwtFixture relaxed = JwtFixture.with(JwtValidator.builder().acceptTyp("JWT"));
        TokenForge untyped = good.header("typ", "JWT");

        assertThat(
                why(relaxed, untyped.claim("nonce", "n").token()).detail(),
                endsWith("such as an ID token; if your server writes it into access tokens, too, acceptNonce() accepts"
                        + " it"));
        assertThat(
                why(relaxed, untyped.claim("at_hash", "h").token()).detail(),
                is("no access token has the claim at_hash: this is another kind of token, such as an ID token"));
    }

    @Test
    void kindOfTheServer_isShownBesideThatOfAccessTokens() {
        JwtFixture keycloak = JwtFixture.with(JwtProfile.KEYCLOAK);
        assertThat(
                why(keycloak, ServerTokens.keycloak().without("typ").token()).detail(),
                startsWith("the claim typ is missing, that of access tokens \"Bearer\": "));
        assertThat(
                why(keycloak, ServerTokens.keycloak().claim("typ", "other").token())
                        .detail(),
                startsWith("the claim typ is \"other\", that of access tokens \"Bearer\": "));
    }

    @Test
    void headerThatChangesTheMeaning_isShownWithWhatAcceptsIt() {
        assertThat(detail(good.header("zip", "NONE")), is("the header has zip NONE; acceptZipNone() accepts it"));
        assertThat(detail(good.header("zip", "DEF")), is("the header has zip"));
        assertThat(detail(good.header("crit", List.of("NONE"))), is("the header has crit"));
    }

    @Test
    void time_isTheDifferenceAndTheSkew() {
        assertThat(
                detail(good.claim("exp", TokenForge.SECOND - 41)),
                startsWith("expired 41 s ago, clock skew is 30 s; the caller needs a new token, or the clocks differ"));
        assertThat(
                detail(good.claim("exp", TokenForge.SECOND - 86_400)), is("expired 24 hours ago, clock skew is 30 s"));
        assertThat(detail(good.claim("nbf", TokenForge.SECOND + 50)), startsWith("nbf is in 50 s, clock skew is 30 s"));
        assertThat(detail(good.claim("iat", TokenForge.SECOND + 500)), startsWith("iat is in 8 minutes, clock skew"));
        bench.clock.move(Duration.ofDays(30));
        assertThat(detail(good), startsWith("expired 29 days ago"));
    }

    @Test
    void expiryThatIsNoDate_isToldApart() {
        assertThat(
                detail(good.claim("exp", TokenForge.SECOND * 1000)),
                endsWith("but " + TokenForge.SECOND + "000, which may be milliseconds"));
        assertThat(detail(good.claim("exp", "" + TokenForge.SECOND)), endsWith("but a string"));
        assertThat(why(good.without("exp").withMember("\"exp\":null")).detail(), endsWith("but JSON null"));
        assertThat(detail(good.without("exp")), is("the claim exp is missing"));
    }

    @Test
    void unknownKey_isShownWithTheKnownOnes() {
        assertThat(
                detail(good.header("kid", "k9")),
                startsWith("kid \"k9\" with the algorithm \"RS256\": the key is unknown; known are \""));
        assertThat(
                detail(good.signedBy(Keys.OTHER_RSA)),
                containsString("with a signature that no key of that name made"));
    }

    @Test
    void missingClaim_isShownWithWhatAcceptsThat() {
        assertThat(
                detail(good.without("client_id")),
                is("the claim client_id is missing; acceptMissingClaims(\"client_id\"), the property"
                        + " resource-protector.accept-missing-claims=client_id, or a profile for your server"
                        + " accepts it"));
    }

    @Test
    void missingClaimThatTellsKinds_isShownWithoutWhatAcceptsThat() {
        assertThat(
                why(
                                JwtFixture.with(JwtProfile.SPRING_AUTHORIZATION_SERVER),
                                ServerTokens.spring().without("nbf").token())
                        .detail(),
                is("the claim nbf is missing, by which access tokens are told from ID tokens here: this is an ID token,"
                        + " or the profile SPRING_AUTHORIZATION_SERVER is not for its server"));
        assertThat(
                why(
                                JwtFixture.with(JwtProfile.OKTA),
                                ServerTokens.okta().without("cid").token())
                        .detail(),
                is("the claim client_id is missing, by which access tokens are told from ID tokens here: this is an ID"
                        + " token, or the profile OKTA is not for its server"));
        assertThat(
                why(
                                JwtFixture.with(JwtProfile.OKTA),
                                ServerTokens.okta().without("jti").token())
                        .detail(),
                startsWith("the claim jti is missing; acceptMissingClaims(\"jti\"), "));
    }

    /** Nothing that the server does is wrong there. */
    @Test
    void missingClaimThatWasAskedFor_isShownWithWhoAsks() {
        assertThat(
                why(
                                JwtFixture.with(JwtValidator.builder()
                                        .profile(JwtProfile.KEYCLOAK)
                                        .requireClaim("client_id")),
                                ServerTokens.keycloak().token())
                        .detail(),
                is("the claim client_id is missing, which requireClaim(\"client_id\") asks for: this is an ID token, or"
                        + " its server does not write that claim"));
    }

    @Test
    void algorithm_isShownWithTheAllowedOnes() {
        assertThat(detail(good.header("alg", "none")), startsWith("alg is \"none\", allowed are \"ES256\", "));
    }

    @Test
    void algorithmThatNobodyCanAllow_isShownWithoutAdvice() {
        JwtFixture elliptic = JwtFixture.with(JwtValidator.builder().algorithms("ES256"));

        assertThat(
                why(elliptic, good.token()).detail(),
                is("alg is \"RS256\", allowed are \"ES256\"; algorithms(\"...\") or the property"
                        + " resource-protector.algorithms allows others"));
        for (String never : List.of("none", "HS256", "RS1")) {
            assertThat(
                    why(elliptic, good.header("alg", never).token()).detail(),
                    is("alg is \"" + never + "\", allowed are \"ES256\""));
        }
    }

    /** Kinds of broken tokens, each with a detail of its own. */
    @Test
    void brokenParts_areToldApart() {
        List<String> parts = TokenForge.parts(good.token());
        String rest = "." + parts.get(1) + "." + parts.get(2);
        Map<String, String> broken = new LinkedHashMap<>();
        broken.put("opaque", "not a JWT: if such tokens are to be accepted, add an IntrospectionValidator");
        broken.put("a.b", "it has 2 parts and not 3");
        broken.put("a.b.c.d.e", "an encrypted one");
        broken.put(
                parts.get(0) + "." + parts.get(1) + "." + parts.get(2) + "=",
                "the signature is no strict base64url: it is padded");
        broken.put("a+/" + rest, "the header is no strict base64url: it is base64, and not base64url");
        broken.put("a" + rest, "the header is no strict base64url: it is cut off");
        broken.put(TokenForge.base64("{}".getBytes(UTF_8)) + rest, "no alg that is a string");
        broken.put(
                TokenForge.base64("{".getBytes(UTF_8)) + rest,
                "the header is no strict JSON object: not a JSON object");
        broken.put(good.withPayload("{\"a\":1,\"a\":2}"), "no strict JSON object: two members of the same name");
        broken.put(good.withPayload("\uFEFF{}"), "no strict JSON object: it begins with a byte order mark");
        broken.put(
                good.ofParts(good.headerJson().getBytes(UTF_8), new byte[] {'{', '"', (byte) 0xE9, '"', ':', '1', '}'}),
                "no strict JSON object: not UTF-8");
        broken.forEach((token, detail) -> {
            String found = why(token).detail();
            assertThat(found, containsString(detail));
            assertThat(found, not(containsString(parts.get(2))));
        });
    }

    @Test
    void valuesOfStrangers_areBoundedAndEscaped() {
        String detail = detail(good.claim("iss", "x\n\"" + "y".repeat(5000)));

        assertThat(detail.chars().noneMatch(Character::isISOControl), is(true));
        assertThat(detail, startsWith("iss is \"x\\u000A\\\"yyy"));
        assertThat(detail.length() < 400, is(true));
    }

    @Test
    void chain_saysWhatEachValidatorSaid() {
        TokenValidator chain =
                TokenValidator.chain(bench.validator, TokenValidator.lookup(t -> java.util.Optional.empty()));
        Rejection rejection = ((Verdict.Rejected) chain.validate(PresentedToken.bearer("opaque"))).rejection();

        assertThat(rejection.reason(), is(Rejection.Reason.UNKNOWN));
        assertThat(
                rejection.detail(),
                containsString("not a JWT: if such tokens are to be accepted, add an IntrospectionValidator"));
        assertThat(rejection.detail(), endsWith("; the look-up finds no such token"));
    }
}
