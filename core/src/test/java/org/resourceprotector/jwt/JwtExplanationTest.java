package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.jwt.JwtExplanation.Check;
import org.resourceprotector.keys.KeySet;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.token.ValidationUnavailableException;

/** What an operator is told of a token: every check, whatever came of those before it. */
class JwtExplanationTest {

    private static final List<String> ALL = List.of(
            "form",
            "iss",
            "encryption",
            "typ",
            "alg",
            "header",
            "signature",
            "use",
            "claims",
            "types of claims",
            "aud",
            "time");

    private final JwtFixture bench = JwtFixture.strict();
    private final TokenForge good = TokenForge.good();

    private JwtExplanation explained(String token) {
        return bench.validator.explain(token);
    }

    private static Check check(JwtExplanation explanation, String name) {
        return explanation.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> failed(JwtExplanation explanation) {
        return explanation.checks().stream()
                .filter(check -> !check.passed())
                .map(Check::name)
                .toList();
    }

    /** Asserts that the validator refuses a token, and which checks say so; all others were made. */
    private void failing(TokenForge token, String... names) {
        JwtExplanation explanation = explained(token.token());
        assertThat(explanation.accepted(), is(false));
        assertThat(failed(explanation), is(List.of(names)));
        assertThat(explanation.checks().stream().map(Check::name).toList(), is(ALL));
    }

    @Test
    void goodToken_passesEveryCheck() {
        JwtExplanation explanation = explained(good.token());

        assertThat(explanation.accepted(), is(true));
        assertThat(explanation.checks().stream().map(Check::name).toList(), is(ALL));
        assertThat(failed(explanation), is(empty()));
        assertThat(explanation.checks().stream().map(Check::change).toList(), everyItem(is(nullValue())));
        assertThat(explanation.checks().stream().map(Check::found).toList(), not(hasItem("see why")));
        assertThat(explanation.keys(), contains("kid \"k1\" for RS256"));
    }

    @Test
    void badToken_failsTheChecksOfWhatIsBad() {
        failing(good.claim("iss", TokenForge.ISSUER + "/"), "iss");
        failing(good.header("typ", "JWT"), "typ");
        failing(good.header("alg", "none"), "alg", "signature");
        failing(good.header("crit", List.of("exp")), "header");
        failing(good.signedBy(Keys.OTHER_RSA), "signature");
        failing(good.claim("token_use", "refresh"), "use");
        failing(good.without("client_id"), "claims");
        failing(good.claim("amr", 1), "types of claims");
        failing(good.claim("acr", 1), "types of claims");
        failing(good.claim("jti", 1), "types of claims");
        failing(good.claim("auth_time", "then"), "types of claims");
        failing(good.claim("sub", 1), "types of claims", "aud", "time");
        failing(good.claim("aud", "https://x.example.com"), "aud");
        failing(good.without("aud"), "aud");
        failing(good.claim("exp", TokenForge.SECOND - 100), "time");
        failing(good.claim("iss", "x").header("typ", "x").claim("aud", "x"), "iss", "typ", "aud");
    }

    @Test
    void claimsOfOtherKinds_areLookedForIfTheTypeDoesNotSay() {
        failing(good.header("typ", "JWT").claim("nonce", "n"), "typ", "use");
        assertThat(failed(explained(good.claim("nonce", "n").token())), is(empty()));
        JwtValidator relaxed = JwtFixture.with(JwtValidator.builder().acceptTyp("JWT")).validator;
        TokenForge untyped = good.header("typ", "JWT");
        assertThat(failed(relaxed.explain(untyped.token())), is(empty()));
        assertThat(failed(relaxed.explain(untyped.claim("nonce", "n").token())), contains("use"));
    }

    @Test
    void check_tellsWhatIsExpectedAndFound() {
        JwtExplanation explanation = explained(good.claim("aud", List.of("a", "b"))
                .claim("nbf", TokenForge.SECOND)
                .token());

        Check audience = check(explanation, "aud");
        assertThat(audience.expected(), is("one of " + TokenForge.AUDIENCE));
        assertThat(audience.found(), is("[\"a\", \"b\"]"));
        assertThat(audience.change(), startsWith("aud has \"a\", \"b\", configured: "));
        assertThat(check(explanation, "iss").expected(), is(TokenForge.ISSUER));
        assertThat(check(explanation, "iss").found(), is("\"" + TokenForge.ISSUER + "\""));
        assertThat(check(explanation, "typ").expected(), is("one of at+jwt"));
        assertThat(check(explanation, "typ").found(), is("\"at+jwt\""));
        assertThat(check(explanation, "alg").expected(), startsWith("one of ES256, "));
        assertThat(check(explanation, "alg").found(), is("\"RS256\""));
        assertThat(check(explanation, "signature").found(), is("kid \"k1\", alg \"RS256\""));
        assertThat(check(explanation, "header").found(), is("the same"));
        assertThat(check(explanation, "encryption").expected(), is("not encrypted"));
        assertThat(check(explanation, "encryption").found(), is("not encrypted"));
        assertThat(
                check(explanation, "time").expected(),
                is("now, " + TokenForge.NOW + ", within exp, nbf and iat by 30 s"));
        assertThat(
                check(explanation, "time").found(),
                is("exp 2026-11-22T12:10:00Z, nbf 2026-11-22T12:00:00Z, iat 2026-11-22T11:59:50Z"));
    }

    @Test
    void bindingOfAToken_isTold_becauseAValidatorLooksAtNoProof() {
        JwtExplanation explanation =
                explained(good.claim("cnf", Map.of("jkt", "0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I"))
                        .token());

        assertThat(explanation.accepted(), is(true));
        assertThat(check(explanation, "cnf").found(), is("bound by \"jkt\""));
        assertThat(
                check(explanation, "cnf").expected(),
                is(
                        "a proof in each call, which no validator sees: senderConstraint(...) of the ResourceProtector does"));
        failing(good.claim("cnf", "key"), "types of claims", "aud", "time");
    }

    @Test
    void whatIsNotThere_isToldApartFromWhatIsNoDate() {
        JwtExplanation explanation = explained(
                good.without("aud").withoutHeader("kid").claim("exp", "soon").token());

        assertThat(check(explanation, "aud").found(), is("nothing"));
        assertThat(check(explanation, "signature").found(), startsWith("kid not there, "));
        assertThat(check(explanation, "time").found(), startsWith("exp no date, nbf not there, "));
    }

    @Test
    void time_isThatOfTheClock() {
        bench.clock.move(Duration.ofHours(1));

        JwtExplanation explanation = explained(good.token());
        assertThat(failed(explanation), contains("time"));
        assertThat(check(explanation, "time").change(), startsWith("expired 50 minutes ago"));
    }

    @Test
    void tokenLongerThanAllowed_isNotTakenApart() {
        int more = JwtChecks.MAX_TOKEN_LENGTH - good.token().length();
        String longest = good.token() + "A".repeat(more);
        assertThat(failed(explained(longest)), not(hasItem("form")));

        JwtExplanation explanation = explained(longest + "A");
        assertThat(explanation.accepted(), is(false));
        assertThat(
                explanation.checks(),
                contains(new Check(
                        "form", false, "at most 16384 characters", "16385 characters", "no setting changes that")));
        assertThat(explanation.keys(), is(empty()));
    }

    @Test
    void whatIsNoTokenOfAnIssuer_failsByItsForm() {
        for (String token : List.of(
                "opaque", "a.b.c", "not even a header", good.without("iss").token())) {
            JwtExplanation explanation = explained(token);
            assertThat(explanation.accepted(), is(false));
            assertThat(failed(explanation), contains("form"));
            assertThat(explanation.checks().size(), is(1));
        }
        assertThat(
                check(explained(good.without("iss").token()), "form").change(),
                containsString("nothing says whose JWT it is"));
        assertThat(
                check(explained(good.claim("iss", List.of("x")).token()), "form")
                        .change(),
                is("the claim iss is missing or not a string"));
    }

    @Test
    void keysOutOfReach_areAFailedCheck() {
        bench.keys.down(true);

        JwtExplanation explanation = explained(good.token());
        assertThat(failed(explanation), contains("signature"));
        assertThat(
                check(explanation, "signature").change(),
                is("the keys are out of reach, the log says why; keys(KeySource) says where they come from"));
        assertThat(explanation.keys(), is(empty()));
    }

    @Test
    void keyThatIsPublishedMeanwhile_isAmongThoseLookedAt() {
        bench.keys.publishLater(Keys.key("k2", Keys.OTHER_RSA, "RS256"));

        JwtExplanation explanation =
                explained(good.header("kid", "k2").signedBy(Keys.OTHER_RSA).token());
        assertThat(explanation.accepted(), is(true));
        assertThat(explanation.keys(), contains("kid \"k2\" for RS256"));
        assertThat(explained(good.token()).keys(), contains("kid \"k2\" for RS256"));
    }

    /** Out of reach when they are asked for first, and then no more. */
    private static final class LateKeys implements KeySource {

        private final KeySet set = new KeySet(List.of(Keys.key("k1", Keys.RSA, "RS256")));
        private boolean asked;

        @Override
        public KeySet keys() {
            if (!asked) {
                asked = true;
                throw new ValidationUnavailableException("not yet");
            }
            return set;
        }

        @Override
        public KeySet refreshFor(String keyId) {
            return set;
        }
    }

    @Test
    void refusalThatNoCheckShows_isACheckOfItsOwn() {
        JwtValidator validator = JwtValidator.builder()
                .issuer(TokenForge.ISSUER)
                .audience(TokenForge.AUDIENCE)
                .keys(new LateKeys())
                .clock(new MovedClock())
                .build();

        JwtExplanation explanation = validator.explain(good.token());
        assertThat(explanation.accepted(), is(false));
        assertThat(failed(explanation), contains("all together"));
        assertThat(check(explanation, "all together").change(), is("it cannot be found out, which is a 503: not yet"));
    }

    @Test
    void nothingOfTheToken_isShownThatCouldBeUsed() {
        for (TokenForge token : List.of(good, good.claim("exp", 1), good.header("alg", "none"))) {
            String text = explained(token.token()).toString();
            for (String part : TokenForge.parts(token.token())) {
                assertThat(text, not(containsString(part)));
            }
            assertThat(text, not(containsString("user-1")));
            assertThat(text, not(containsString("id-1")));
        }
    }

    @Test
    void text_hasALineForEachThing() {
        List<Check> checks =
                new ArrayList<>(List.of(new Check("a", true, "b", "c", null), new Check("d", false, "e", "f", "g")));
        List<String> keys = new ArrayList<>(List.of("k1", "k2"));
        JwtExplanation explanation = new JwtExplanation(false, checks, keys);
        checks.clear();
        keys.clear();

        assertThat(
                explanation.toString(),
                is("The token is not accepted."
                        + "\npassed  a\n          expected: b\n          found:    c"
                        + "\nFAILED  d\n          expected: e\n          found:    f\n          why:      g"
                        + "\nkeys that were looked at: k1; k2\n"));
        assertThat(new JwtExplanation(true, List.of(), List.of()).toString(), is("The token is accepted.\n"));
    }

    @Test
    void nothing_cannotBeExplained() {
        assertThrows(NullPointerException.class, () -> bench.validator.explain(null));
        assertThrows(NullPointerException.class, () -> new Check(null, true, "", "", null));
        assertThrows(NullPointerException.class, () -> new Check("", true, null, "", null));
        assertThrows(NullPointerException.class, () -> new Check("", true, "", null, null));
        assertThrows(NullPointerException.class, () -> new JwtExplanation(true, null, List.of()));
    }
}
