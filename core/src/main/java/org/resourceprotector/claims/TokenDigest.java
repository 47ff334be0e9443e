package org.resourceprotector.claims;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The SHA-256 of a token: the key under which a cache holds what it knows of the token, without the
 * token itself.
 *
 * <p>Immutable, thread-safe. Its {@code toString()} does not show it.
 */
public record TokenDigest(long first, long second, long third, long fourth) {

    private static final MessageDigest UNUSED = sha256();

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** Digests a token, which is ASCII, as every token68 is. */
    public static TokenDigest of(String token) {
        byte[] digest = newDigest().digest(token.getBytes(StandardCharsets.ISO_8859_1));
        return new TokenDigest(
                (long) LONG.get(digest, 0), (long) LONG.get(digest, 8), (long) LONG.get(digest, 16), (long)
                        LONG.get(digest, 24));
    }

    /** A copy of one that is never used: cheaper than a look-up among the providers. */
    private static MessageDigest newDigest() {
        try {
            return (MessageDigest) UNUSED.clone();
        } catch (CloneNotSupportedException e) {
            return sha256();
        }
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

    @Override
    public String toString() {
        return "TokenDigest";
    }
}
