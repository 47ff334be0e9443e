package org.resourceprotector.jwt;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.Rejection.Reason;

/** Payloads that two readers could read in two ways, all with a good signature. */
class MalformedJsonTest {

    private final JwtFixture bench = JwtFixture.strict();
    private final TokenForge good = TokenForge.good();
    private final String payload = good.payloadJson();

    @ParameterizedTest
    @DisplayName("RJOSE-7519-dup-a: a claim that is there twice is refused, the same or not")
    @ValueSource(
            strings = {
                "\"iss\":\"https://as1.example.com\"",
                "\"iss\":\"https://as2.example.com\"",
                "\"aud\":\"https://rs.example.com/api\"",
                "\"exp\":99999999999",
                "\"sub\":\"admin\"",
                "\"s\\u0075b\":\"admin\"",
                "\"scope\":\"admin\"",
                "\"x\":1,\"x\":1",
                "\"cnf\":{\"jkt\":\"a\",\"jkt\":\"b\"}",
            })
    void claimThatIsThereTwiceIsRefused(String member) {
        bench.rejected(Reason.MALFORMED_TOKEN, good.withMember(member));
    }

    @ParameterizedTest
    @DisplayName("A114 RJOSE-7519-json-a: the payload is one JSON object, complete and nothing more")
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "[{}]",
                "null",
                "1",
                "true",
                "\"x\"",
                "{",
                "}",
                "{}{}",
                "{} x",
                "{}\u0000",
                "{\"a\":1,}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":NaN}",
                "{\"a\":Infinity}",
                "{\"a\":01}",
                "{\"a\":1 /* */}",
                "{\"a\":\"\t\"}",
                "// x\n{}",
            })
    void payloadThatIsNoObjectIsRefused(String json) {
        bench.rejected(Reason.MALFORMED_TOKEN, good.withPayload(json));
        String smuggled =
                json.equals("{}{}") || json.startsWith("{\"") || json.startsWith("{a") || json.startsWith("{'")
                        ? payload.replaceFirst(
                                "\\{", json.substring(0, json.length() - 1).replace("\\", "\\\\") + ",")
                        : payload + json;
        if (!smuggled.strip().equals(payload)) {
            bench.rejected(Reason.MALFORMED_TOKEN, good.withPayload(smuggled));
        }
    }

    @Test
    @DisplayName("RJOSE-7519-json-a: deep nesting ends in a refusal, not in a full stack")
    void deepNestingIsRefused() {
        for (int depth : new int[] {33, 100, 10_000, 100_000}) {
            String arrays = "[".repeat(depth) + "]".repeat(depth);
            String objects = "{\"x\":".repeat(depth) + "1" + "}".repeat(depth);

            assertUnreadable(good.withMember("\"x\":" + arrays));
            assertUnreadable(good.withMember("\"x\":" + objects));
            assertUnreadable(good.withPayload("[".repeat(depth)));
            assertThat(Jws.parse(good.withHeader("{\"alg\":\"RS256\",\"x\":" + arrays + "}")), is(nullValue()));
        }
        bench.accepted(good.withMember("\"x\":" + "[".repeat(31) + "]".repeat(31)));
    }

    @Test
    @DisplayName("RJOSE-8725-3.7-a: UTF-8 without a byte order mark, and nothing else")
    void otherEncodingsAreRefused() {
        for (Charset charset : List.of(UTF_16, UTF_16LE)) {
            bench.rejected(
                    Reason.MALFORMED_TOKEN, good.ofParts(good.headerJson().getBytes(UTF_8), payload.getBytes(charset)));
        }
        bench.rejected(Reason.MALFORMED_TOKEN, good.withPayload("\uFEFF" + payload));
        bench.rejected(Reason.MALFORMED_TOKEN, withByte(0x80));
        bench.rejected(Reason.MALFORMED_TOKEN, withByte(0xFF));
        bench.rejected(Reason.MALFORMED_TOKEN, withByte(0xC0, 0xAF));
        bench.rejected(Reason.MALFORMED_TOKEN, withByte(0xED, 0xA0, 0x80));
        bench.accepted(withByte(0xC3, 0xA9));
    }

    /** A good payload with some bytes in its subject. */
    private String withByte(int... bytes) {
        byte[] json = payload.getBytes(UTF_8);
        byte[] changed = new byte[json.length + bytes.length];
        int at = payload.indexOf("user-1");
        System.arraycopy(json, 0, changed, 0, at);
        for (int i = 0; i < bytes.length; i++) {
            changed[at + i] = (byte) bytes[i];
        }
        System.arraycopy(json, at, changed, at + bytes.length, json.length - at);
        return good.ofParts(good.headerJson().getBytes(UTF_8), changed);
    }

    @ParameterizedTest
    @DisplayName("RJOSE-7519-exp-a: numbers beyond a double are refused wherever they are")
    @ValueSource(strings = {"1e400", "-1e400", "1e999999999"})
    void hugeNumbersAreRefused(String number) {
        bench.rejected(Reason.MALFORMED_TOKEN, good.without("exp").withMember("\"exp\":" + number));
        bench.rejected(Reason.MALFORMED_TOKEN, good.withMember("\"x\":" + number));
    }

    @Test
    void namesOfClaimsAreCaseSensitive() {
        bench.accepted(good.claim("ISS", "x").claim("Exp", 1).claim("AUD", "x"));
        bench.rejected(Reason.INVALID_CLAIM, good.without("exp").claim("EXP", TokenForge.SECOND + 60));
    }

    @Test
    void blanksInTheHeaderAreFine() {
        bench.accepted(good.withHeader("{ \"alg\" : \"RS256\",\n \"typ\" : \"at+jwt\", \"kid\" : \"k1\" }"));
    }

    /** Asserts that the payload is not read, whatever the length that a validator allows. */
    private static void assertUnreadable(String token) {
        Jws jws = Objects.requireNonNull(Jws.parse(token));
        RejectedException refused = assertThrows(RejectedException.class, jws::claims);
        assertThat(refused.rejection().reason(), is(Reason.MALFORMED_TOKEN));
    }
}
