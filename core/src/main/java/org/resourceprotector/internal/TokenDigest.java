package org.resourceprotector.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
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

    private static final int BYTES = 32;
    private static final int CHUNK = 512;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Holds a class of the platform only, so that no application's class loader is kept by a thread of its server. */
    private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(TokenDigest::sha256);

    /** Likewise. It never leaves this class, and is empty whenever nobody digests. */
    private static final ThreadLocal<byte[]> SCRATCH = ThreadLocal.withInitial(() -> new byte[CHUNK]);

    /**
     * Digests a token without copying it as a whole.
     *
     * @param token the token
     * @return null where it has a character beyond ASCII; no token that was accepted has one
     */
    public static @Nullable TokenDigest of(String token) {
        MessageDigest digest = SHA_256.get();
        digest.reset();
        byte[] chunk = SCRATCH.get();
        try {
            int length = token.length();
            for (int start = 0; start < length; start += CHUNK) {
                int end = Math.min(length, start + CHUNK);
                if (!copy(token, start, end, chunk)) {
                    return null;
                }
                digest.update(chunk, 0, end - start);
            }
            return read(digest, chunk);
        } finally {
            Arrays.fill(chunk, (byte) 0);
        }
    }

    private static boolean copy(String token, int start, int end, byte[] chunk) {
        int seen = 0;
        for (int i = start; i < end; i++) {
            char c = token.charAt(i);
            seen |= c;
            chunk[i - start] = (byte) c;
        }
        return seen < 0x80;
    }

    private static TokenDigest read(MessageDigest digest, byte[] chunk) {
        try {
            digest.digest(chunk, 0, BYTES);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 is not 32 bytes long", e);
        }
        return new TokenDigest((long) LONG.get(chunk, 0), (long) LONG.get(chunk, 8), (long) LONG.get(chunk, 16), (long)
                LONG.get(chunk, 24));
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
