package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.testkit.Challenge;
import org.resourceprotector.testkit.Challenges;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/** A protector with settings of its own, a chain of validators, and one among them that says nasty things. */
class SettingsTest {

    private static final String REALM = "a \"b\" \\c";
    private static final Tokens FIRST = new Tokens();
    private static final Tokens SECOND = new Tokens();

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(
            Endpoints.Root.class,
            ResourceProtector.builder()
                    .realm(REALM)
                    .errorUri("https://example.com/errors?a=b&c")
                    .validator(SettingsTest::nasty)
                    .validator(new FaultyValidator(FIRST.validator()))
                    .validator(SECOND.validator())
                    .build());

    static {
        SECOND.scoped(Secrets.token("second"), "profile");
    }

    private static Verdict nasty(PresentedToken token) {
        String text = "bad \"kid\" \\ \u00e9\r\nX-Evil: 1 " + Secrets.EXCEPTION;
        for (Reason reason : Reason.values()) {
            if (token.value().equals(Secrets.token(reason.name()))) {
                return Verdict.rejected(new Rejection(reason, text, Set.of("a\"b\\c\r\nX-Evil: 2 \u00e9")));
            }
        }
        return Verdict.notMine();
    }

    private static Challenge challenge(Answer answer) {
        return Challenges.parse(answer.challenge()).get(0);
    }

    @Test
    @DisplayName("A57 A60 R9110-5.6.4-a R9110-11.5-a the realm is escaped, and reads back as it was set")
    void theRealmIsEscapedAndReadsBackAsItWasSet() {
        Answer answer = SERVER.get("/profile").sendRaw();
        assertThat(answer.challenge(), is("Bearer realm=\"a \\\"b\\\" \\\\c\", scope=\"profile\""));
        assertThat(challenge(answer).param("realm"), is(REALM));
    }

    @Test
    @DisplayName("A58 R6750-3-g R6750-3-j the error page is named where there is an error, and only there")
    void theErrorPageIsNamedWhereThereIsAnError() {
        Answer answer = SERVER.get("/profile").bearer(Tokens.UNKNOWN).sendRaw();
        assertThat(challenge(answer).param("error_uri"), is("https://example.com/errors?a=b&c"));
        assertThat(answer.body(), containsString("\"error_uri\":\"https://example.com/errors?a=b&c\""));
        assertThat(challenge(SERVER.get("/profile").sendRaw()).param("error_uri"), is(nullValue()));
    }

    @ParameterizedTest
    @CsvSource({
        "MISSING, 401",
        "MALFORMED_REQUEST, 400",
        "INSECURE_TRANSPORT, 400",
        "UNKNOWN, 401",
        "EXPIRED, 401",
        "MALFORMED_TOKEN, 401",
        "WRONG_ALGORITHM, 401",
        "UNKNOWN_KEY, 401",
        "BAD_SIGNATURE, 401",
        "WRONG_ISSUER, 401",
        "WRONG_AUDIENCE, 401",
        "WRONG_TYPE, 401",
        "INVALID_CLAIM, 401",
        "UNPROVEN_BINDING, 401",
        "INSUFFICIENT_SCOPE, 403",
        "INSUFFICIENT_ROLES, 403",
        "UNAVAILABLE, 503",
        "FAILED, 500"
    })
    @DisplayName(
            "A65 R6750-3-h R6749-5.2-a R9110-5.5-a P12 nothing that a validator says gets out, or breaks the header")
    void nothingThatValidatorSaysGetsOutOrBreaksTheHeader(String reason, int status) {
        int ran = Ran.times("profile");
        Answer answer = SERVER.get("/profile").bearer(Secrets.token(reason)).sendRaw();
        assertThat(answer.status(), is(status));
        assertThat(answer.header("X-Evil"), is(""));
        assertThat(answer.holds("kid"), is(false));
        assertThat(answer.challenge().chars().allMatch(c -> c >= ' ' && c <= '~'), is(true));
        if (status < 500) {
            assertThat(challenge(answer).param("realm"), is(REALM));
        }
        assertThat(Ran.times("profile"), is(ran));
    }

    @Test
    @DisplayName("A61 the first validator that knows a token decides, nobody's token is refused")
    void theFirstValidatorThatKnowsTokenDecides() {
        int asked = SECOND.store.lookUps();
        assertThat(SERVER.get("/profile").bearer(Tokens.PROFILE).send().status(), is(200));
        assertThat(SERVER.get("/profile").bearer(Tokens.EXPIRED).send().status(), is(401));
        assertThat(SECOND.store.lookUps(), is(asked));
        assertThat(SERVER.get("/profile").bearer(Secrets.token("second")).send().status(), is(200));
        assertThat(SERVER.get("/profile").bearer(Tokens.UNKNOWN).send().status(), is(401));
    }

    @Test
    void validatorThatBreaksIsNotSkipped() {
        SECOND.scoped(FaultyValidator.DOWN, "profile").scoped(FaultyValidator.THROWS, "profile");
        assertThat(SERVER.get("/profile").bearer(FaultyValidator.DOWN).send().status(), is(503));
        assertThat(SERVER.get("/profile").bearer(FaultyValidator.THROWS).send().status(), is(500));
    }

    @Test
    void theWaitAfterAnOutageThatTellsNoneIsFiveSeconds() {
        assertThat(SERVER.get("/profile").bearer(FaultyValidator.DOWN).send().header("Retry-After"), is("5"));
    }
}
