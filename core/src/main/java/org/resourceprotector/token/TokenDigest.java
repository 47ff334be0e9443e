package org.resourceprotector.token;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a token: tells tokens apart without keeping them. Two are equal where the tokens are. Says nothing of whether a
 * token is good, or made like one.
 *
 * <p>Its {@code toString()} does not show it.
 *
 * <p>Immutable, thread-safe.
 */
public final class TokenDigest {

    private static final int SIZE = 32;
    private static final int CHUNK = 512;
    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Holds a class of the platform only, so that no application's class loader is kept by a thread of its server. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(TokenDigest::sha256);

    /** Likewise. The buffers never leave this class, and are empty whenever nobody digests. */
    private static final ThreadLocal<CharBuffer> CHARACTERS = ThreadLocal.withInitial(() -> CharBuffer.allocate(CHUNK));

    private static final ThreadLocal<ByteBuffer> BYTES = ThreadLocal.withInitial(() -> ByteBuffer.allocate(CHUNK));

    private static final ThreadLocal<CharsetEncoder> ENCODER =
            ThreadLocal.withInitial(StandardCharsets.ISO_8859_1::newEncoder);

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    /** Reads a digest, big-endian. */
    private TokenDigest(byte[] bytes) {
        this.first = (long) LONG.get(bytes, 0);
        this.second = (long) LONG.get(bytes, 8);
        this.third = (long) LONG.get(bytes, 16);
        this.fourth = (long) LONG.get(bytes, 24);
    }

    /**
     * Digests a token.
     *
     * @param token the token
     * @return null where it has a character beyond ASCII, which no token that came in a header has
     */
    public static @Nullable TokenDigest of(String token) {
        return of(token, 0, token.length());
    }

    /**
     * Digests a token where it stands in a text, without copying it as a whole. Goes by way of ISO-8859-1, because copying
     * characters and encoding them so is what the platform does fastest.
     *
     * @param text the text, such as a header
     * @param from where the token begins
     * @param to where it has ended
     * @return null where it has a character beyond ASCII, which no token that came in a header has
     * @throws IndexOutOfBoundsException if the text has no such places
     */
    @SuppressWarnings("ByteBufferBackingArray") // it is allocated here
    public static @Nullable TokenDigest of(String text, int from, int to) {
        Objects.checkFromToIndex(from, to, text.length());
        MessageDigest digest = SHA_256.get();
        CharBuffer characters = CHARACTERS.get();
        ByteBuffer bytes = BYTES.get();
        try {
            for (int start = from; start < to; start += CHUNK) {
                int end = Math.min(to, start + CHUNK);
                text.getChars(start, end, characters.array(), 0);
                characters.position(0).limit(end - start);
                if (ENCODER.get().encode(characters, bytes.clear(), true).isError() || !isAscii(bytes.array())) {
                    return null;
                }
                digest.update(bytes.array(), 0, end - start);
            }
            return read(digest, bytes.array());
        } finally {
            digest.reset();
            Arrays.fill(characters.array(), '\0');
            Arrays.fill(bytes.array(), (byte) 0);
        }
    }

    /** Looks at the whole buffer, as what a token before or a longer part of this one left there is ASCII. */
    private static boolean isAscii(byte[] bytes) {
        long seen = 0;
        for (int i = 0; i < CHUNK; i += Long.BYTES) {
            seen |= (long) LONG.get(bytes, i);
        }
        return (seen & NOT_ASCII) == 0;
    }

    private static TokenDigest read(MessageDigest digest, byte[] bytes) {
        try {
            digest.digest(bytes, 0, SIZE);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 is not 32 bytes long", e);
        }
        return new TokenDigest(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenDigest digest
                && first == digest.first
                && second == digest.second
                && third == digest.third
                && fourth == digest.fourth;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }

    @Override
    public String toString() {
        return "TokenDigest";
    }
}
