package org.resourceprotector.testkit;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The signature algorithms that an issuer can use, on the JDK's own provider. Constants are named as in JOSE. */
enum JwsAlgorithm {
    RS256(Family.RSA, "SHA256withRSA", null),
    RS384(Family.RSA, "SHA384withRSA", null),
    RS512(Family.RSA, "SHA512withRSA", null),
    PS256(Family.RSA, "RSASSA-PSS", pss("SHA-256", MGF1ParameterSpec.SHA256, 32)),
    PS384(Family.RSA, "RSASSA-PSS", pss("SHA-384", MGF1ParameterSpec.SHA384, 48)),
    PS512(Family.RSA, "RSASSA-PSS", pss("SHA-512", MGF1ParameterSpec.SHA512, 64)),
    ES256(Family.P256, "SHA256withECDSAinP1363Format", null),
    ES384(Family.P384, "SHA384withECDSAinP1363Format", null),
    ES512(Family.P521, "SHA512withECDSAinP1363Format", null),
    EdDSA(Family.ED25519, "Ed25519", null),
    Ed25519(Family.ED25519, "Ed25519", null);

    private static final int RSA_BITS = 2048;

    private final Family family;
    private final String jcaName;

    @SuppressWarnings("ImmutableEnumChecker") // a PSSParameterSpec cannot be changed
    private final @Nullable AlgorithmParameterSpec parameters;

    JwsAlgorithm(Family family, String jcaName, @Nullable AlgorithmParameterSpec parameters) {
        this.family = family;
        this.jcaName = jcaName;
        this.parameters = parameters;
    }

    /** What kind of key it takes. */
    enum Family {
        RSA("RSA", null),
        P256("EC", "secp256r1"),
        P384("EC", "secp384r1"),
        P521("EC", "secp521r1"),
        ED25519("Ed25519", null);

        private final String generator;
        private final @Nullable String curve;

        Family(String generator, @Nullable String curve) {
            this.generator = generator;
            this.curve = curve;
        }
    }

    static JwsAlgorithm named(String name) {
        Objects.requireNonNull(name, "name");
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "no algorithm " + name + "; there are " + Arrays.toString(values())));
    }

    Family family() {
        return family;
    }

    KeyPair generateKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(family.generator);
            if (family == Family.RSA) {
                generator.initialize(RSA_BITS);
            }
            if (family.curve != null) {
                generator.initialize(new ECGenParameterSpec(family.curve));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this JDK cannot make keys for " + name(), missing);
        }
    }

    byte[] sign(KeyPair pair, byte[] input) {
        try {
            Signature signature = signature();
            signature.initSign(pair.getPrivate());
            signature.update(input);
            return signature.sign();
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("this JDK cannot sign with " + name(), failed);
        }
    }

    boolean verifies(KeyPair pair, byte[] input, byte[] candidate) {
        try {
            Signature signature = signature();
            signature.initVerify(pair.getPublic());
            signature.update(input);
            return signature.verify(candidate);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    private Signature signature() throws GeneralSecurityException {
        Signature signature = Signature.getInstance(jcaName);
        if (parameters != null) {
            signature.setParameter(parameters);
        }
        return signature;
    }

    private static PSSParameterSpec pss(String hash, MGF1ParameterSpec mask, int saltBytes) {
        return new PSSParameterSpec(hash, "MGF1", mask, saltBytes, 1);
    }
}
