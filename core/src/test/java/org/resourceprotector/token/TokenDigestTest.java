package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A digest stands for a token: the same for the same one, wherever it stands, and for no other. */
class TokenDigestTest {

    private static String random(int length) {
        StringBuilder text = new StringBuilder();
        new Random(length).ints(length, '!', 0x7f).forEach(c -> text.append((char) c));
        return text.toString();
    }

    private static byte[] bytes(TokenDigest digest) throws ReflectiveOperationException {
        ByteBuffer bytes = ByteBuffer.allocate(32);
        for (String name : new String[] {"first", "second", "third", "fourth"}) {
            Field field = TokenDigest.class.getDeclaredField(name);
            field.setAccessible(true);
            bytes.putLong(field.getLong(digest));
        }
        return bytes.array();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 63, 64, 511, 512, 513, 900, 1023, 1024, 1025, 16_384})
    void isSha256(int length) throws Exception {
        String token = random(length);

        assertThat(
                bytes(TokenDigest.of(token)),
                is(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 505, 512, 900, 1024})
    void isTheSameWhereverTheTokenStands(int length) {
        String token = random(length);
        TokenDigest digest = TokenDigest.of("Bearer " + token + " \u0163", 7, 7 + length);

        assertThat(digest, is(TokenDigest.of(token)));
        assertThat(digest.hashCode(), is(TokenDigest.of(token).hashCode()));
        assertThat(TokenDigest.of(token + "a"), is(not(digest)));
        assertThat(TokenDigest.of("a" + token), is(not(digest)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0163", "\ud83d\ude00", "\u00e9", "\u0080", "\u00ff", "\u0141"})
    void nothingBeyondAsciiHasOne(String character) {
        for (int place : new int[] {0, 1, 511, 512, 600}) {
            String before = "a".repeat(place);
            assertThat(TokenDigest.of(before + character), is(nullValue()));
            assertThat(TokenDigest.of(character + before), is(nullValue()));
            assertThat(TokenDigest.of("x" + before + character + "x", 1, before.length() + 2), is(nullValue()));
        }
        assertThat(TokenDigest.of("a".repeat(600)), is(TokenDigest.of("a".repeat(600))));
    }

    @Test
    void placesThatTheTextHasNotAreRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> TokenDigest.of("abc", -1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> TokenDigest.of("abc", 2, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> TokenDigest.of("abc", 0, 4));
    }

    @Test
    void isNotShown() {
        assertThat(TokenDigest.of("abc").toString(), is("TokenDigest"));
    }
}
