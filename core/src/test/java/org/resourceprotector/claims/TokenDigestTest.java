package org.resourceprotector.claims;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A digest stands for a token: the same for the same one, and for no other. */
class TokenDigestTest {

    private static String random(int length) {
        StringBuilder text = new StringBuilder();
        new Random(length).ints(length, '!', 0x7f).forEach(c -> text.append((char) c));
        return text.toString();
    }

    private static byte[] bytes(TokenDigest digest) {
        return ByteBuffer.allocate(32)
                .putLong(digest.first())
                .putLong(digest.second())
                .putLong(digest.third())
                .putLong(digest.fourth())
                .array();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 63, 64, 900, 16_384})
    void isSha256(int length) throws Exception {
        String token = random(length);

        assertThat(
                bytes(TokenDigest.of(token)),
                is(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void equalTokensHaveEqualDigests() {
        TokenDigest digest = TokenDigest.of(random(900));

        assertThat(TokenDigest.of(random(900)), is(digest));
        assertThat(TokenDigest.of(random(900)).hashCode(), is(digest.hashCode()));
        assertThat(TokenDigest.of(random(901)), is(not(digest)));
    }

    @Test
    void digestIsNotShown() {
        assertThat(TokenDigest.of("abc").toString(), is("TokenDigest"));
    }
}
