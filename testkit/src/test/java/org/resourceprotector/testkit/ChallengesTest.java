package org.resourceprotector.testkit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengesTest {

    @Test
    void readsTheChallengeOfRfc6750() {
        Challenge challenge = only("Bearer realm=\"example\", error=\"invalid_token\","
                + " error_description=\"The access token expired\"");

        assertThat(challenge.scheme(), is("Bearer"));
        assertThat(challenge.token68(), is(nullValue()));
        assertThat(challenge.params().keySet(), contains("realm", "error", "error_description"));
        assertThat(challenge.param("error_description"), is("The access token expired"));
        assertThat(challenge.param("scope"), is(nullValue()));
    }

    @Test
    @DisplayName("R9110-11.6.1-b several challenges on one line, as in RFC 9110, section 11.6.1")
    void readsSeveralChallengesOfOneLine() {
        List<Challenge> challenges = Challenges.parse("Basic realm=\"simple\", Newauth realm=\"apps\", type=1,"
                + " title=\"Login to \\\"apps\\\"\" ,\tNegotiate, Negotiate oYG2MIGz==, DPoP algs=\"ES256 PS256\"");

        assertThat(
                challenges.stream().map(Challenge::scheme).toList(),
                contains("Basic", "Newauth", "Negotiate", "Negotiate", "DPoP"));
        assertThat(challenges.get(1).params(), is(Map.of("realm", "apps", "type", "1", "title", "Login to \"apps\"")));
        assertThat(challenges.get(2), is(new Challenge("Negotiate", null, Map.of())));
        assertThat(challenges.get(3), is(new Challenge("Negotiate", "oYG2MIGz==", Map.of())));
    }

    @Test
    void readsAllLinesOfAResponse() {
        assertThat(
                Challenges.parse(List.of("Bearer realm=\"a\"", "Basic realm=\"b\"")).stream()
                        .map(Challenge::scheme)
                        .toList(),
                contains("Bearer", "Basic"));
        assertThat(Challenges.parse(List.of()), is(empty()));
    }

    @Test
    @DisplayName("R9110-5.6.4-a quote and backslash come back from their escapes")
    void unescapesQuotedStrings() {
        assertThat(only("Bearer realm=\"a \\\"b\\\" \\\\c, d=e\"").param("realm"), is("a \"b\" \\c, d=e"));
        assertThat(only("Bearer realm=\"\"").param("realm"), is(""));
    }

    @Test
    @DisplayName("R9110-11.2-a parameter names have no case")
    void parameterNamesAreLowered() {
        assertThat(
                only("Bearer REALM=\"x\", Error=invalid_token").params(),
                is(Map.of("realm", "x", "error", "invalid_token")));
    }

    @Test
    void whiteSpaceAroundTheEqualsSignIsPassedOver() {
        assertThat(only("Bearer  realm = \"x\"\t,error\t=\tb").params(), is(Map.of("realm", "x", "error", "b")));
    }

    @Test
    void whatFollows_tellsParameterFromToken68() {
        assertThat(only("Bearer realm=").token68(), is("realm="));
        assertThat(only("Bearer a=b").param("a"), is("b"));
        assertThat(only("Bearer a==").token68(), is("a=="));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " Bearer realm=\"x\"",
                "Bearer realm=\"x\" ",
                "Bearer realm=\"x\",",
                ",Bearer realm=\"x\"",
                "Bearer realm=\"x\",,error=\"b\"",
                "Bearer realm=\"x\", ,error=\"b\"",
                "Bearer realm=\"x\" error=\"b\"",
                "Bearer realm=\"x",
                "Bearer realm=\"x\\\"",
                "Bearer realm=\"x\\",
                "Bearer realm=x",
                "Bearer error=\"a\", =\"b\"",
                "Bearer error=\"a\", b=",
                "Bearer error=a b",
                "Bearer error=a;b",
                "Bearer\trealm=\"x\"",
                "Bear/er realm=\"x\"",
                "Bearer token token",
                "Bearer =",
                "Bearer a=b=",
                "Bearer a==b",
                "Bearer realm=\"ä\"",
                "Bearer realm=\"a\rb\"",
                "Bearer realm=\"a\nb\"",
                "Bearer realm=\"a\u0000b\"",
                "Bearer realm=\"a\", error=a\u0000",
                "Bearer \u0000",
            })
    void whatIsNoListOfChallengesIsRefused(String line) {
        assertThrows(IllegalArgumentException.class, () -> Challenges.parse(line));
    }

    @Test
    @DisplayName("R9110-11.2-a a parameter appears once per challenge")
    void parametersNamedTwiceAreRefusedWhateverTheirCase() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Challenges.parse("Bearer error=\"a\", ERROR=\"a\""));
        assertThat(refused.getMessage(), containsString("no second parameter error"));
        assertThat(Challenges.parse("Bearer error=\"a\", Basic error=\"a\"").size(), is(2));
    }

    private static Challenge only(String line) {
        List<Challenge> challenges = Challenges.parse(line);
        assertThat(challenges.size(), is(1));
        return challenges.get(0);
    }
}
