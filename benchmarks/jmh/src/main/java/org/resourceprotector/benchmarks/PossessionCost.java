package org.resourceprotector.benchmarks;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.conscrypt.Conscrypt;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.mtls.ClientCertificateFormat;
import org.resourceprotector.mtls.MutualTls;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.SenderConstraint;
import org.resourceprotector.token.Verdict;

/**
 * Tokens that were seen before, with a proof that the caller holds what they are bound to: a new DPoP proof each time,
 * beside the bare check of the signatures of the same proofs by the same provider; and the certificate in a header.
 *
 * <p>Does what a request does: looks at the proof, validates the token, and verifies the proof for it. Whatever is refused
 * ends the run. No proof is used twice, and all of them are remembered.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 6, time = 1)
public class PossessionCost {

    private static final String TARGET = "https://api.example.com/user";
    private static final String PROXY = "10.0.0.1";
    private static final String CERTIFICATE_HEADER = "Client-Cert";

    /** Room for the proofs of all iterations of more than a minute, which are those of one key. */
    private static final int MAX_LIVE_PROOFS = 5_000_000;

    private final TokenPool issuer = TokenPool.of("RS256");
    private JwtValidator validator;

    /** What a caller sent. */
    private record Sent(URI uri, String name, String line) implements PresentedToken.Request {

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public List<String> header(String asked) {
            return asked.equals(name) ? List.of(line) : List.of();
        }

        @Override
        public String remoteAddress() {
            return PROXY;
        }
    }

    /** Makes the validator. */
    @Setup
    public void prepare() {
        validator = JwtValidator.builder()
                .issuer(TokenPool.ISSUER)
                .audience(TokenPool.AUDIENCE)
                .keys(KeySource.jwkSet(issuer.jwkSet().toString()))
                .build();
    }

    /** A token that is bound to a key or a certificate. */
    private String token(String member, String thumbprint) {
        return issuer.token(
                TokenPool.claims().claim("cnf", Map.of(member, thumbprint)).build());
    }

    /** The same with a new string for the header line and a new URI, as a runtime reads them from the wire. */
    private static PresentedToken presented(String scheme, String token, String header, String line) {
        String value = (scheme + " ").concat(token).substring(scheme.length() + 1);
        return new PresentedToken(scheme, value, new Sent(URI.create(TARGET), header, line));
    }

    private AccessToken accepted(SenderConstraint constraint, PresentedToken presented) {
        SenderConstraint.Proof proof = constraint.examine(presented);
        if (proof.refusal() == null
                && validator.validate(presented) instanceof Verdict.Accepted accepted
                && proof.verify(accepted.token().confirmation()) == null) {
            return accepted.token();
        }
        throw new IllegalStateException("a good proof is refused");
    }

    private static String sha256(byte[] bytes) throws GeneralSecurityException {
        return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(bytes))
                .toString();
    }

    /** One client with one token, and its proofs. */
    @State(Scope.Benchmark)
    public static class Proofs {

        /** Who checks the signatures of the proofs. */
        @Param({"JDK", "Conscrypt"})
        public String provider;

        /** How many proofs are made for an iteration; it fails if it needs more. */
        @Param("40000")
        public int proofs;

        private final TokenPool client = TokenPool.of("ES256");
        private Provider checking;
        private Dpop dpop;
        private String token;
        private JWSHeader header;
        private String tokenDigest;
        private List<Sample> samples;
        private int next;

        /** A proof in the forms in which it is wanted. */
        private record Sample(String text, byte[] signed, byte[] signature) {

            static Sample of(String text) {
                int end = text.lastIndexOf('.');
                try {
                    return new Sample(
                            text,
                            text.substring(0, end).getBytes(StandardCharsets.US_ASCII),
                            ECDSA.transcodeSignatureToDER(new Base64URL(text.substring(end + 1)).decode()));
                } catch (JOSEException e) {
                    throw new IllegalStateException(e);
                }
            }
        }

        /**
         * Makes the client and its token.
         *
         * @param cost the issuer
         */
        @Setup
        public void prepare(PossessionCost cost) throws GeneralSecurityException, JOSEException {
            checking = provider.equals("JDK") ? Security.getProvider("SunEC") : Conscrypt.newProvider();
            Dpop.Builder builder = Dpop.builder().replayStore(ReplayStore.inMemory(MAX_LIVE_PROOFS));
            dpop = provider.equals("JDK")
                    ? builder.build()
                    : builder.provider(checking).build();
            JWK jwk = client.jwkSet().getKeys().get(0).toPublicJWK();
            header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                    .type(new JOSEObjectType("dpop+jwt"))
                    .jwk(jwk)
                    .build();
            token = cost.token("jkt", jwk.computeThumbprint().toString());
            tokenDigest = sha256(token.getBytes(StandardCharsets.US_ASCII));
        }

        /** Makes proofs that are fresh. */
        @Setup(Level.Iteration)
        public void makeProofs() {
            samples = IntStream.range(0, proofs)
                    .parallel()
                    .mapToObj(i -> Sample.of(client.signed(header, claims())))
                    .toList();
            next = 0;
        }

        private JWTClaimsSet claims() {
            return new JWTClaimsSet.Builder()
                    .jwtID(UUID.randomUUID().toString())
                    .claim("htm", "GET")
                    .claim("htu", TARGET)
                    .issueTime(new Date())
                    .claim("ath", tokenDigest)
                    .build();
        }

        private Sample next() {
            if (next == samples.size()) {
                throw new IllegalStateException("the proofs ran out: -p proofs=… makes more");
            }
            return samples.get(next++);
        }

        private Signature verifier() throws GeneralSecurityException {
            return Signature.getInstance("SHA256withECDSA", checking);
        }
    }

    /** Clients with a certificate each, and a token that is bound to it. */
    @State(Scope.Benchmark)
    public static class Certificates {

        /** How many certificates go round at first sight; fewer than tokens are remembered. */
        private static final int CERTIFICATES = 5_000;

        private MutualTls remembering;
        private MutualTls forgetful;
        private List<Client> clients;
        private int next;

        private record Client(String token, String line) {}

        /**
         * Makes them, and has each token validated.
         *
         * @param cost the issuer
         */
        @Setup
        public void prepare(PossessionCost cost) throws Exception {
            byte[] der = OneCertificate.encoded();
            clients = IntStream.range(0, CERTIFICATES)
                    .parallel()
                    .mapToObj(i -> client(cost, OneCertificate.numbered(der, i)))
                    .toList();
            remembering = constraint();
            forgetful = constraint();
            for (Client client : clients) {
                cost.accepted(remembering, presented(client));
            }
        }

        private static Client client(PossessionCost cost, byte[] der) {
            try {
                return new Client(
                        cost.token("x5t#S256", sha256(der)),
                        ":" + Base64.getEncoder().encodeToString(der) + ":");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private static MutualTls constraint() {
            return MutualTls.fromHeader(CERTIFICATE_HEADER, ClientCertificateFormat.RFC9440)
                    .trustedProxies(PROXY);
        }

        private static PresentedToken presented(Client client) {
            return PossessionCost.presented("Bearer", client.token(), CERTIFICATE_HEADER, client.line());
        }

        private PresentedToken next() {
            if (next == clients.size()) {
                next = 0;
            }
            return presented(clients.get(next++));
        }

        /** A constraint that has not seen the next certificate: a new one when they come round again. */
        private MutualTls forgetful() {
            if (next == clients.size()) {
                forgetful = constraint();
            }
            return forgetful;
        }
    }

    /** @return the bare check of the signature of a proof */
    @Benchmark
    public boolean signatureAlone(Proofs proofs) throws GeneralSecurityException {
        Proofs.Sample sample = proofs.next();
        Signature verifier = proofs.verifier();
        verifier.initVerify(proofs.client.key());
        verifier.update(sample.signed());
        if (!verifier.verify(sample.signature())) {
            throw new IllegalStateException("a good signature is refused");
        }
        return true;
    }

    /** @return the token that was seen before, with a new proof */
    @Benchmark
    public AccessToken newProof(Proofs proofs) {
        return accepted(
                proofs.dpop,
                presented("DPoP", proofs.token, "DPoP", proofs.next().text()));
    }

    /** @return the token that was seen before, with a certificate that was */
    @Benchmark
    public AccessToken certificateSeenBefore(Certificates certificates) {
        return accepted(certificates.remembering, certificates.next());
    }

    /** @return the token that was seen before, with a certificate that was not */
    @Benchmark
    public AccessToken certificateAtFirstSight(Certificates certificates) {
        return accepted(certificates.forgetful(), certificates.next());
    }
}
