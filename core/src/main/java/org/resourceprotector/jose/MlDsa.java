package org.resourceprotector.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ML-DSA, which neither the JOSE library nor older platforms know: a provider makes its own key of
 * ours. It is asked for by the name of the family, which all providers know; the key says which
 * parameter set it is.
 *
 * @see <a href="https://csrc.nist.gov/pubs/fips/204/final">FIPS 204</a>
 * @see <a href="https://www.iana.org/assignments/jose/jose.xhtml">The registered names</a>
 */
public final class MlDsa {

    private static final String FAMILY = "ML-DSA";

    private static final Map<String, MlDsa> BY_NAME = Map.of(
            "ML-DSA-44", new MlDsa("11", 1312, 2420),
            "ML-DSA-65", new MlDsa("12", 1952, 3309),
            "ML-DSA-87", new MlDsa("13", 2592, 4627));

    /** What {@code alg} of tokens and of keys can be. */
    static final Set<String> NAMES = BY_NAME.keySet();

    private final byte[] prefix;
    private final int keyLength;
    private final int signatureLength;

    /** A parameter set; the object identifiers differ in their last byte. */
    private MlDsa(String lastOfIdentifier, int keyLength, int signatureLength) {
        this.prefix = HexFormat.of()
                .parseHex("3082%04x300b06096086480165030403%s0382%04x00"
                        .formatted(keyLength + 18, lastOfIdentifier, keyLength + 1));
        this.keyLength = keyLength;
        this.signatureLength = signatureLength;
    }

    /**
     * A key by one of {@link #NAMES}, and its bytes as FIPS 204 encodes it. Throws if it has not
     * the length of such a key.
     */
    static PublicKey key(String name, byte @Nullable [] bytes) throws UnusableKeyException {
        MlDsa set = BY_NAME.get(name);
        if (set == null || bytes == null || bytes.length != set.keyLength) {
            throw new UnusableKeyException("broken");
        }
        return new EncodedKey(
                name,
                HexFormat.of()
                        .formatHex(ByteBuffer.allocate(set.prefix.length + bytes.length)
                                .put(set.prefix)
                                .put(bytes)
                                .array()));
    }

    /** Whether the platform or a provider knows it. */
    public static boolean isKnownTo(@Nullable Provider provider) {
        try {
            return (provider == null ? Signature.getInstance(FAMILY) : Signature.getInstance(FAMILY, provider)) != null;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /**
     * A check by a provider, or by those of the platform if that is null; null if the key is not one
     * for this algorithm, or the provider cannot do it.
     */
    static @Nullable JWSVerifier verifier(Key key, String name, @Nullable Provider provider) {
        MlDsa set = BY_NAME.get(name);
        byte[] encoded = key instanceof PublicKey ? key.getEncoded() : null;
        if (set == null || encoded == null || !set.isEncodingOfAKey(encoded)) {
            return null;
        }
        return verifier(encoded, set, provider);
    }

    private boolean isEncodingOfAKey(byte[] encoded) {
        return encoded.length == prefix.length + keyLength
                && Arrays.equals(prefix, 0, prefix.length, encoded, 0, prefix.length);
    }

    private static @Nullable Verifier verifier(byte[] encoded, MlDsa set, @Nullable Provider provider) {
        try {
            KeyFactory factory =
                    provider == null ? KeyFactory.getInstance(FAMILY) : KeyFactory.getInstance(FAMILY, provider);
            PublicKey own = factory.generatePublic(new X509EncodedKeySpec(encoded));
            Verifier verifier = new Verifier(own, set.signatureLength);
            verifier.getJCAContext().setProvider(provider);
            verifier.started();
            return Arrays.equals(encoded, own.getEncoded()) ? verifier : null;
        } catch (GeneralSecurityException | RuntimeException e) {
            return null;
        }
    }

    /** A key that no provider has seen yet. Its X.509 encoding is text, for equality. */
    private record EncodedKey(String name, String hex) implements PublicKey {

        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return name;
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            return HexFormat.of().parseHex(hex);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A check with a key that the provider made. */
    private static final class Verifier extends BaseJWSProvider implements JWSVerifier {

        private final PublicKey key;
        private final int signatureLength;

        Verifier(PublicKey key, int signatureLength) {
            super(Set.of(new JWSAlgorithm("ML-DSA-44"), new JWSAlgorithm("ML-DSA-65"), new JWSAlgorithm("ML-DSA-87")));
            this.key = key;
            this.signatureLength = signatureLength;
        }

        Signature started() throws GeneralSecurityException {
            Provider provider = getJCAContext().getProvider();
            Signature check =
                    provider == null ? Signature.getInstance(FAMILY) : Signature.getInstance(FAMILY, provider);
            check.initVerify(key);
            return check;
        }

        @Override
        public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) throws JOSEException {
            byte[] bytes = signature.decode();
            if (bytes.length != signatureLength) {
                // Providers throw at some of these, and answer false to others.
                return false;
            }
            try {
                Signature check = started();
                check.update(signingInput);
                return check.verify(bytes);
            } catch (GeneralSecurityException e) {
                throw new JOSEException("ML-DSA cannot be checked", e);
            }
        }
    }
}
