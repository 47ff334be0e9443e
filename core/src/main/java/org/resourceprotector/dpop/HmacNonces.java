package org.resourceprotector.dpop;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.resourceprotector.settings.Bounds;

/**
 * Nonces that carry all there is to know of them: the moment of issue, 64 random bits, and 128 bits of an HMAC-SHA256 over
 * both. Nothing is remembered.
 *
 * <p>Immutable, thread-safe. Its {@code toString()} shows no key.
 */
final class HmacNonces implements NonceProvider {

    private static final Duration MIN_LIFETIME = Duration.ofSeconds(10);
    private static final Duration MAX_LIFETIME = Duration.ofHours(1);
    private static final int MIN_KEY_LENGTH = 32;
    private static final int SIGNED_LENGTH = 16;
    private static final int LENGTH = 32;
    private static final int ENCODED_LENGTH = 43;
    private static final byte[] PURPOSE = "resource-protector DPoP nonce".getBytes(StandardCharsets.US_ASCII);

    private final SecureRandom random = new SecureRandom();
    private final long lifetime;
    private final Clock clock;
    private final List<SecretKeySpec> keys;

    HmacNonces(Duration lifetime, Clock clock, byte[]... keys) {
        this.lifetime =
                Bounds.within("lifetime", lifetime, MIN_LIFETIME, MAX_LIFETIME).toMillis();
        this.clock = Objects.requireNonNull(clock, "clock");
        if (keys.length == 0) {
            throw new IllegalArgumentException("nonces need a key");
        }
        for (byte[] key : keys) {
            if (key.length < MIN_KEY_LENGTH) {
                throw new IllegalArgumentException("a key for nonces has " + MIN_KEY_LENGTH + " random bytes or more");
            }
        }
        this.keys = Arrays.stream(keys)
                .map(key -> new SecretKeySpec(key, "HmacSHA256"))
                .toList();
    }

    static HmacNonces ofRandomKey(Duration lifetime, Clock clock) {
        byte[] key = new byte[MIN_KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        return new HmacNonces(lifetime, clock, key);
    }

    @Override
    public String issue() {
        ByteBuffer nonce = ByteBuffer.allocate(LENGTH).putLong(clock.millis()).putLong(random.nextLong());
        nonce.put(mac(keys.get(0), nonce.array()), 0, LENGTH - SIGNED_LENGTH);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce.array());
    }

    @Override
    public Freshness check(String nonce) {
        if (nonce.length() != ENCODED_LENGTH) {
            return Freshness.REFUSED;
        }
        byte[] decoded;
        try {
            decoded = Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException notOurs) {
            return Freshness.REFUSED;
        }
        return isOurs(decoded) ? freshness(ByteBuffer.wrap(decoded).getLong()) : Freshness.REFUSED;
    }

    private boolean isOurs(byte[] nonce) {
        byte[] signature = Arrays.copyOfRange(nonce, SIGNED_LENGTH, LENGTH);
        for (SecretKeySpec key : keys) {
            if (MessageDigest.isEqual(signature, Arrays.copyOf(mac(key, nonce), LENGTH - SIGNED_LENGTH))) {
                return true;
            }
        }
        return false;
    }

    /** One from the future was made by a node whose clock is ahead. */
    private Freshness freshness(long issuedAt) {
        long age = clock.millis() - issuedAt;
        if (age >= lifetime || age <= -lifetime) {
            return Freshness.REFUSED;
        }
        return age >= lifetime / 2 ? Freshness.EXPIRING : Freshness.GOOD;
    }

    private static byte[] mac(SecretKeySpec key, byte[] nonce) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(PURPOSE);
            mac.update(nonce, 0, SIGNED_LENGTH);
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "HmacNonces[" + Duration.ofMillis(lifetime) + "]";
    }
}
