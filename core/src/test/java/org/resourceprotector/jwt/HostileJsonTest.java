package org.resourceprotector.jwt;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/** JSON of somebody who knows the reader, in the header and in the claims, under a good signature. */
@Timeout(60)
class HostileJsonTest {

    private static final String HEADER = "\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"k1\"";

    private final JwtFixture bench = JwtFixture.strict();
    private final TokenForge good = TokenForge.good();

    @ParameterizedTest
    @DisplayName("RJOSE-7515-4-a: a header that is there twice is refused, in whatever spelling and order")
    @ValueSource(
            strings = {
                "\"alg\":\"RS256\"",
                "\"alg\":\"none\"",
                "\"\\u0061lg\":\"none\"",
                "\"al\\u0067\":\"HS256\"",
                "\"t\\u0079p\":\"JWT\"",
                "\"\\u006bid\":\"k2\"",
                "\"\\u006Bid\":\"k2\"",
                "\"x\":{\"y\":1,\"\\u0079\":1}",
                "\"x\":[{\"y\":1,\"y\":1}]",
            })
    void headerThatIsThereTwice(String member) {
        bench.notMine(good.withHeader("{" + HEADER + "," + member + "}"));
        bench.notMine(good.withHeader("{" + member + "," + HEADER + "}"));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-7515-4.1.11-a RJOSE-7797-a: a header is what it says, not how it is spelled")
    @ValueSource(strings = {"\"cr\\u0069t\":[\"exp\"]", "\"\\u0062\\u0036\\u0034\":false", "\"z\\u0069p\":\"DEF\""})
    void escapedHeaderIsSeen(String member) {
        bench.rejected(Reason.MALFORMED_TOKEN, good.withHeader("{" + HEADER + "," + member + "}"));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-7515-5.2-a RJOSE-8725-3.7-a: a header that two could read in two ways belongs to nobody")
    @ValueSource(
            strings = {
                "{%s}{}",
                "{%s} // x",
                "{%s,}",
                "{%s,\"x\":1e400}",
                "{%s,\"x\":-1e400}",
                "{%s,\"x\":NaN}",
                "{%s,\"x\":01}",
                "{%s,\"x\":\"\\ud800\"}",
                "{%s,\"\\udfff\":1}",
                "{%s,\"x\":\"\\ude00\\ud83d\"}",
                "\uFEFF{%s}",
                "{%s}\uFEFF",
                "\u2003{%s}",
                "{%s}\u0000",
                "[{%s}]",
                "[[\"alg\",\"RS256\"],[\"typ\",\"at+jwt\"],[\"kid\",\"k1\"]]",
                "{%s,\"x\":TRUE}",
                "{%s,x:1}",
                "{%s,\"x\"=1}",
                "{%s;\"x\":1}",
                "{%s,\"x\":[[[[[[[[1]]]]]]]]}",
            })
    void ambiguousHeader(String format) {
        bench.notMine(good.withHeader(format.replace("%s", HEADER)));
    }

    @Test
    @DisplayName("RJOSE-8725-3.7-a: a header in another encoding than UTF-8, or in broken UTF-8, belongs to nobody")
    void headerInAnotherEncoding() {
        String header = "{" + HEADER + ",\"x\":\"?\"}";
        byte[] payload = good.payloadJson().getBytes(UTF_8);

        bench.notMine(good.ofParts(header.getBytes(UTF_16LE), payload));
        bench.notMine(good.ofParts(header.getBytes(UTF_16BE), payload));
        for (int[] bytes : new int[][] {{0x80}, {0xFF}, {0xC0, 0xAF}, {0xE0, 0x80, 0xAF}, {0xED, 0xA0, 0x80}, {0xF8}}) {
            bench.notMine(good.ofParts(with(header, bytes), payload));
        }
        bench.accepted(good.ofParts(with(header, 0xC3, 0xA9), payload));
    }

    private static byte[] with(String json, int... bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int at = json.indexOf('?');
        out.writeBytes(json.substring(0, at).getBytes(UTF_8));
        for (int b : bytes) {
            out.write(b);
        }
        out.writeBytes(json.substring(at + 1).getBytes(UTF_8));
        return out.toByteArray();
    }

    @ParameterizedTest
    @DisplayName("RJOSE-7519-dup-a: a claim that is there twice is refused, however its name is written")
    @ValueSource(
            strings = {
                "\"\\u0061ud\":\"https://rs.example.com/api\"",
                "\"a\\u0075d\":[\"https://x.example.com\"]",
                "\"\\u0069\\u0073\\u0073\":\"https://as1.example.com\"",
                "\"ex\\u0070\":99999999999",
                "\"c\\u006ef\":null,\"cnf\":null",
                "\"o\":{\"a\":[{\"b\":{\"c\":1,\"\\u0063\":2}}]}",
                "\"o\":{\"\":1,\"\":2}",
                "\"o\":{\"a:b\":\"c:d\",\"a:b\":\":\"}",
                "\"o\":{\"\\\"\":1,\"\\u0022\":2}",
                "\"o\":{\"/\":1,\"\\/\":2}",
            })
    void claimThatIsThereTwice(String member) {
        bench.rejected(Reason.MALFORMED_TOKEN, good.withMember(member));
    }

    @Test
    @DisplayName("A116 R8705-cnf-a: a claim is what it says, not how it is spelled")
    void escapedClaimIsSeen() {
        JwtAccessToken bound = bench.accepted(good.withMember("\"c\\u006ef\":{\"jkt\":\"x\"}"));
        assertThat(bound.confirmation().keyThumbprint(), is("x"));
        bench.rejected(Reason.NOT_YET_VALID, good.withMember("\"n\\u0062f\":" + (TokenForge.SECOND + 60)));
        bench.rejected(
                Reason.WRONG_AUDIENCE, good.without("aud").withMember("\"\\u0061ud\":\"https://x.example.com\""));
        bench.accepted(good.without("aud").withMember("\"\\u0061ud\":\"\\u0068ttps:\\/\\/rs.example.com\\/api\""));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-7519-exp-a: numbers at the edge of what a number is")
    @CsvSource({
        "exp, -0, EXPIRED",
        "exp, -0.0, EXPIRED",
        "exp, -0e0, EXPIRED",
        "exp, 0, EXPIRED",
        "exp, 1e-400, EXPIRED",
        "exp, -1e-400, EXPIRED",
        "exp, 4.9e-324, EXPIRED",
        "exp, 1E400, MALFORMED_TOKEN",
        "exp, -1E400, MALFORMED_TOKEN",
        "exp, 1e, MALFORMED_TOKEN",
        "exp, 0x7fffffff, MALFORMED_TOKEN",
        "exp, +1800000000, MALFORMED_TOKEN",
        "exp, 01800000000, MALFORMED_TOKEN",
        "exp, 1800000000., MALFORMED_TOKEN",
        "exp, 1_800_000_000, MALFORMED_TOKEN",
        "exp, Infinity, MALFORMED_TOKEN",
        "exp, 9223372036854775807, INVALID_CLAIM",
        "exp, -9223372036854775808, INVALID_CLAIM",
        "exp, 18446744073709551616, INVALID_CLAIM",
        "exp, 2.53402300800e11, INVALID_CLAIM",
        "nbf, -0, ",
        "iat, -0.0, ",
        "nbf, -1, INVALID_CLAIM",
        "nbf, 1e300, INVALID_CLAIM",
        "iat, 1e999, MALFORMED_TOKEN",
    })
    void numbersAtTheEdge(String claim, String number, Reason reason) {
        String token = good.without(claim).withMember("\"" + claim + "\":" + number);
        if (reason == null) {
            bench.accepted(token);
        } else {
            bench.rejected(reason, token);
        }
    }

    @Test
    @DisplayName("RJOSE-7519-json-a: a number of a hundred thousand digits is refused")
    void endlessNumbers() {
        String digits = "9".repeat(100_000);

        assertUnreadable(good.withMember("\"x\":" + digits));
        assertUnreadable(good.withMember("\"x\":1e" + digits));
        assertUnreadable(good.withMember("\"x\":0." + digits));
        assertUnreadable(good.withMember("\"x\":1e-" + digits));
        bench.accepted(good.withMember("\"x\":0." + "9".repeat(1000)));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-7519-json-a RJOSE-8725-3.7-a: half a character is none, wherever it is")
    @ValueSource(
            strings = {
                "\"x\":\"\\ud800\"",
                "\"x\":\"\\udc00\"",
                "\"x\":\"\\ud800\\ud800\"",
                "\"x\":\"\\udc00\\ud800\"",
                "\"x\":[\"\\ud83d\\u0041\"]",
                "\"\\ud800\":1",
                "\"x\":{\"y\":{\"\\udfff\":1}}",
                "\"x\":\"\\ud800",
                "\"x\":\"\\u{1f600}\"",
                "\"x\":\"\\u12\"",
                "\"x\":\"\\'\"",
                "\"x\":\"\\\n\"",
            })
    void halfCharacters(String member) {
        bench.rejected(Reason.MALFORMED_TOKEN, good.withMember(member));
    }

    @Test
    void blanksThatJsonDoesNotKnowAreNoBlanks() {
        for (String blank : new String[] {"\u00a0", "\u2003", "\u0085", "\u000b", "\f", "\uFEFF", "\u2028"}) {
            assertThat(accepts(good.withPayload(blank + good.payloadJson())), is(false));
            assertThat(accepts(good.withPayload(good.payloadJson() + blank)), is(false));
            assertThat(accepts(good.withMember("\"x\":" + blank + "1")), is(false));
        }
        assertThat(accepts(good.withPayload(" \t\r\n" + good.payloadJson() + " \t\r\n")), is(true));
    }

    private boolean accepts(String token) {
        return bench.show(token) instanceof Verdict.Accepted;
    }

    /** Asserts that the payload is not read, whatever the length that a validator allows. */
    private static void assertUnreadable(String token) {
        Jws jws = Objects.requireNonNull(Jws.parse(token));
        RejectedException refused = assertThrows(RejectedException.class, jws::claims);
        assertThat(refused.rejection().reason(), is(Reason.MALFORMED_TOKEN));
    }
}
