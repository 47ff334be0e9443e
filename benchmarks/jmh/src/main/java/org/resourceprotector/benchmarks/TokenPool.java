package org.resourceprotector.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * An issuer with one key, and as many distinct tokens of about 900 bytes as are wanted. Signs with a native provider, so
 * that a hundred thousand tokens are a matter of seconds.
 */
final class TokenPool {

    static final String ISSUER = "https://as.example.com";
    static final String AUDIENCE = "https://api.example.com";
    static final String TYPE = "at+jwt";

    private static final String KEY_ID = "k1";

    private final JWSAlgorithm algorithm;
    private final KeyPair pair;
    private final JWSSigner signer;

    private TokenPool(JWSAlgorithm algorithm, KeyPair pair, JWSSigner signer) {
        this.algorithm = algorithm;
        this.pair = pair;
        this.signer = signer;
    }

    /** An issuer that signs by RS256 with 2048 bits, or by ES256. */
    static TokenPool of(String algorithm) {
        try {
            boolean rsa = algorithm.startsWith("RS");
            KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC");
            if (rsa) {
                generator.initialize(2048);
            } else {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            }
            KeyPair pair = generator.generateKeyPair();
            JWSSigner signer =
                    rsa ? new RSASSASigner(pair.getPrivate()) : new ECDSASigner((ECPrivateKey) pair.getPrivate());
            signer.getJCAContext().setProvider(AmazonCorrettoCryptoProvider.INSTANCE);
            return new TokenPool(JWSAlgorithm.parse(algorithm), pair, signer);
        } catch (GeneralSecurityException | JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    PublicKey key() {
        return pair.getPublic();
    }

    JWKSet jwkSet() {
        JWK jwk = key() instanceof RSAPublicKey rsa
                ? new RSAKey.Builder(rsa).keyID(KEY_ID).algorithm(algorithm).build()
                : new ECKey.Builder(Curve.P_256, (ECPublicKey) key())
                        .keyID(KEY_ID)
                        .algorithm(algorithm)
                        .build();
        return new JWKSet(jwk);
    }

    /** Distinct tokens, made on all processors. */
    List<String> tokens(int count) {
        return IntStream.range(0, count).parallel().mapToObj(i -> token()).toList();
    }

    /** A new token, valid for ten hours. */
    String token() {
        return token(claims().build());
    }

    String token(JWTClaimsSet claims) {
        return signed(header(KEY_ID), claims);
    }

    /** Anything that the key signs. */
    String signed(JWSHeader header, JWTClaimsSet claims) {
        try {
            SignedJWT jwt = new SignedJWT(header, claims);
            jwt.sign(signer);
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    JWSHeader header(String keyId) {
        return new JWSHeader.Builder(algorithm)
                .keyID(keyId)
                .type(new JOSEObjectType(TYPE))
                .build();
    }

    /** The claims of RFC 9068, and as many of the application's own as make 900 bytes. */
    static JWTClaimsSet.Builder claims() {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject("5ba552d67")
                .claim("client_id", "s6BhdRkqt3")
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(36_000)))
                .jwtID(UUID.randomUUID().toString())
                .claim("scope", "profile email orders:read orders:write")
                .claim("roles", List.of("user", "clerk", "auditor"))
                .claim("name", "Alice Liddell")
                .claim("locale", "en-GB")
                .claim("session", UUID.randomUUID().toString())
                .claim("tenant", UUID.randomUUID().toString());
    }
}
