package org.resourceprotector.dpop;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.claims.ValidityPeriod;
import org.resourceprotector.jose.Algorithms;
import org.resourceprotector.jose.Jwk;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.jose.JwsVerifier;
import org.resourceprotector.jose.UnusableKeyException;
import org.resourceprotector.token.Rejection.Reason;

/**
 * A DPoP proof, taken apart: one JWS of the right type and an allowed algorithm, with a public key in its header and all
 * claims that there must be. Its signature is not checked yet.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.2">RFC 9449, section 4.2</a>
 */
final class DpopProof {

    private static final int MAX_LENGTH = 8 * 1024;
    private static final String TYPE = "dpop+jwt";

    private final Jws jws;
    private final Jwk key;
    private final Claims claims;
    private final Instant issuedAt;

    private DpopProof(Jws jws, Jwk key, Claims claims, Instant issuedAt) {
        this.jws = jws;
        this.key = key;
        this.claims = claims;
        this.issuedAt = issuedAt;
    }

    /**
     * Reads the proof of a request.
     *
     * @param lines the lines of the header
     * @throws RejectedException if there is not exactly one well-formed proof
     */
    static DpopProof read(List<String> lines, Set<String> algorithms) throws RejectedException {
        if (lines.size() != 1 || lines.get(0) == null) {
            throw invalid(lines.isEmpty() ? "there is no DPoP header" : "there is more than one DPoP header");
        }
        String line = lines.get(0).strip();
        Jws jws = line.length() > MAX_LENGTH ? null : Jws.parse(line);
        if (jws == null) {
            throw invalid("the DPoP header is not one signed JWT, or too long");
        }
        if (!(jws.header("typ") instanceof String type)
                || !Jws.normalizedType(type).equals(TYPE)) {
            throw invalid("the typ of the proof is not dpop+jwt");
        }
        if (!algorithms.contains(jws.algorithm())) {
            throw invalid("the alg of the proof is none of those allowed");
        }
        if (Jws.NOT_UNDERSTOOD.stream().anyMatch(jws::hasHeader)) {
            throw invalid("the header of the proof has a member that is not understood");
        }
        Jwk key = key(jws);
        Claims claims = new Claims(jws.claims());
        for (String name : List.of("jti", "htm", "htu", "ath")) {
            if (claims.identifier(name) == null) {
                throw invalid("the proof has no " + name);
            }
        }
        Instant issuedAt = claims.date("iat");
        if (issuedAt == null) {
            throw invalid("the proof has no iat");
        }
        return new DpopProof(jws, key, claims, issuedAt);
    }

    private static Jwk key(Jws jws) throws RejectedException {
        if (!(jws.header("jwk") instanceof Map<?, ?> members)) {
            throw invalid("the proof has no jwk");
        }
        Jwk key = new Jwk(members);
        if (key.isSecret()) {
            throw invalid("the jwk of the proof is not a public key");
        }
        if (!Algorithms.withBothNames(key.algorithms()).contains(jws.algorithm())) {
            throw invalid("the jwk of the proof is not for its alg");
        }
        return key;
    }

    static RejectedException invalid(String problem) {
        return new RejectedException(Reason.INVALID_PROOF, problem);
    }

    /** A claim that is there. */
    String claim(String name) {
        return String.valueOf(claims.members().get(name));
    }

    /** The nonce; null if there is none. */
    @Nullable
    String nonce() throws RejectedException {
        return claims.text("nonce");
    }

    Instant issuedAt() {
        return issuedAt;
    }

    /** The further times that a proof may have. */
    ValidityPeriod validity() throws RejectedException {
        return new ValidityPeriod(claims.date("exp"), claims.date("nbf"), null);
    }

    String algorithm() {
        return jws.algorithm();
    }

    /** The thumbprint of the key. */
    String thumbprint() throws RejectedException {
        try {
            return key.thumbprint();
        } catch (UnusableKeyException e) {
            throw invalid("the jwk of the proof is broken");
        }
    }

    Jwk key() {
        return key;
    }

    boolean isSignedBy(JwsVerifier verifier) throws RejectedException {
        return verifier.passes(jws.signingInput(), jws.signature());
    }

    @Override
    public String toString() {
        return "DpopProof";
    }
}
