package org.resourceprotector.benchmarks;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.conscrypt.Conscrypt;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.jwt.KeySource;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Verdict;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * One JWT of about 900 bytes through our validator and through what a user would pick instead, all with signature, issuer,
 * audience and expiry checked; and the bare signature check of the JDK or a native provider, which nobody can be below.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class JwtCost {

    private static final String ISSUER = "https://as.example.com";
    private static final String AUDIENCE = "https://api.example.com";

    /** The signature algorithm. */
    @Param({"RS256", "ES256"})
    public String algorithm;

    private String token;
    private PresentedToken presented;
    private JwtValidator remembering;
    private JwtValidator firstSight;
    private JwtValidator firstSightConscrypt;
    private JwtValidator firstSightCorretto;
    private PublicKey key;
    private byte[] signed;
    private byte[] signature;
    private Provider conscrypt;
    private Provider corretto;
    private DefaultJWTProcessor<SecurityContext> nimbus;
    private NimbusJwtDecoder spring;
    private JwtConsumer jose4j;
    private JWTVerifier auth0;
    private JwtParser jjwt;

    /** Makes a key, a token, and everybody who is to validate it. */
    @Setup
    public void prepare() throws Exception {
        JWSAlgorithm jws = JWSAlgorithm.parse(algorithm);
        boolean rsa = algorithm.startsWith("RS");
        KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC");
        if (rsa) {
            generator.initialize(2048);
        } else {
            generator.initialize(new ECGenParameterSpec("secp256r1"));
        }
        KeyPair pair = generator.generateKeyPair();
        key = pair.getPublic();
        JWK jwk = rsa
                ? new RSAKey.Builder((RSAPublicKey) key)
                        .keyID("k1")
                        .algorithm(jws)
                        .build()
                : new ECKey.Builder(Curve.P_256, (ECPublicKey) key)
                        .keyID("k1")
                        .algorithm(jws)
                        .build();
        JWSSigner signer =
                rsa ? new RSASSASigner(pair.getPrivate()) : new ECDSASigner((ECPrivateKey) pair.getPrivate());
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(jws)
                        .keyID("k1")
                        .type(new JOSEObjectType("at+jwt"))
                        .build(),
                claims());
        jwt.sign(signer);
        token = jwt.serialize();
        presented = PresentedToken.bearer(token);
        signed = token.substring(0, token.lastIndexOf('.')).getBytes(StandardCharsets.US_ASCII);
        byte[] raw = jwt.getSignature().decode();
        signature = rsa ? raw : ECDSA.transcodeSignatureToDER(raw);
        conscrypt = Conscrypt.newProvider();
        corretto = AmazonCorrettoCryptoProvider.INSTANCE;

        KeySource keys = KeySource.jwkSet(new JWKSet(jwk).toString());
        remembering = ours(keys).build();
        firstSight = ours(keys).verifiedTokenCache(0).build();
        firstSightConscrypt =
                ours(keys).verifiedTokenCache(0).provider(conscrypt).build();
        firstSightCorretto = ours(keys).verifiedTokenCache(0).provider(corretto).build();
        peers(jws, jwk, rsa);
        check();
    }

    private static JwtValidator.Builder ours(KeySource keys) {
        return JwtValidator.builder().issuer(ISSUER).audience(AUDIENCE).keys(keys);
    }

    private static JWTClaimsSet claims() {
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
                .claim("tenant", UUID.randomUUID().toString())
                .build();
    }

    private void peers(JWSAlgorithm jws, JWK jwk, boolean rsa) throws Exception {
        nimbus = new DefaultJWTProcessor<>();
        nimbus.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        nimbus.setJWSKeySelector(new JWSVerificationKeySelector<>(jws, new ImmutableJWKSet<>(new JWKSet(jwk))));
        nimbus.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                AUDIENCE, new JWTClaimsSet.Builder().issuer(ISSUER).build(), Set.of("exp", "sub")));

        DefaultJWTProcessor<SecurityContext> asSpringBuildsIt = new DefaultJWTProcessor<>();
        asSpringBuildsIt.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("at+jwt")));
        asSpringBuildsIt.setJWSKeySelector(
                new JWSVerificationKeySelector<>(jws, new ImmutableJWKSet<>(new JWKSet(jwk))));
        asSpringBuildsIt.setJWTClaimsSetVerifier((claims, context) -> {});
        spring = new NimbusJwtDecoder(asSpringBuildsIt);
        spring.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(ISSUER),
                new JwtTypeValidator(List.of("at+jwt")),
                new JwtClaimValidator<List<String>>("aud", aud -> aud != null && aud.contains(AUDIENCE))));

        jose4j = new JwtConsumerBuilder()
                .setVerificationKey(key)
                .setExpectedIssuer(ISSUER)
                .setExpectedAudience(AUDIENCE)
                .setRequireExpirationTime()
                .setRequireSubject()
                .setJwsAlgorithmConstraints(AlgorithmConstraints.ConstraintType.PERMIT, algorithm)
                .build();

        auth0 = JWT.require(
                        rsa ? Algorithm.RSA256((RSAPublicKey) key, null) : Algorithm.ECDSA256((ECPublicKey) key, null))
                .withIssuer(ISSUER)
                .withAudience(AUDIENCE)
                .build();

        jjwt = Jwts.parser()
                .verifyWith(key)
                .requireIssuer(ISSUER)
                .requireAudience(AUDIENCE)
                .build();
    }

    private void check() throws Exception {
        if (!(remembering.validate(presented) instanceof Verdict.Accepted)
                || !(firstSightConscrypt.validate(presented) instanceof Verdict.Accepted)
                || !(firstSightCorretto.validate(presented) instanceof Verdict.Accepted)
                || !jca(null)
                || !jca(conscrypt)
                || !jca(corretto)
                || nimbus.process(token, null) == null
                || spring.decode(token) == null
                || jose4j.processToClaims(token) == null
                || auth0.verify(token) == null
                || jjwt.parseSignedClaims(token) == null) {
            throw new IllegalStateException("somebody does not accept the token");
        }
    }

    private boolean jca(Provider provider) throws Exception {
        String name = algorithm.startsWith("RS") ? "SHA256withRSA" : "SHA256withECDSA";
        Signature verifier = provider == null ? Signature.getInstance(name) : Signature.getInstance(name, provider);
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(signature);
    }

    /** @return the bare signature check */
    @Benchmark
    public boolean signatureAlone() throws Exception {
        return jca(null);
    }

    /** @return the bare signature check, Conscrypt */
    @Benchmark
    public boolean signatureAloneConscrypt() throws Exception {
        return jca(conscrypt);
    }

    /** @return the bare signature check, Amazon Corretto Crypto Provider */
    @Benchmark
    public boolean signatureAloneCorretto() throws Exception {
        return jca(corretto);
    }

    /** @return our verdict on a token that was seen before */
    @Benchmark
    public Verdict oursSeenBefore() {
        return remembering.validate(presented);
    }

    /** @return our verdict at first sight */
    @Benchmark
    public Verdict oursFirstSight() {
        return firstSight.validate(presented);
    }

    /** @return our verdict at first sight, Conscrypt */
    @Benchmark
    public Verdict oursFirstSightConscrypt() {
        return firstSightConscrypt.validate(presented);
    }

    /** @return our verdict at first sight, Amazon Corretto Crypto Provider */
    @Benchmark
    public Verdict oursFirstSightCorretto() {
        return firstSightCorretto.validate(presented);
    }

    /** @return nimbus DefaultJWTProcessor */
    @Benchmark
    public Object nimbus() throws Exception {
        return nimbus.process(token, null);
    }

    /** @return Spring NimbusJwtDecoder */
    @Benchmark
    public Object spring() {
        return spring.decode(token);
    }

    /** @return jose4j, which SmallRye JWT uses */
    @Benchmark
    public Object jose4j() throws Exception {
        return jose4j.processToClaims(token);
    }

    /** @return auth0 java-jwt */
    @Benchmark
    public Object auth0() {
        return auth0.verify(token);
    }

    /** @return jjwt */
    @Benchmark
    public Object jjwt() {
        return jjwt.parseSignedClaims(token);
    }
}
