package org.resourceprotector.benchmarks.compare;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;

import java.util.List;
import org.junit.jupiter.api.Test;

class JudgeTest {

    private static final Case NO_TOKEN = Case.get("no token", Situation.NO_CREDENTIALS, "R6750-3-a", "/user");
    private static final Case EXPIRED =
            Case.bearer("expired", Situation.BAD_TOKEN, "R9068-4-h", "/user", "eyJhbGciOiJSUzI1NiJ9.e30.c2ln");
    private static final Case TOO_LITTLE =
            Case.bearer("too little", Situation.NOT_ENOUGH, "R6750-3.1-c", "/user", "eyJhbGciOiJSUzI1NiJ9.e30.c2ln");

    @Test
    void refusalAsTheRfcsWantItIsRight() {
        assertThat(wrong(NO_TOKEN, answer(401, "Bearer realm=\"api\", scope=\"profile\"", "no-store", "")), empty());
        assertThat(
                wrong(EXPIRED, answer(401, "Bearer realm=\"api\", error=\"invalid_token\"", "no-store", "")), empty());
        assertThat(
                wrong(TOO_LITTLE, answer(403, "Bearer error=\"insufficient_scope\", scope=\"a\"", "no-cache", "")),
                empty());
    }

    @Test
    void bodyOfAnotherRuntimeAndAnotherOrderOfParametersAreRight() {
        assertThat(
                wrong(EXPIRED, answer(401, "Basic realm=\"x\", bearer ERROR=invalid_token", "no-store", "{\"a\":1}")),
                empty());
    }

    @Test
    void lettingInIsWrong() {
        assertThat(wrong(EXPIRED, new Answer(200, List.of(), "x")), contains("R9068-4-h"));
        assertThat(wrong(NO_TOKEN, new Answer(204, List.of(), "")), contains("R6750-3-a"));
    }

    @Test
    void refusingAGoodTokenIsWrong() {
        Case good = Case.bearer("good", Situation.GOOD, "R6750-2.1-a", "/user", "t");
        assertThat(wrong(good, answer(401, "Bearer realm=\"api\"", "no-store", "")), contains("R6750-2.1-a"));
    }

    @Test
    void sendingTheDataWithARefusalIsWrong() {
        assertThat(
                wrong(NO_TOKEN, answer(401, "Bearer realm=\"a\"", "no-store", "{\"email\":\"alice@example.com\"}")),
                contains("R6749-7-a"));
    }

    @Test
    void noAnswerIsWrong() {
        assertThat(wrong(NO_TOKEN, Answer.NONE), contains("R6750-3-a"));
    }

    @Test
    void a401WithoutAChallengeIsWrong() {
        assertThat(wrong(NO_TOKEN, answer(401, "", "no-store", "")), contains("R9110-15.5.2-a"));
    }

    @Test
    void challengeOfAnotherSchemeOnlyIsWrong() {
        assertThat(wrong(NO_TOKEN, answer(401, "Basic realm=\"x\"", "no-store", "")), contains("R6750-3-b"));
    }

    @Test
    void challengeWithoutAParameterIsWrong() {
        assertThat(wrong(NO_TOKEN, answer(401, "Bearer", "no-store", "")), contains("R6750-3-c"));
    }

    @Test
    void errorWhereNoTokenWasSentIsWrong() {
        assertThat(
                wrong(NO_TOKEN, answer(401, "Bearer error=\"invalid_token\"", "no-store", "")),
                contains("R6750-3.1-d"));
    }

    @Test
    void noErrorWhereATokenWasSentIsWrong() {
        assertThat(wrong(EXPIRED, answer(401, "Bearer realm=\"api\"", "no-store", "")), contains("R6750-3-f"));
    }

    @Test
    void anotherStatusIsWrong() {
        assertThat(
                wrong(TOO_LITTLE, answer(401, "Bearer error=\"insufficient_scope\"", "no-store", "")),
                contains("R9110-11.4-b"));
        assertThat(wrong(NO_TOKEN, answer(403, "Bearer realm=\"api\"", "no-store", "")), contains("R9110-11.4-a"));
        assertThat(wrong(EXPIRED, answer(500, "", "no-store", "")), contains("R6750-3.1-b"));
    }

    @Test
    void a403WithoutAChallengeIsWrong() {
        assertThat(wrong(TOO_LITTLE, answer(403, "", "no-store", "")), contains("R6750-3-a"));
    }

    @Test
    void repeatedParameterIsWrong() {
        assertThat(
                wrong(NO_TOKEN, answer(401, "Bearer realm=\"a\", realm=\"b\"", "no-store", "")),
                hasItem("R9110-11.2-a"));
    }

    @Test
    void quoteInADescriptionIsWrong() {
        String challenge = "Bearer error=\"invalid_token\", error_description=\"a \\\"b\\\"\"";
        assertThat(wrong(EXPIRED, answer(401, challenge, "no-store", "")), contains("R6750-3-h"));
    }

    @Test
    void refusalThatMayBeCachedIsWrong() {
        assertThat(wrong(NO_TOKEN, answer(401, "Bearer realm=\"a\"", "max-age=60", "")), contains("R9111-3.5-b"));
    }

    @Test
    void repeatedTokenAndShownExceptionAreWrong() {
        String token = EXPIRED.secret();
        String challenge = "Bearer error=\"invalid_token\"";
        assertThat(wrong(EXPIRED, answer(401, challenge, "no-store", token)), contains("R9110-17.16-a"));
        assertThat(
                wrong(EXPIRED, answer(401, challenge, "no-store", "java.lang.NullPointerException")),
                contains("R6750-3.1-e"));
    }

    @Test
    void contentInAnswerToHeadIsWrong() {
        assertThat(
                wrong(NO_TOKEN.method("HEAD"), answer(401, "Bearer realm=\"a\"", "no-store", "x")),
                contains("R9110-9.3.2-a"));
    }

    @Test
    void blamingTheTokenForAnOutageIsWrong() {
        Case outage = Case.bearer("outage", Situation.OUTAGE, "RJOSE-7517-fetch", "/user", "t1");
        assertThat(
                wrong(outage, answer(401, "Bearer error=\"invalid_token\"", "no-store", "")),
                contains("RJOSE-7517-fetch"));
        assertThat(wrong(outage, answer(503, "", "", "")), empty());
    }

    @Test
    void twoCredentialsAreA400() {
        Case two = Case.get("two", Situation.TWO_CREDENTIALS, "R6750-2-b", "/user");
        assertThat(wrong(two, answer(400, "Bearer error=\"invalid_request\"", "no-store", "")), empty());
        assertThat(
                wrong(two, answer(401, "Bearer error=\"invalid_request\"", "no-store", "")), contains("R6750-3.1-a"));
    }

    @Test
    void refusedPreflightIsWrong() {
        Case preflight = Case.get("preflight", Situation.PREFLIGHT, "BBA-a", "/user");
        assertThat(wrong(preflight, answer(401, "Bearer realm=\"a\"", "no-store", "")), contains("BBA-a"));
        assertThat(wrong(preflight, answer(204, "", "", "")), empty());
    }

    private static List<String> wrong(Case asked, Answer answer) {
        return Judge.deviations(asked, answer).stream().map(Deviation::row).toList();
    }

    private static Answer answer(int status, String challenge, String caching, String body) {
        return Wire.parse("HTTP/1.1 " + status + " X\r\n"
                + (challenge.isEmpty() ? "" : "WWW-Authenticate: " + challenge + "\r\n")
                + (caching.isEmpty() ? "" : "Cache-Control: " + caching + "\r\n")
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }
}
