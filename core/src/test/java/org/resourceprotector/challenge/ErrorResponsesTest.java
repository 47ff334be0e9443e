package org.resourceprotector.challenge;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Kind;
import org.resourceprotector.token.Rejection.Reason;

/** The table of refusals, row by row and as whole strings: what is here is what callers see. */
class ErrorResponsesTest {

    private static final Duration WAIT = Duration.ofSeconds(5);

    private final ErrorResponses refusals = new ErrorResponses("api", (URI) null, WAIT);

    /** The answer as it goes out: status, challenge, Retry-After, body. */
    private static List<@Nullable Object> answer(ErrorResponse refusal) {
        List<@Nullable Object> answer = new ArrayList<>();
        answer.add(refusal.status());
        answer.add(refusal.challenge());
        answer.add(refusal.retryAfter());
        answer.add(new String(refusal.body(), StandardCharsets.UTF_8));
        return answer;
    }

    private static List<@Nullable Object> answer(
            int status, @Nullable String challenge, @Nullable String retryAfter, String body) {
        List<@Nullable Object> answer = new ArrayList<>();
        answer.add(status);
        answer.add(challenge);
        answer.add(retryAfter);
        answer.add(body);
        return answer;
    }

    private static Rejection needing(Reason reason, String... scopes) {
        return new Rejection(reason, "a detail that is nobody's business", new LinkedHashSet<>(List.of(scopes)));
    }

    @Test
    @DisplayName("A1 R6750-3.1-d no token: 401, and how to come in, and no error")
    void noToken() {
        assertThat(
                answer(refusals.of(Rejection.of(Reason.MISSING))),
                is(answer(401, "Bearer realm=\"api\"", null, "{\"title\":\"Unauthorized\",\"status\":401}")));
        assertThat(
                answer(refusals.of(needing(Reason.MISSING, "profile", "email"))),
                is(answer(
                        401,
                        "Bearer realm=\"api\", scope=\"profile email\"",
                        null,
                        "{\"title\":\"Unauthorized\",\"status\":401,\"scope\":\"profile email\"}")));
    }

    @Test
    @DisplayName("R6750-3.1-a malformed or sent over an insecure connection: 400, invalid_request")
    void badRequest() {
        for (Reason reason : List.of(Reason.MALFORMED_REQUEST, Reason.INSECURE_TRANSPORT)) {
            assertThat(
                    answer(refusals.of(needing(reason, "profile"))),
                    is(
                            answer(
                                    400,
                                    "Bearer realm=\"api\", error=\"invalid_request\", error_description=\"The request needs exactly"
                                            + " one well-formed access token, sent in a secure way\"",
                                    null,
                                    "{\"title\":\"Bad Request\",\"status\":400,\"error\":\"invalid_request\",\"error_description\":"
                                            + "\"The request needs exactly one well-formed access token, sent in a secure way\"}")));
        }
    }

    @Test
    @DisplayName(
            "R6750-3.1-b R6750-3.1-e whatever is wrong with a token: 401, invalid_token, and always the same words")
    void badToken() {
        EnumSet<Reason> reasons = EnumSet.allOf(Reason.class);
        reasons.removeIf(reason -> reason.kind() != Kind.INVALID_TOKEN);
        assertThat(reasons, hasSize(14));
        for (Reason reason : reasons) {
            assertThat(
                    reason.name(),
                    answer(refusals.of(needing(reason, "profile"))),
                    is(answer(
                            401,
                            "Bearer realm=\"api\", error=\"invalid_token\", error_description=\"The access token is not"
                                    + " valid here, or not valid any more\"",
                            null,
                            "{\"title\":\"Unauthorized\",\"status\":401,\"error\":\"invalid_token\",\"error_description\":"
                                    + "\"The access token is not valid here, or not valid any more\"}")));
        }
    }

    @Test
    @DisplayName("R6750-3.1-c not enough: 403, insufficient_scope, and the scopes where scopes were the matter")
    void notEnough() {
        assertThat(
                answer(refusals.of(needing(Reason.INSUFFICIENT_SCOPE, "things:write"))),
                is(answer(
                        403,
                        "Bearer realm=\"api\", scope=\"things:write\", error=\"insufficient_scope\", error_description=\"The"
                                + " access token does not allow this request\"",
                        null,
                        "{\"title\":\"Forbidden\",\"status\":403,\"error\":\"insufficient_scope\",\"error_description\":"
                                + "\"The access token does not allow this request\",\"scope\":\"things:write\"}")));
        for (Reason reason :
                List.of(Reason.INSUFFICIENT_ROLES, Reason.INSUFFICIENT_GROUPS, Reason.INSUFFICIENT_ENTITLEMENTS)) {
            assertThat(
                    answer(refusals.of(Rejection.of(reason))),
                    is(answer(
                            403,
                            "Bearer realm=\"api\", error=\"insufficient_scope\", error_description=\"The access token does"
                                    + " not allow this request\"",
                            null,
                            "{\"title\":\"Forbidden\",\"status\":403,\"error\":\"insufficient_scope\",\"error_description\":"
                                    + "\"The access token does not allow this request\"}")));
        }
    }

    @Test
    @DisplayName("MCP-scope-f offline_access is no scope to come to a resource with, and not asked for")
    void offlineAccess_isNotAskedFor() {
        assertThat(
                refusals.of(needing(Reason.MISSING, "offline_access", "a")).challenge(),
                is("Bearer realm=\"api\", scope=\"a\""));
        assertThat(refusals.of(needing(Reason.MISSING, "offline_access")).challenge(), is("Bearer realm=\"api\""));
    }

    private static Rejection needing(Reason reason, Map<String, Object> detail) {
        return new Rejection(reason, "", Set.of(), null, null, List.of(detail));
    }

    @Test
    @DisplayName("R9396-des-a needed details are in the body and nowhere else, with all that is not plain escaped")
    void neededDetails_areInTheBodyOfA403() {
        String challenge = refusals.of(Rejection.of(Reason.NOT_PERMITTED)).challenge();
        Map<String, Object> detail = Map.of(
                "type",
                "a\"b\\c ~\r\n</script>&\u00e9\u2028\ud83d\ude00",
                "limits",
                List.of(1, 2.5, List.of(), Map.of("x\"", true)));
        for (Reason reason : List.of(Reason.NOT_PERMITTED, Reason.INSUFFICIENT_DETAILS)) {
            ErrorResponse response = refusals.of(needing(reason, detail));
            assertThat(
                    answer(response),
                    is(answer(
                            403,
                            challenge,
                            null,
                            "{\"title\":\"Forbidden\",\"status\":403,\"error\":\"insufficient_scope\","
                                    + "\"error_description\":\"The access token does not allow this request\","
                                    + "\"authorization_details\":[{\"limits\":[1,2.5,[],{\"x\\\"\":true}],"
                                    + "\"type\":\"a\\\"b\\\\c ~\\u000d\\u000a\\u003c/script\\u003e\\u0026\\u00e9\\u2028"
                                    + "\\ud83d\\ude00\"}]}")));
        }
        assertThat(refusals.kept(), is(0));
        for (Reason other : List.of(Reason.MISSING, Reason.EXPIRED, Reason.FAILED, Reason.UNAVAILABLE)) {
            assertThat(answer(refusals.of(needing(other, detail))), is(answer(refusals.of(Rejection.of(other)))));
        }
    }

    @Test
    @DisplayName("A86 A130 cannot find out: 503, when to come back, and no challenge")
    void unavailable() {
        assertThat(
                answer(refusals.of(Rejection.of(Reason.UNAVAILABLE))),
                is(answer(503, null, "5", "{\"title\":\"Service Unavailable\",\"status\":503}")));
        assertThat(
                answer(refusals.of(Rejection.of(Reason.UNAVAILABLE), Duration.ofSeconds(90))),
                is(answer(503, null, "90", "{\"title\":\"Service Unavailable\",\"status\":503}")));
    }

    @Test
    void failed() {
        assertThat(
                answer(refusals.of(Rejection.of(Reason.FAILED))),
                is(answer(500, null, null, "{\"title\":\"Internal Server Error\",\"status\":500}")));
    }

    @Test
    void theWaitIsInWholeSecondsRoundedUpAndNeverNone() {
        Map<Duration, String> waits = Map.of(
                Duration.ZERO,
                "1",
                Duration.ofSeconds(-3),
                "1",
                Duration.ofMillis(1),
                "1",
                Duration.ofMillis(1000),
                "1",
                Duration.ofMillis(1001),
                "2",
                Duration.ofSeconds(Long.MAX_VALUE, 999_999_999),
                Long.toString(Long.MAX_VALUE));
        waits.forEach((wait, expected) ->
                assertThat(refusals.of(Rejection.of(Reason.UNAVAILABLE), wait).retryAfter(), is(expected)));
    }

    @Test
    @DisplayName("R6750-3-g error_uri goes out where there is an error, last, and only there")
    void errorUri() {
        ErrorResponses explained = new ErrorResponses("api", URI.create("https://example.com/\u00e9rrors?a=b"), WAIT);
        String bad = explained.of(Rejection.of(Reason.EXPIRED)).challenge();
        assertThat(
                bad,
                is(
                        "Bearer realm=\"api\", error=\"invalid_token\", error_description=\"The access token is not valid here, or"
                                + " not valid any more\", error_uri=\"https://example.com/%C3%A9rrors?a=b\""));
        assertThat(explained.of(Rejection.of(Reason.MISSING)).challenge(), is("Bearer realm=\"api\""));
        assertThat(explained.of(Rejection.of(Reason.UNAVAILABLE)).challenge(), is(nullValue()));
    }

    @Test
    @DisplayName("R9110-11.5-a R9110-5.6.4-a a realm may hold quotes and backslashes")
    void aRealmIsEscaped() {
        String challenge = new ErrorResponses("~a \"b\" \\c", (URI) null, WAIT)
                .of(Rejection.of(Reason.MISSING))
                .challenge();
        assertThat(challenge, is("Bearer realm=\"~a \\\"b\\\" \\\\c\""));
        assertThat(ParsedChallenge.parse(challenge).get(0).parameters().get("realm"), is("~a \"b\" \\c"));
    }

    @Test
    @DisplayName("R9110-5.5-a a realm that no header can hold is refused at configuration")
    void aRealmIsPrintable() {
        for (String realm : List.of("a\r\nX: y", "a\nb", "a\0b", "\t", "\u00e9", "\u007f", "\u2028")) {
            assertThat(
                    assertThrows(IllegalArgumentException.class, () -> new ErrorResponses(realm, (URI) null, WAIT))
                            .getMessage(),
                    is("a realm is printable ASCII, because it is sent in a header"));
        }
    }

    private static final Pattern DESCRIPTION = Pattern.compile("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]*");
    private static final Pattern SCOPE =
            Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]+( [\\x21\\x23-\\x5B\\x5D-\\x7E]+)*");

    @Test
    @DisplayName("R6750-3-b R6750-3-c R6750-3-h R6750-3-i R6749-5.2-a every answer keeps to the characters of RFC 6750")
    void everyAnswerKeepsToTheGrammar() throws ParseException {
        Random random = new Random(20260103);
        List<Reason> reasons = List.of(Reason.values());
        ErrorResponses explained = new ErrorResponses("r", URI.create("https://example.com/e"), WAIT);
        for (int i = 0; i < 20_000; i++) {
            Reason reason = reasons.get(random.nextInt(reasons.size()));
            Set<String> scopes = new LinkedHashSet<>();
            for (int j = random.nextInt(4); j > 0; j--) {
                scopes.add(hostile(random));
            }
            ErrorResponse refusal = explained.of(new Rejection(reason, hostile(random), scopes));
            Map<String, Object> body = JSONObjectUtils.parse(new String(refusal.body(), StandardCharsets.UTF_8));
            assertThat(((Number) body.get("status")).intValue(), is(refusal.status()));
            if (refusal.challenge() != null) {
                keepsToTheGrammar(refusal.challenge(), body);
            }
        }
    }

    private static void keepsToTheGrammar(String line, Map<String, Object> body) {
        List<ParsedChallenge> challenges = ParsedChallenge.parse(line);
        assertThat(challenges, hasSize(1));
        assertThat(challenges.get(0).scheme(), is("Bearer"));
        Map<String, String> parameters = challenges.get(0).parameters();
        assertThat(parameters.get("realm"), is("r"));
        for (String name : List.of("error", "error_description", "error_uri", "scope")) {
            assertThat(name, body.get(name), is(parameters.get(name)));
            Pattern allowed = name.equals("scope") ? SCOPE : DESCRIPTION;
            String value = parameters.get(name);
            assertThat(line, value == null || allowed.matcher(value).matches(), is(true));
        }
    }

    private static String hostile(Random random) {
        String alphabet = "abc:/\"\\ \r\n\t\0\u00e9\u007f,;=";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    @Test
    void theBodyIsACopy() {
        ErrorResponse refusal = refusals.of(Rejection.of(Reason.MISSING));
        refusal.body()[0] = 'x';
        assertThat((char) refusals.of(Rejection.of(Reason.MISSING)).body()[0], is('{'));
    }

    @Test
    void aRejectionCopiesItsScopes() {
        Set<String> scopes = new LinkedHashSet<>(List.of("b", "a"));
        Rejection rejection = new Rejection(Reason.INSUFFICIENT_SCOPE, "", scopes);
        scopes.clear();
        assertThat(List.copyOf(rejection.neededScopes()), is(List.of("b", "a")));
        assertThrows(
                UnsupportedOperationException.class,
                () -> rejection.neededScopes().clear());
        assertThat(refusals.of(rejection).challenge(), containsString(", scope=\"b a\", "));
    }

    @Test
    void answerToTheSameRejectionIsWrittenOnce() {
        ErrorResponse first = refusals.of(needing(Reason.MISSING, "profile"));
        assertThat(refusals.of(needing(Reason.MISSING, "profile")), is(sameInstance(first)));
        assertThat(refusals.of(needing(Reason.MISSING, "email")), is(not(sameInstance(first))));
        assertThat(refusals.of(needing(Reason.INSUFFICIENT_SCOPE, "profile")), is(not(sameInstance(first))));
    }

    @Test
    void answersThatAreKeptAreBounded() {
        for (int i = 0; i < 3_000; i++) {
            refusals.of(needing(Reason.INSUFFICIENT_SCOPE, "scope-" + i));
        }
        assertThat(refusals.kept(), is(1_000));
        assertThat(
                answer(refusals.of(needing(Reason.INSUFFICIENT_SCOPE, "scope-2999"))),
                is(answer(new ErrorResponses("api", (URI) null, WAIT)
                        .of(needing(Reason.INSUFFICIENT_SCOPE, "scope-2999")))));
    }
}
