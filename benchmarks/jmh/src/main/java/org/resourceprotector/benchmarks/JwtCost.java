package org.resourceprotector.benchmarks;

import static org.resourceprotector.benchmarks.TokenPool.AUDIENCE;
import static org.resourceprotector.benchmarks.TokenPool.ISSUER;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTVerifier;
import com.auth0.jwt.algorithms.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.jsonwebtoken.JwtParser;
import io.jsonwebtoken.Jwts;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.cxf.rs.security.jose.jwa.SignatureAlgorithm;
import org.apache.cxf.rs.security.jose.jws.EcDsaJwsSignatureVerifier;
import org.apache.cxf.rs.security.jose.jws.PublicKeyJwsSignatureVerifier;
import org.apache.cxf.rs.security.jose.jwt.JwtException;
import org.apache.cxf.rs.security.jose.jwt.JwtToken;
import org.apache.cxf.rs.security.jose.jwt.JwtUtils;
import org.apache.cxf.rs.security.oauth2.filters.JwtAccessTokenValidator;
import org.conscrypt.Conscrypt;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwt.consumer.InvalidJwtException;
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
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Verdict;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/**
 * JWTs of about 900 bytes through our validator and through what a user would pick instead, all with signature, issuer,
 * audience and expiry checked; and the bare signature check of the JDK or a native provider, which nobody can be below.
 *
 * <p>Everybody gets the same tokens, one after the other, so that nobody profits from a token that is still in a cache of
 * the processor. Only {@link #oursSeenBefore} gets the same token again and again.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 6, time = 1)
public class JwtCost {

    /** The signature algorithm. */
    @Param({"RS256", "ES256"})
    public String algorithm;

    /** How many distinct tokens go round: twice as many as we remember. */
    @Param("20000")
    public int tokens;

    private KeySource keys;
    private PublicKey key;
    private Provider conscrypt;
    private Provider corretto;

    private List<Sample> samples;
    private int next;

    private JwtValidator seenBefore;
    private JwtValidator forgetful;
    private JwtValidator forgetfulConscrypt;
    private JwtValidator forgetfulCorretto;
    private JwtValidator remembering;
    private DefaultJWTProcessor<SecurityContext> nimbus;
    private NimbusJwtDecoder spring;
    private JwtConsumer jose4j;
    private JWTVerifier auth0;
    private JwtParser jjwt;
    private JwtAccessTokenValidator cxf;

    /** A token in the forms in which it is wanted. */
    private record Sample(String text, PresentedToken presented, byte[] signed, byte[] signature) {

        static Sample of(String text, boolean rsa) {
            int end = text.lastIndexOf('.');
            byte[] raw = new Base64URL(text.substring(end + 1)).decode();
            try {
                return new Sample(
                        text,
                        PresentedToken.bearer(text),
                        text.substring(0, end).getBytes(StandardCharsets.US_ASCII),
                        rsa ? raw : ECDSA.transcodeSignatureToDER(raw));
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** CXF's validator leaves the claims to its filter; here they are checked where it leaves room for it. */
    private static final class CxfValidator extends JwtAccessTokenValidator {

        @Override
        protected void validateToken(JwtToken jwt) {
            JwtUtils.validateTokenClaims(jwt.getClaims(), getTtl(), getClockOffset(), false);
            if (!ISSUER.equals(jwt.getClaims().getIssuer())
                    || !jwt.getClaims().getAudiences().contains(AUDIENCE)) {
                throw new JwtException("not for us");
            }
        }
    }

    /** Makes a key, tokens, and everybody who is to validate them. */
    @Setup
    public void prepare() throws Exception {
        TokenPool pool = TokenPool.of(algorithm);
        boolean rsa = isRsa();
        key = pool.key();
        conscrypt = Conscrypt.newProvider();
        corretto = AmazonCorrettoCryptoProvider.INSTANCE;
        samples =
                pool.tokens(tokens).stream().map(token -> Sample.of(token, rsa)).toList();

        keys = KeySource.jwkSet(pool.jwkSet().toString());
        seenBefore = ours().build();
        remembering = ours().build();
        forgetful = ours().cacheSize(0).build();
        forgetfulConscrypt = ours().cacheSize(0).provider(conscrypt).build();
        forgetfulCorretto = ours().cacheSize(0).provider(corretto).build();
        nimbusAndSpring(pool);
        others(rsa);
        check();
    }

    private boolean isRsa() {
        return algorithm.startsWith("RS");
    }

    private JwtValidator.Builder ours() {
        return JwtValidator.builder().issuer(ISSUER).audience(AUDIENCE).keys(keys);
    }

    private DefaultJWTProcessor<SecurityContext> processor(TokenPool pool) {
        DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType(TokenPool.TYPE)));
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(JWSAlgorithm.parse(algorithm), new ImmutableJWKSet<>(pool.jwkSet())));
        return processor;
    }

    private void nimbusAndSpring(TokenPool pool) {
        nimbus = processor(pool);
        nimbus.setJWTClaimsSetVerifier(new DefaultJWTClaimsVerifier<>(
                AUDIENCE, new JWTClaimsSet.Builder().issuer(ISSUER).build(), Set.of("exp", "sub")));

        DefaultJWTProcessor<SecurityContext> asSpringBuildsIt = processor(pool);
        asSpringBuildsIt.setJWTClaimsSetVerifier((claims, context) -> {});
        spring = new NimbusJwtDecoder(asSpringBuildsIt);
        spring.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(ISSUER),
                new JwtTypeValidator(List.of(TokenPool.TYPE)),
                new JwtClaimValidator<List<String>>("aud", aud -> aud != null && aud.contains(AUDIENCE))));
    }

    private void others(boolean rsa) {
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

        cxf = new CxfValidator();
        cxf.setJwsVerifier(
                rsa
                        ? new PublicKeyJwsSignatureVerifier(key, SignatureAlgorithm.RS256)
                        : new EcDsaJwsSignatureVerifier(key, SignatureAlgorithm.ES256));
    }

    private void check() throws Exception {
        Sample sample = samples.get(0);
        if (!(seenBefore.validate(sample.presented()) instanceof Verdict.Accepted)
                || !(forgetfulConscrypt.validate(sample.presented()) instanceof Verdict.Accepted)
                || !(forgetfulCorretto.validate(sample.presented()) instanceof Verdict.Accepted)
                || !signatureAlone()
                || !signatureAloneConscrypt()
                || !signatureAloneCorretto()
                || nimbus() == null
                || spring() == null
                || jose4j() == null
                || auth0() == null
                || jjwt() == null
                || cxf() == null) {
            throw new IllegalStateException("somebody does not accept the token");
        }
    }

    private Sample next() {
        int index = next;
        next = index + 1 == samples.size() ? 0 : index + 1;
        return samples.get(index);
    }

    private boolean jca(Provider provider) throws GeneralSecurityException {
        Sample sample = next();
        String name = isRsa() ? "SHA256withRSA" : "SHA256withECDSA";
        Signature verifier = provider == null ? Signature.getInstance(name) : Signature.getInstance(name, provider);
        verifier.initVerify(key);
        verifier.update(sample.signed());
        return verifier.verify(sample.signature());
    }

    /** @return the bare signature check */
    @Benchmark
    public boolean signatureAlone() throws GeneralSecurityException {
        return jca(null);
    }

    /** @return the bare signature check, Conscrypt */
    @Benchmark
    public boolean signatureAloneConscrypt() throws GeneralSecurityException {
        return jca(conscrypt);
    }

    /** @return the bare signature check, Amazon Corretto Crypto Provider */
    @Benchmark
    public boolean signatureAloneCorretto() throws GeneralSecurityException {
        return jca(corretto);
    }

    /** @return our verdict on a token that was seen before */
    @Benchmark
    public Verdict oursSeenBefore() {
        return seenBefore.validate(samples.get(0).presented());
    }

    /** @return our verdict at first sight, where nothing is remembered */
    @Benchmark
    public Verdict oursFirstSight() {
        return forgetful.validate(next().presented());
    }

    /** @return the same, Conscrypt */
    @Benchmark
    public Verdict oursFirstSightConscrypt() {
        return forgetfulConscrypt.validate(next().presented());
    }

    /** @return the same, Amazon Corretto Crypto Provider */
    @Benchmark
    public Verdict oursFirstSightCorretto() {
        return forgetfulCorretto.validate(next().presented());
    }

    /**
     * First sight with the settings that a user gets who sets none: the token is looked for among those remembered, and
     * remembered, where every other one pushes another one out. When the tokens come round again the validator is a new one.
     *
     * @return our verdict
     */
    @Benchmark
    public Verdict oursFirstSightRemembered() {
        if (next == 0) {
            remembering = ours().build();
        }
        return remembering.validate(next().presented());
    }

    /** @return nimbus DefaultJWTProcessor */
    @Benchmark
    public Object nimbus() throws ParseException, BadJOSEException, JOSEException {
        return nimbus.process(next().text(), null);
    }

    /** @return Spring NimbusJwtDecoder */
    @Benchmark
    public Object spring() {
        return spring.decode(next().text());
    }

    /** @return jose4j, which SmallRye JWT uses */
    @Benchmark
    public Object jose4j() throws InvalidJwtException {
        return jose4j.processToClaims(next().text());
    }

    /** @return auth0 java-jwt */
    @Benchmark
    public Object auth0() {
        return auth0.verify(next().text());
    }

    /** @return jjwt */
    @Benchmark
    public Object jjwt() {
        return jjwt.parseSignedClaims(next().text());
    }

    /** @return CXF JwtAccessTokenValidator */
    @Benchmark
    public Object cxf() {
        return cxf.validateAccessToken(null, "Bearer", next().text(), null);
    }
}
