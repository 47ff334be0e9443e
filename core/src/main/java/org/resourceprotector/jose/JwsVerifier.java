package org.resourceprotector.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.crypto.impl.BaseJWSProvider;
import com.nimbusds.jose.util.Base64URL;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Clock;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.log.RateLimitedLog;

/**
 * Checks signatures that were made with one key under one algorithm. The only class that knows how
 * the library verifies.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7515#section-5.2">RFC 7515, section 5.2</a>
 */
public final class JwsVerifier {

    /** How many keys one token may make us try. */
    public static final int MAX_PER_TOKEN = 16;

    private static final String ED25519 = NamedParameterSpec.ED25519.getName();

    /** Of all keys, as the keys of DPoP proofs are as many as their holders like. */
    private static final RateLimitedLog LOG =
            new RateLimitedLog(System.getLogger("org.resourceprotector"), Clock.systemUTC());

    private final JWSHeader header;
    private final JWSVerifier verifier;
    private final @Nullable JwsVerifier instead;

    /** The other check is that by the platform if this one is by a provider; else null. */
    private JwsVerifier(String algorithm, JWSVerifier verifier, @Nullable JwsVerifier instead) {
        this.header = new JWSHeader(JWSAlgorithm.parse(algorithm));
        this.verifier = verifier;
        this.instead = instead;
    }

    /**
     * A check with a key. What the provider cannot do with this key, or all of it if it is null, is
     * done by those of the platform. Null if the key is too weak, or not one for this algorithm.
     */
    public static @Nullable JwsVerifier with(Key key, String algorithm, @Nullable Provider provider) {
        try {
            boolean isMlDsa = MlDsa.NAMES.contains(algorithm);
            JWSVerifier verifier = isMlDsa ? MlDsa.verifier(key, algorithm, null) : verifier(key, algorithm);
            if (verifier == null && !isMlDsa) {
                return null;
            }
            JwsVerifier byPlatform = verifier == null ? null : new JwsVerifier(algorithm, verifier, null);
            JWSVerifier byProvider = provider == null ? null : by(provider, key, algorithm);
            return byProvider == null ? byPlatform : new JwsVerifier(algorithm, byProvider, byPlatform);
        } catch (JOSEException | UnusableKeyException | RuntimeException e) {
            // A source of the application's own may bring anything; what cannot be used is not a
            // key.
            return null;
        }
    }

    /** The check by one provider; null if it cannot do it. */
    private static @Nullable JWSVerifier by(Provider provider, Key key, String algorithm) {
        if (MlDsa.NAMES.contains(algorithm)) {
            return MlDsa.verifier(key, algorithm, provider);
        }
        try {
            JWSVerifier verifier = verifier(ownForm(key, provider), algorithm);
            if (verifier == null) {
                return null;
            }
            verifier.getJCAContext().setProvider(provider);
            return new JwsVerifier(algorithm, verifier, null).canBeDone() ? verifier : null;
        } catch (JOSEException | UnusableKeyException | RuntimeException e) {
            return null;
        }
    }

    /** The same key as an object of the provider, which would else make one for each signature. */
    private static Key ownForm(Key key, Provider provider) {
        byte[] encoded = key instanceof PublicKey ? key.getEncoded() : null;
        if (encoded == null) {
            return key;
        }
        try {
            PublicKey own = KeyFactory.getInstance(key.getAlgorithm(), provider)
                    .generatePublic(new X509EncodedKeySpec(encoded));
            return Arrays.equals(encoded, own.getEncoded()) ? own : key;
        } catch (GeneralSecurityException | RuntimeException e) {
            return key;
        }
    }

    /**
     * Whether the signature is that of the key over the input. If the provider throws, the platform
     * is asked; not if that throws, too. Of RSA and ECDSA the library takes a {@link
     * SignatureException} for a bad signature, before we see it.
     */
    public boolean passes(byte[] signingInput, byte[] signature) {
        try {
            return verifier.verify(header, signingInput, new Decoded(signature));
        } catch (JOSEException | RuntimeException e) {
            // A device may be gone, or the provider may throw at a bad signature: the platform can tell.
            if (instead == null) {
                return false;
            }
            boolean passes = instead.passes(signingInput, signature);
            if (passes || !saysBadSignature(e)) {
                LOG.warn(
                        "the provider " + verifier.getJCAContext().getProvider().getName()
                                + " of provider(...) failed at a signature, and those of the platform checked it",
                        e);
            }
            return passes;
        }
    }

    private boolean canBeDone() {
        byte[] ones = new byte[128];
        Arrays.fill(ones, (byte) 1);
        try {
            verifier.verify(header, ones, new Decoded(Arrays.copyOf(ones, ecSignatureLength())));
            return true;
        } catch (JOSEException | RuntimeException e) {
            return saysBadSignature(e);
        }
    }

    private static boolean saysBadSignature(Exception e) {
        return e.getCause() instanceof SignatureException;
    }

    private int ecSignatureLength() {
        return switch (header.getAlgorithm().getName()) {
            case "ES384" -> 96;
            case "ES512" -> 132;
            default -> 64;
        };
    }

    private static @Nullable JWSVerifier verifier(Key key, String algorithm)
            throws JOSEException, UnusableKeyException {
        if (key instanceof SecretKey secret) {
            return isStrong(secret, algorithm) ? new MACVerifier(secret) : null;
        }
        if (key instanceof RSAPublicKey rsa) {
            KeyStrength.requireStrong(rsa);
            return algorithm.startsWith("RS") || algorithm.startsWith("PS") ? new RSASSAVerifier(rsa) : null;
        }
        if (key instanceof ECPublicKey ec) {
            KeyStrength.requireOnCurve(ec);
            ECDSAVerifier verifier = new ECDSAVerifier(ec);
            return verifier.supportedECDSAAlgorithm().getName().equals(algorithm) ? verifier : null;
        }
        if (key instanceof EdECPublicKey ed && ed.getParams().getName().equals(ED25519)) {
            byte[] encoded = ed.getEncoded();
            KeyStrength.requireStrongEd25519(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length));
            return algorithm.startsWith("Ed") ? new Ed25519Verifier(ed) : null;
        }
        return null;
    }

    private static boolean isStrong(SecretKey key, String algorithm) {
        byte[] bytes = key.getEncoded();
        return Algorithms.SYMMETRIC.contains(algorithm)
                && bytes != null
                && bytes.length >= Algorithms.keyBytes(algorithm);
    }

    /** A signature that was decoded already, and more strictly than the library would. */
    private static final class Decoded extends Base64URL {

        private static final long serialVersionUID = 1L;

        private final byte[] bytes;

        Decoded(byte[] bytes) {
            super("");
            this.bytes = bytes;
        }

        @Override
        public byte[] decode() {
            return bytes;
        }
    }

    /** Ed25519 by the platform; the library's own needs a further library. */
    private static final class Ed25519Verifier extends BaseJWSProvider implements JWSVerifier {

        private static final int SIGNATURE_LENGTH = 64;

        private final EdECPublicKey key;

        Ed25519Verifier(EdECPublicKey key) {
            super(Set.of(JWSAlgorithm.EdDSA, JWSAlgorithm.Ed25519));
            this.key = key;
        }

        @Override
        public boolean verify(JWSHeader header, byte[] signingInput, Base64URL signature) throws JOSEException {
            Provider provider = getJCAContext().getProvider();
            byte[] bytes = signature.decode();
            if (bytes.length != SIGNATURE_LENGTH) {
                // The platform's own would take zeros behind it.
                return false;
            }
            try {
                Signature check =
                        provider == null ? Signature.getInstance("Ed25519") : Signature.getInstance(ED25519, provider);
                check.initVerify(key);
                check.update(signingInput);
                return check.verify(bytes);
            } catch (GeneralSecurityException e) {
                throw new JOSEException("Ed25519 cannot be checked", e);
            }
        }
    }
}
