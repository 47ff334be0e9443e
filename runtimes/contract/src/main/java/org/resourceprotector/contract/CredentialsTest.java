package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;
import static org.hamcrest.Matchers.startsWith;

import java.io.UncheckedIOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;

/** What a caller may put into a request in place of one well-formed token, and what it gets for it. */
class CredentialsTest {

    private static final Tokens TOKENS = new Tokens();
    private static final FaultyValidator VALIDATOR = new FaultyValidator(TOKENS.validator());

    @RegisterExtension
    static final Deployed SERVER = Deployed.application(Endpoints.Root.class, ResourceProtector.with(VALIDATOR));

    private static final String NO_INFO = "Bearer realm=\"api\"";
    private static final String INVALID_REQUEST = "Bearer realm=\"api\", error=\"invalid_request\"";

    static {
        TOKENS.scoped(Secrets.token("a-._~+/z0=="), "");
    }

    private static Call authorization(String value) {
        return SERVER.get("/any").header("Authorization", value);
    }

    private static Answer closed(Call call) {
        int ran = Ran.times("any");
        int asked = VALIDATOR.asked();
        Answer answer = call.sendRaw();
        assertThat("the method ran", Ran.times("any"), is(ran));
        assertThat("the validator was asked", VALIDATOR.asked(), is(asked));
        return answer;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Basic dXNlcjpwdw==",
                "invalid token",
                "DPoP s3cr3t-plain",
                "Bearerx s3cr3t-plain",
                "Bear s3cr3t-plain",
                "Basic",
                "Negotiate",
                "s3cr3t-plain"
            })
    @DisplayName("A1 A2 A4 R6750-2.1-e R6750-3.1-d what is no bearer credential is a 401 without error information")
    void whatIsNoBearerCredentialIsAnsweredWithoutErrorInformation(String value) {
        Answer answer = closed(authorization(value));
        assertThat(answer.status(), is(401));
        assertThat(answer.challenge(), is(NO_INFO));
    }

    @Test
    @DisplayName("A1 R6750-3-a R9110-15.5.2-a no Authorization header at all")
    void noHeaderAtAllIsAnsweredWithoutErrorInformation() {
        Answer answer = closed(SERVER.get("/any"));
        assertThat(answer.status(), is(401));
        assertThat(answer.challenge(), is(NO_INFO));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "bearer",
                "Bearer ",
                "Bearer    ",
                "Bearer s3cr3t-plain extra",
                "Bearer s3cr3t-plain s3cr3t-plain",
                "Bearer Bearer s3cr3t-plain",
                "Bearer s3cr3t-plain,",
                "Bearer s3cr3t-plain, Bearer s3cr3t-plain",
                "Bearer, s3cr3t-plain",
                "Bearer \"s3cr3t-plain\"",
                "Bearer s3cr3t=plain",
                "Bearer =",
                "Bearer s3cr3t%20plain",
                "Bearer {s3cr3t}",
                "Bearer s3cr3t-plain;a=b",
                "Bearer realm=\"s3cr3t\""
            })
    @DisplayName(
            "A5 A10 A18 R6750-2.1-b R6750-2.1-c R6750-2.1-d R6750-3.1-a MCP-400-a MCP-val-a what is not one token is a 400")
    void whatIsNotOneTokenIsMalformed(String value) {
        Answer answer = closed(authorization(value));
        assertThat(answer.status(), is(400));
        assertThat(answer.challenge(), startsWith(INVALID_REQUEST));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cr3t-pl\u00e4in", "Bearer \u00ff\u00fe", "Bearer s3cr3t-plain\u00a0"})
    @DisplayName(
            "A5 A18 R6750-2.1-b R6750-3.1-a octets beyond ASCII are a 400, also of a server that takes them nowhere")
    void octetsBeyondAsciiAreMalformed(String value) {
        Answer answer = closed(authorization(value));
        assertThat(answer.status(), is(400));
        if (SERVER.get("/open").header("X-Any", value).sendRaw().status() != 400) {
            assertThat(answer.challenge(), startsWith(INVALID_REQUEST));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cr3t\u0001-plain", "Bearer s3cr3t\u0000plain", "Bearer s3cr3t-plain\u007f"})
    void controlCharacterIsClosed(String value) {
        closedOrNotEvenAnswered(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer s3cr3t-plain\u0001", "Bearer s3cr3t-plain\u0000", "Bearer s3cr3t-plain\u001f"})
    void controlCharacterAtTheEndIsClosed(String value) {
        closedOrNotEvenAnswered(value);
    }

    private static void closedOrNotEvenAnswered(String value) {
        try {
            assertThat(closed(authorization(value)).status(), is(400));
        } catch (AssertionError | UncheckedIOException hungUp) {
            assertThat(hungUp.toString(), containsString("no HTTP answer"));
        }
    }

    @Test
    @DisplayName("R6750-2.1-b a tab is no blank, except where the engine makes it one")
    void tabIsNoBlankExceptWhereTheEngineMakesItOne() {
        int ran = Ran.times("any");
        Answer answer = authorization("Bearer\t" + Tokens.UNKNOWN).sendRaw();
        assertThat(answer.status(), is(oneOf(400, 401)));
        assertThat(Ran.times("any"), is(ran));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer s3cr3t-plain",
                "bearer s3cr3t-plain",
                "BEARER s3cr3t-plain",
                "bEaReR s3cr3t-plain",
                "Bearer  s3cr3t-plain",
                "Bearer     s3cr3t-plain",
                " Bearer s3cr3t-plain",
                "Bearer s3cr3t-plain ",
                "   Bearer   s3cr3t-plain   ",
                "Bearer s3cr3t-a-._~+/z0=="
            })
    @DisplayName("A6 A8 A9 R6750-2.1-a R9110-11.1-a R21-5.1.1-a one token comes in, however the scheme is spelled")
    void oneTokenComesInHoweverTheSchemeIsSpelled(String value) {
        Answer answer = authorization(value).sendRaw();
        assertThat(answer.toString(), answer.status(), is(200));
        assertThat(answer.body(), is("ran any for alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc==", "Bearer abc=", "Bearer 0", "Bearer ----"})
    @DisplayName("R6750-2.1-c what is made like a token reaches the validator")
    void whatIsMadeLikeTokenReachesTheValidator(String value) {
        int asked = VALIDATOR.asked();
        Answer answer = authorization(value).sendRaw();
        assertThat(answer.status(), is(401));
        assertThat(answer.challenge(), containsString("error=\"invalid_token\""));
        assertThat(VALIDATOR.asked(), is(asked + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer s3cr3t-plain|Bearer s3cr3t-plain",
                "Bearer s3cr3t-plain|Bearer s3cr3t-unknown",
                "Bearer s3cr3t-unknown|Bearer s3cr3t-plain",
                "Basic dXNlcjpwdw==|Bearer s3cr3t-plain",
                "Bearer s3cr3t-plain|Basic dXNlcjpwdw==",
                "Bearer s3cr3t-plain|Bearer"
            })
    @DisplayName("A12 R6750-2-b R9110-5.3-a two Authorization lines are malformed, even where they are equal")
    void twoAuthorizationLinesAreMalformed(String values) {
        String[] lines = values.split("\\|", -1);
        Answer answer = closed(authorization(lines[0]).header("authorization", lines[1]));
        assertThat(answer.status(), is(400));
        assertThat(answer.challenge(), startsWith(INVALID_REQUEST));
    }

    @Test
    void headerOfHundredKilobytesIsRefusedByTheEngineOrByUs() {
        int asked = VALIDATOR.asked();
        int ran = Ran.times("any");
        try {
            Answer answer = authorization("Bearer " + "s3cr3t".repeat(17_000)).sendRaw();
            assertThat(answer.status(), is(oneOf(400, 413, 431)));
        } catch (AssertionError | UncheckedIOException hungUp) {
            assertThat(hungUp.toString(), containsString("HTTP"));
        }
        assertThat(VALIDATOR.asked(), is(asked));
        assertThat(Ran.times("any"), is(ran));
        assertThat(authorization("Bearer " + Tokens.PLAIN).send().status(), is(200));
    }

    @Test
    @DisplayName("A13 R6750-2.3-a R21-5.1-a R9700-4.3.2-a MCP-query-a a token in the query is not read")
    void tokenInTheQueryIsNotRead() {
        Answer answer = closed(SERVER.get("/any?access_token=s3cr3t-plain"));
        assertThat(answer.status(), is(401));
        assertThat(answer.challenge(), is(NO_INFO));
        Call withHeader = SERVER.get("/any?access_token=s3cr3t-unknown").bearer(Tokens.PLAIN);
        assertThat(withHeader.send().status(), is(200));
    }

    @Test
    @DisplayName("A14 R6750-2.2-a a token in a form is not read, and the form reaches the method whole")
    void tokenInFormIsNotRead() {
        int asked = VALIDATOR.asked();
        Answer without = SERVER.call("POST", "/form")
                .body("application/x-www-form-urlencoded", "access_token=s3cr3t-plain&name=x")
                .send();
        assertThat(without.status(), is(401));
        assertThat(without.challenge(), is(NO_INFO));
        assertThat(VALIDATOR.asked(), is(asked));
        Answer with = SERVER.call("POST", "/form")
                .bearer(Tokens.PLAIN)
                .body("application/x-www-form-urlencoded", "access_token=s3cr3t-unknown&name=x")
                .send();
        assertThat(with.body(), is("ran form x true"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cookie: access_token=s3cr3t-plain",
                "Proxy-Authorization: Bearer s3cr3t-plain",
                "X-Authorization: Bearer s3cr3t-plain",
                "X-Access-Token: s3cr3t-plain"
            })
    @DisplayName("R6750-5.3-b a token in a cookie or another header is not read")
    void tokenInAnotherHeaderIsNotRead(String line) {
        String[] header = line.split(": ", -1);
        Answer answer = closed(SERVER.get("/any").header(header[0], header[1]));
        assertThat(answer.status(), is(401));
        assertThat(answer.challenge(), is(NO_INFO));
    }

    @Test
    @DisplayName("A77 where nothing is protected, nothing is parsed")
    void whereNothingIsProtectedNothingIsParsed() {
        int asked = VALIDATOR.asked();
        Answer answer =
                SERVER.get("/open").header("Authorization", "Bearer a b").sendRaw();
        assertThat(answer.body(), is("ran open for nobody"));
        assertThat(SERVER.get("/open").bearer(Tokens.PLAIN).send().body(), is("ran open for nobody"));
        assertThat(VALIDATOR.asked(), is(asked));
    }
}
