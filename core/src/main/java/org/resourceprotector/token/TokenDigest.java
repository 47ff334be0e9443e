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
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a token, and whether a header can carry it: tells tokens apart without keeping them. Two are equal where both
 * are. Says nothing of whether a token is good.
 *
 * <p>Its {@code toString()} does not show it.
 *
 * <p>Immutable, thread-safe.
 */
public final class TokenDigest {

    private static final int SIZE = 32;
    private static final int CHUNK = 1024;
    private static final char LAST_ASCII = 0x7F;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /** To empty buffers with: the platform copies faster than it fills. */
    private static final char[] NO_CHARACTERS = new char[CHUNK];

    private static final byte[] NO_BYTES = new byte[CHUNK];

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

    /** Whether it is of a {@link Token68}, or of something that was presented as one. */
    private final boolean bearer;

    /** Reads a digest, big-endian. */
    private TokenDigest(byte[] bytes, boolean bearer) {
        this.first = (long) LONG.get(bytes, 0);
        this.second = (long) LONG.get(bytes, 8);
        this.third = (long) LONG.get(bytes, 16);
        this.fourth = (long) LONG.get(bytes, 24);
        this.bearer = bearer;
    }

    /**
     * Digests a token.
     *
     * @param token the token
     * @return null where it has a character beyond ASCII, which no token has
     */
    public static @Nullable TokenDigest of(String token) {
        boolean bearer = Token68.matches(token, 0, token.length());
        return bearer || token.chars().allMatch(c -> c <= LAST_ASCII) ? of(token, 0, token.length(), bearer) : null;
    }

    /**
     * The digest that a token in a header has if it is a {@link Token68}. Does not look at its characters: of anything else this
     * is a digest that no token has. For looking up only, so that whatever is found by it is a well-formed token; what is
     * remembered is remembered by {@link #of}.
     *
     * @param header the header
     * @param from where the token begins
     * @param to where it has ended
     * @return null where it has a character beyond ISO-8859-1
     * @throws IndexOutOfBoundsException if the header has no such places
     */
    public static @Nullable TokenDigest ofBearer(String header, int from, int to) {
        Objects.checkFromToIndex(from, to, header.length());
        return of(header, from, to, true);
    }

    /**
     * Digests a text where it stands, without copying it as a whole. Goes by way of ISO-8859-1, because copying characters and
     * encoding them so is what the platform does fastest.
     */
    @SuppressWarnings("ByteBufferBackingArray") // it is allocated here
    private static @Nullable TokenDigest of(String text, int from, int to, boolean bearer) {
        MessageDigest digest = SHA_256.get();
        CharBuffer characters = CHARACTERS.get();
        ByteBuffer bytes = BYTES.get();
        CharsetEncoder encoder = ENCODER.get();
        try {
            for (int start = from; start < to; start += CHUNK) {
                int end = Math.min(to, start + CHUNK);
                text.getChars(start, end, characters.array(), 0);
                characters.position(0).limit(end - start);
                if (!encoder.encode(characters, bytes.clear(), true).isUnderflow()) {
                    return null;
                }
                digest.update(bytes.array(), 0, end - start);
            }
            digest.digest(bytes.array(), 0, SIZE);
            return new TokenDigest(bytes.array(), bearer);
        } catch (DigestException e) {
            throw new IllegalStateException("SHA-256 is not 32 bytes long", e);
        } finally {
            int used = Math.max(SIZE, Math.min(CHUNK, to - from));
            digest.reset();
            System.arraycopy(NO_CHARACTERS, 0, characters.array(), 0, used);
            System.arraycopy(NO_BYTES, 0, bytes.array(), 0, used);
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
    public boolean equals(@Nullable Object other) {
        return other instanceof TokenDigest digest
                && first == digest.first
                && second == digest.second
                && third == digest.third
                && fourth == digest.fourth
                && bearer == digest.bearer;
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
