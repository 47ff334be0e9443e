package org.resourceprotector.jose;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** Digests under SHA-256, for thumbprints and hashes of tokens. Stateless, thread-safe. */
public final class Sha256 {

    private static final MessageDigest UNUSED = newDigest();

    private Sha256() {}

    public static byte[] of(byte[] bytes) {
        return copy().digest(bytes);
    }

    /** The digest in unpadded base64url, 43 characters. */
    public static String base64Url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(of(bytes));
    }

    /** A copy of one that is never used: cheaper than a look-up among the providers. */
    private static MessageDigest copy() {
        try {
            return (MessageDigest) UNUSED.clone();
        } catch (CloneNotSupportedException e) {
            return newDigest();
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
