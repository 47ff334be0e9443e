package org.resourceprotector.enforcement;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.token.PresentedToken;

/** What an Authorization header holds: nothing of ours, one token, or something that no validator ever sees. */
class CredentialsTest {

    private static final List<String> BEARER = List.of("Bearer");
    private static final int LONGEST = 200;

    private static String read(String... lines) {
        Credentials credentials = Credentials.parse(Arrays.asList(lines), LONGEST, BEARER);
        if (credentials instanceof Credentials.Word bearer) {
            return isToken(bearer.word()) ? "token " + bearer.word() : "malformed";
        }
        return credentials instanceof Credentials.Malformed ? "malformed" : "none";
    }

    private static boolean isToken(String word) {
        try {
            return PresentedToken.bearer(word).value().equals(word);
        } catch (IllegalArgumentException notOneToken) {
            return false;
        }
    }

    @Test
    @DisplayName("A1 no header at all")
    void noHeader() {
        assertThat(Credentials.parse(null, LONGEST, BEARER), is(Credentials.None.NONE));
        assertThat(Credentials.parse(List.of(), LONGEST, BEARER), is(Credentials.None.NONE));
        assertThat(Credentials.parse(Collections.singletonList(null), LONGEST, BEARER), is(Credentials.None.NONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "   ",
                "\t",
                "Basic dXNlcjpwdw==",
                "Basic",
                "DPoP abc",
                "Bear",
                "Bear er",
                "Bearerabc",
                "Bearers abc",
                "Bearera abc",
                "Bearerz abc",
                "BearerA abc",
                "BearerZ abc",
                "Bearer0 abc",
                "Bearer9 abc",
                "Bearer! abc",
                "Bearer.abc",
                "Bearer~",
                "xBearer abc",
                "invalid token",
                "Basic a, Bearer b",
                "\tBearer abc",
                "\u00a0Bearer abc",
                "B\u00e9arer abc",
                "\uff22earer abc",
                "Bea\u017fer abc",
                "=Bearer abc",
                "\"Bearer\" abc",
            })
    @DisplayName("A2 A4 R6750-2.1-e empty or another scheme is no token")
    void othersSchemesAreNotOurs(String line) {
        assertThat(read(line), is("none"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', EMPTY",
        "'  ', EMPTY",
        "abc, NO_SCHEME",
        "' Basic ', NO_SCHEME",
        "Basic abc, OTHER_SCHEME",
        "Basic  a b, OTHER_SCHEME"
    })
    void operator_isToldWhatThereIsInstead(String line, Credentials.None expected) {
        assertThat(Credentials.parse(List.of(line), LONGEST, BEARER), is(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer abc",
                "bearer abc",
                "BEARER abc",
                "bEaReR abc",
                " Bearer abc",
                "Bearer abc ",
                "Bearer abc\t",
                "Bearer abc \t ",
                "   Bearer    abc   "
            })
    @DisplayName(
            "A6 A8 A9 R9110-11.1-a R6750-2.1-b the scheme has no case, and blanks around and between count for nothing")
    void caseAndBlanksDoNotMatter(String line) {
        assertThat(read(line), is("token abc"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer",
                "Bearer ",
                " bearer  ",
                "Bearer\tabc",
                "Bearer \tabc",
                "Bearer abc x",
                "Bearer abc,",
                "Bearer abc, Bearer def",
                "Bearer abc,Basic def",
                "Bearer \"abc\"",
                "Bearer a=b",
                "Bearer =",
                "Bearer ==",
                "Bearer =abc",
                "Bearer abc==a",
                "Bearer a%20b",
                "Bearer \u00e9",
                "Bearer abc\u00a0",
                "Bearer abc\u2003",
                "Bearer, abc",
                "Bearer=abc",
                "Bearer;abc",
                "Bearer:abc",
                "Bearer/abc",
                "Bearer\0abc",
                "Bearer abc\r\nX: y",
                "Bearer a\nb",
                "Bearer \ud83d\ude00",
                "Bearer (abc)",
                "Bearer token=abc",
                "Bearer abc;q=1",
                "Bearer\u00a0abc",
            })
    @DisplayName("A5 A10 A18 R6750-2.1-b R6750-2.1-c R6750-2.1-d ours, but not one well-formed token")
    void malformed(String line) {
        assertThat(read(line), is("malformed"));
    }

    @ParameterizedTest
    @CsvSource({"abc==", "a", "-._~+/", "a=", "0===="})
    @DisplayName("R6750-2.1-c padding is legal at the end")
    void wellFormedTokens(String token) {
        assertThat(read("Bearer " + token), is("token " + token));
    }

    @Test
    @DisplayName("R6750-2.1-c every single character after a token is judged by the grammar")
    void everySingleCharacter() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            char character = (char) c;
            boolean token68 = (c < 128 && Character.isLetterOrDigit(character)) || "-._~+/".indexOf(c) >= 0;
            String expected =
                    token68 || c == '=' ? "token x" + character : c == ' ' || c == '\t' ? "token x" : "malformed";
            assertThat("U+" + Integer.toHexString(c), read("Bearer x" + character), is(expected));
            assertThat(
                    "U+" + Integer.toHexString(c),
                    read("Bearer x" + character + "y"),
                    is(token68 ? "token x" + character + "y" : "malformed"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer abc, Bearer abc",
        "Bearer abc, Basic abc",
        "Basic abc, Bearer abc",
        "Basic abc, Basic def",
        "'', Bearer a"
    })
    @DisplayName("A12 R9110-5.3-a two lines are never one credential, whatever they hold")
    void twoLinesAreMalformed(String one, String other) {
        assertThat(read(one, other), is("malformed"));
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer, without a token",
        "'Bearer ', without a token",
        "Bearer=a, with something that is not one token"
    })
    void operator_isToldWhatIsMalformed(String line, String problem) {
        assertThat(
                Credentials.parse(List.of(line), LONGEST, BEARER),
                is(new Credentials.Malformed("the Bearer scheme " + problem, "Bearer")));
    }

    @Test
    void twoLinesOfNothingAreMalformedToo() {
        assertThat(read(null, null), is("malformed"));
        assertThat(read(null, "Bearer abc"), is("malformed"));
    }

    @Test
    void aHeaderMayBeAsLongAsItMayBeAndNoLonger() {
        String longest = "Bearer " + "a".repeat(LONGEST - 7);
        assertThat(read(longest), is("token " + longest.substring(7)));
        assertThat(read(longest + "a"), is("malformed"));
        assertThat(read(longest + " "), is("malformed"));
        assertThat(read(" ".repeat(LONGEST + 1)), is("none"));
    }

    @Test
    void noProblemRepeatsWhatWasSent() {
        for (String line : List.of("Bearer m4rk3r x", "Bearer m4rk3r\u00e9", "Bearer m4rk3r".repeat(99))) {
            assertThat(Credentials.parse(List.of(line), LONGEST, BEARER).toString(), not(containsString("m4rk3r")));
        }
        assertThat(Credentials.parse(List.of("Bearer m4rk3r"), LONGEST, BEARER).toString(), is("Bearer"));
    }

    private static final Pattern OURS =
            Pattern.compile(" *(?i:bearer)(?: +([A-Za-z0-9._~+/-]+=*)[ \t]*)?", Pattern.DOTALL);

    @Test
    @DisplayName("R6750-2.1-b what comes out as a token is what the grammar of RFC 6750 says")
    void agreesWithTheGrammar() {
        Random random = new Random(20260104);
        String[] pieces = {
            "Bearer", "bearer", " ", " ", "\t", "a", "b.c", "=", "==", ",", "\"", "%", "\u00e9", "Basic", ";"
        };
        for (int i = 0; i < 50_000; i++) {
            StringBuilder line = new StringBuilder();
            for (int j = random.nextInt(7); j > 0; j--) {
                line.append(pieces[random.nextInt(pieces.length)]);
            }
            var matcher = OURS.matcher(line);
            boolean token = matcher.matches() && matcher.group(1) != null;
            String read = read(line.toString());
            assertThat(line.toString(), read.startsWith("token "), is(token));
            assertThat(line.toString(), read, is(token ? "token " + matcher.group(1) : read));
        }
    }
}
