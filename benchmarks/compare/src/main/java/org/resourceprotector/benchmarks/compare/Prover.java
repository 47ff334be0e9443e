package org.resourceprotector.benchmarks.compare;

import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * A client that has one token, bound to its key, and proves that it holds the key, by DPoP with ES256. Signs natively.
 * Thread-safe, as far as one file is not wanted twice at once.
 */
final class Prover {

    private final Path file;
    private final ECDSASigner signer;
    private final String header;
    private final String token;
    private final String tokenDigest;

    /**
     * Makes a key and has a token made for it.
     *
     * @param file what proofs are written to
     */
    Prover(Forge forge, Path file) throws JOSEException {
        this.file = file;
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        signer = new ECDSASigner(key);
        signer.getJCAContext().setProvider(AmazonCorrettoCryptoProvider.INSTANCE);
        header = Forge.encoded(Map.of(
                "typ", "dpop+jwt", "alg", "ES256", "jwk", key.toPublicJWK().toJSONObject()));
        Map<String, String> confirmation = Map.of("jkt", key.computeThumbprint().toString());
        token = forge.token(JWSAlgorithm.RS256, changed -> {}, claims -> claims.put("cnf", confirmation));
        tokenDigest = sha256(token);
    }

    private static String sha256(String text) {
        try {
            return Base64URL.encode(
                            MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)))
                    .toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    String token() {
        return token;
    }

    /** A new proof for a GET of a URI, made now. */
    String proof(String uri) {
        Map<String, Object> claims = Map.of(
                "jti",
                UUID.randomUUID().toString(),
                "htm",
                "GET",
                "htu",
                uri,
                "iat",
                Instant.now().getEpochSecond(),
                "ath",
                tokenDigest);
        try {
            return Forge.signed(header, Forge.encoded(claims), JWSAlgorithm.ES256, signer);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A file with new proofs, in place of the one before. */
    Path proofs(String uri, int count) throws IOException {
        List<String> proofs =
                IntStream.range(0, count).parallel().mapToObj(i -> proof(uri)).toList();
        return Files.write(file, proofs);
    }

    /**
     * Makes sure that a server checks proofs, so that no load measures one that does not.
     *
     * @throws IOException if it accepts anything but one good proof, once
     */
    void requireChecks(ServerProcess server) throws IOException {
        String uri = server.address() + "/user";
        String proof = "DPoP: " + proof(uri);
        List<String> good = List.of("Authorization: DPoP " + token, proof);
        List<Integer> statuses = List.of(
                status(server, good),
                status(server, good),
                status(server, List.of("Authorization: DPoP " + token, "DPoP: " + proof(uri + "/other"))),
                status(server, List.of("Authorization: DPoP " + token)));
        System.out.println("  a proof, the same again, one for another URI, none: " + statuses);
        if (!statuses.equals(List.of(200, 401, 401, 401))) {
            throw new IOException("a server that does not check proofs as it should");
        }
    }

    private static int status(ServerProcess server, List<String> lines) {
        return Wire.send(server.port(), "GET", "/user", lines, "").status();
    }

    @Override
    public String toString() {
        return "Prover";
    }
}
