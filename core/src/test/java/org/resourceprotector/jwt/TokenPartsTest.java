package org.resourceprotector.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.KeyPair;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.RsaKeys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

/** Three parts in one spelling: everything else around a good signature. */
class TokenPartsTest {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private final JwtFixture bench = JwtFixture.strict();
    private final TokenForge good = TokenForge.good();

    @Test
    @DisplayName("RJOSE-7515-5.2-a: a part more is no JWS, also where the good token is remembered")
    void extraPartsAreRefused() {
        String token = good.token();
        List<String> parts = TokenForge.parts(token);
        bench.accepted(token);

        for (String more : List.of(
                token + ".",
                token + "..",
                "." + token,
                token + ".AAAA",
                "AAAA." + token,
                token + "." + token,
                token + "." + parts.get(2),
                parts.get(0) + ".." + parts.get(1) + "." + parts.get(2),
                parts.get(0) + "." + parts.get(1) + ".." + parts.get(2),
                parts.get(0) + "." + parts.get(0) + "." + parts.get(1) + "." + parts.get(2))) {
            bench.notMine(more);
        }
    }

    @Test
    @DisplayName("RJOSE-7515-5.2-a R9068-4-g: a part less, or an empty one, is refused")
    void missingPartsAreRefused() {
        List<String> parts = TokenForge.parts(good.token());

        bench.notMine(parts.get(0) + "." + parts.get(1));
        bench.notMine(parts.get(0));
        bench.notMine("." + parts.get(1) + "." + parts.get(2));
        bench.rejected(Reason.MALFORMED_TOKEN, parts.get(0) + ".." + parts.get(2));
        bench.rejected(Reason.MALFORMED_TOKEN, good.signed(parts.get(0) + "."));
        bench.rejected(Reason.BAD_SIGNATURE, parts.get(0) + "." + parts.get(1) + ".");
    }

    @Test
    @DisplayName("RJOSE-7515-2-a: bits behind the last byte of the header are refused")
    void bitsBehindTheHeader() {
        for (int length = 1; length <= 2; length++) {
            String header = padded(good.headerJson(), length);
            String payload = TokenForge.base64(good.payloadJson().getBytes(UTF_8));
            bench.accepted(good.signed(header + "." + payload));
            for (String other : withOtherLastBits(header)) {
                bench.notMine(good.signed(other + "." + payload));
            }
        }
    }

    @Test
    @DisplayName("RJOSE-7515-2-a: bits behind the last byte of the payload are refused")
    void bitsBehindThePayload() {
        for (int length = 1; length <= 2; length++) {
            String header = TokenForge.base64(good.headerJson().getBytes(UTF_8));
            String payload = padded(good.payloadJson(), length);
            bench.accepted(good.signed(header + "." + payload));
            for (String other : withOtherLastBits(payload)) {
                bench.rejected(Reason.MALFORMED_TOKEN, good.signed(header + "." + other));
            }
        }
    }

    @Test
    @DisplayName("RJOSE-7515-2-a: bits behind the last byte of the signature are refused")
    void bitsBehindTheSignature() {
        KeyPair odd = RsaKeys.pair(2056, 0);
        for (KeyPair pair : List.of(Keys.RSA, odd)) {
            JwtFixture bench = JwtFixture.with(Keys.key("k1", pair, "RS256"));
            List<String> parts = TokenForge.parts(good.signedBy(pair).token());
            String input = parts.get(0) + "." + parts.get(1) + ".";
            bench.accepted(input + parts.get(2));
            List<String> others = withOtherLastBits(parts.get(2));
            assertThat(others.size(), is(pair == odd ? 3 : 15));
            for (String other : others) {
                bench.rejected(Reason.MALFORMED_TOKEN, input + other);
            }
        }
    }

    /** A text with blanks behind it, so that its last group has one byte or two, and the rest are bits without meaning. */
    private static String padded(String json, int lastGroup) {
        String padded = json;
        while (padded.length() % 3 != lastGroup) {
            padded += " ";
        }
        return TokenForge.base64(padded.getBytes(UTF_8));
    }

    /** All that a lenient reader takes for the same bytes. */
    private static List<String> withOtherLastBits(String part) {
        List<String> others = new ArrayList<>();
        byte[] bytes = Base64.getUrlDecoder().decode(part);
        for (int i = 0; i < ALPHABET.length(); i++) {
            String other = part.substring(0, part.length() - 1) + ALPHABET.charAt(i);
            if (!other.equals(part)
                    && java.util.Arrays.equals(Base64.getUrlDecoder().decode(other), bytes)) {
                others.add(other);
            }
        }
        assertThat(others.size(), greaterThan(2));
        return others;
    }

    @ParameterizedTest
    @DisplayName("RJOSE-7515-2-a: nothing but the alphabet is skipped, in no part and at no place")
    @ValueSource(
            strings = {"=", "==", "\n", "\r\n", "\t", " ", "+", "/", "%3D", "\u0000", "\u00a0", "\u00e9", "\u0141"})
    void strangeCharactersAreRefusedEverywhere(String strange) {
        String token = good.token();
        List<String> parts = TokenForge.parts(token);
        bench.accepted(token);
        for (int part = 0; part < 3; part++) {
            String text = parts.get(part);
            for (int at : new int[] {0, 1, text.length() / 2, text.length()}) {
                List<String> changed = new ArrayList<>(parts);
                changed.set(part, text.substring(0, at) + strange + text.substring(at));
                String input = changed.get(0) + "." + changed.get(1);
                assertNotAccepted(input + "." + changed.get(2));
                assertNotAccepted(input + "." + Keys.sign(input, "RS256", Keys.RSA.getPrivate()));
            }
        }
    }

    private void assertNotAccepted(String token) {
        if (!token.equals(good.token())) {
            bench.refused(token);
        }
    }

    @Test
    @Timeout(60)
    @DisplayName(
            "R9068-4-b RJOSE-8725-3.3-a RJOSE-8725-3.3-b RJOSE-8725-3.6-a RJOSE-bis-iter: no decryption was agreed, so that"
                    + " an encrypted token is refused before anything is derived from a password or decompressed")
    void encryptedTokensAreRefused() {
        String nested = TokenForge.base64(good.token().getBytes(UTF_8));
        for (String header : List.of(
                "{\"alg\":\"dir\",\"enc\":\"A128GCM\",\"typ\":\"at+jwt\",\"cty\":\"JWT\"}",
                "{\"alg\":\"RSA-OAEP-256\",\"enc\":\"A256GCM\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}",
                "{\"alg\":\"RSA-OAEP\",\"enc\":\"A256GCM\",\"zip\":\"DEF\",\"typ\":\"at+jwt\"}",
                "{\"alg\":\"PBES2-HS256+A128KW\",\"enc\":\"A128CBC-HS256\",\"p2c\":2147483647,\"p2s\":\"AAAA\"}",
                "{\"alg\":\"RS256\",\"enc\":\"A128GCM\",\"typ\":\"at+jwt\",\"kid\":\"k1\"}")) {
            String first = TokenForge.base64(header.getBytes(UTF_8));
            bench.notMine(first + ".AAAA.AAAA." + nested + ".AAAA");
            bench.notMine(first + "..AAAA." + nested + ".AAAA");
            // The same header on three parts, with a good signature.
            assertThat(bench.show(good.withHeader(header)) instanceof Verdict.Accepted, is(false));
        }
        bench.rejected(
                Reason.WRONG_ALGORITHM,
                good.withHeader("{\"alg\":\"PBES2-HS512+A256KW\",\"p2c\":2147483647,\"typ\":\"at+jwt\"}"));
        bench.rejected(Reason.MALFORMED_TOKEN, good.header("zip", "DEF").header("cty", "JWT"));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-bis-format: a JWS in JSON, and what is JSON and compact at once, is refused")
    @ValueSource(
            strings = {
                "{\"protected\":\"%1$s\",\"payload\":\"%2$s\",\"signature\":\"%3$s\"}",
                "{\"payload\":\"%2$s\",\"signatures\":[{\"protected\":\"%1$s\",\"signature\":\"%3$s\"}]}",
                "{\"x\":\"%1$s.%2$s.%3$s\"}",
                "{\"x\":\".%1$s.%2$s.%3$s.\"}",
                "%1$s.%2$s.%3$s{\"payload\":\"\"}",
            })
    void otherSerializationsAreRefused(String format) {
        List<String> parts = TokenForge.parts(good.token());
        String serialized = String.format(format, parts.get(0), parts.get(1), parts.get(2));

        bench.refused(serialized);
        assertReadersRefuse(serialized);
    }

    /** What is inside an encrypted token is read without a header that carries it. */
    private static void assertReadersRefuse(String text) {
        Jws jws = Jws.parse(text);
        if (jws != null) {
            assertThrows(RejectedException.class, jws::signature);
        }
    }
}
