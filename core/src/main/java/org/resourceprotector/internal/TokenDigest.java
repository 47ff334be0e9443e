package org.resourceprotector.internal;

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
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a token: tells tokens apart without keeping them.
 *
 * <p>Immutable, thread-safe.
 *
 * @param first the first eight bytes, as the rest big-endian
 * @param second the next eight bytes
 * @param third the next eight bytes
 * @param fourth the last eight bytes
 */
public record TokenDigest(long first, long second, long third, long fourth) {

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

    /**
     * Digests a token without copying it as a whole. Goes by way of ISO-8859-1, because copying characters and encoding them
     * so is what the platform does fastest.
     *
     * @param token the token
     * @return null where it has a character beyond ASCII; no token that was accepted has one
     */
    @SuppressWarnings("ByteBufferBackingArray") // it is allocated here
    public static @Nullable TokenDigest of(String token) {
        MessageDigest digest = SHA_256.get();
        CharBuffer characters = CHARACTERS.get();
        ByteBuffer bytes = BYTES.get();
        try {
            int length = token.length();
            for (int start = 0; start < length; start += CHUNK) {
                int end = Math.min(length, start + CHUNK);
                token.getChars(start, end, characters.array(), 0);
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
        return new TokenDigest((long) LONG.get(bytes, 0), (long) LONG.get(bytes, 8), (long) LONG.get(bytes, 16), (long)
                LONG.get(bytes, 24));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }
}
