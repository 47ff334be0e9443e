package org.resourceprotector.token;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
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
    @ValueSource(ints = {0, 1, 3, 63, 64, 511, 512, 513, 900, 1023, 1024, 1025, 2048, 16_384})
    void isSha256(int length) throws Exception {
        String token = random(length);

        assertThat(
                bytes(TokenDigest.of(token)),
                is(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII))));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 505, 512, 900, 1017, 1024, 2048})
    void isTheSameInTheHeaderThatCarriesTheToken(int length) {
        String token = "a".repeat(length - 1) + "=";
        TokenDigest digest = TokenDigest.ofBearer("Bearer " + token + " \u0163", 7, 7 + length);

        assertThat(digest, is(TokenDigest.of(token)));
        assertThat(digest.hashCode(), is(TokenDigest.of(token).hashCode()));
        assertThat(TokenDigest.of(token + "="), is(not(digest)));
        assertThat(TokenDigest.of("a" + token), is(not(digest)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "=", "a b", "a,", "a=b", "=a", "a\n", "a\0", "\"a\"", " a", "a ", "a\u007f"})
    void isInNoHeaderThatCarriesAnythingElse(String token) {
        TokenDigest digest = TokenDigest.ofBearer(token, 0, token.length());

        assertThat(digest, is(notNullValue()));
        assertThat(TokenDigest.of(token), is(notNullValue()));
        assertThat(TokenDigest.of(token), is(not(digest)));
    }

    @Test
    void isInNoHeaderWithAnotherCharacter() {
        String some = "a".repeat(50);
        TokenDigest digest = TokenDigest.of(some + "." + some);
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            TokenDigest presented = TokenDigest.ofBearer(some + (char) c + some, 0, 101);
            assertThat("U+" + Integer.toHexString(c), presented == null, is(c > 0xFF));
            assertThat("U+" + Integer.toHexString(c), digest.equals(presented), is(c == '.'));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0163", "\ud83d\ude00", "\u00e9", "\u0080", "\u00ff", "\u0141"})
    void nothingBeyondAsciiHasOne(String character) {
        for (int place : new int[] {0, 1, 511, 512, 600, 1023, 1024}) {
            String before = "a".repeat(place);
            assertThat(TokenDigest.of(before + character), is(nullValue()));
            assertThat(TokenDigest.of(character + before), is(nullValue()));
        }
        assertThat(TokenDigest.of("a".repeat(600)), is(TokenDigest.of("a".repeat(600))));
    }

    @Test
    void placesThatTheHeaderHasNotAreRefused() {
        assertThrows(IndexOutOfBoundsException.class, () -> TokenDigest.ofBearer("abc", -1, 2));
        assertThrows(IndexOutOfBoundsException.class, () -> TokenDigest.ofBearer("abc", 2, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> TokenDigest.ofBearer("abc", 0, 4));
    }

    /** The buffers are used again by the next token of the same thread. */
    @ParameterizedTest
    @ValueSource(strings = {"", "\u0163", "\ud83d\ude00", "\ud83d", "a\ud83d\ude00"})
    void nothingIsLeftBehind(String end) throws ReflectiveOperationException {
        TokenDigest digest = TokenDigest.of("a");
        for (int length : new int[] {0, 1, 1_023, 1_024, 3_000, 3_071, 3_072}) {
            String header = "c".repeat(length) + end;

            assertThat(TokenDigest.ofBearer(header, 0, header.length()) == null, is(!end.isEmpty()));

            assertThat(left("CHARACTERS") + left("BYTES"), is(""));
            assertThat(TokenDigest.of("a"), is(digest));
        }
    }

    private static String left(String buffer) throws ReflectiveOperationException {
        Field field = TokenDigest.class.getDeclaredField(buffer);
        field.setAccessible(true);
        Object content = ((ThreadLocal<?>) field.get(null)).get();
        String text = content instanceof CharBuffer characters
                ? new String(characters.array())
                : new String(((ByteBuffer) content).array(), StandardCharsets.ISO_8859_1);
        return text.replace("\0", "");
    }

    @Test
    void isNotShown() {
        assertThat(TokenDigest.of("abc").toString(), is("TokenDigest"));
    }
}
