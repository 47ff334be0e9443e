package org.resourceprotector.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.SenderConstraint.Proof;

/** A resource server that takes DPoP proofs, and says of each what others must agree with. */
final class ProofCheck {

    private static final long MAX_AGE_MILLIS = 60_000;
    private static final long SKEW_MILLIS = 5_000;

    private static final Target TARGET = Target.of(Party.URI);

    private static final Set<String> USED = new HashSet<>();
    private static final Dpop DPOP = Dpop.builder()
            .clock(Party.CLOCK)
            .provider(new CountingProvider())
            .replayStore((key, until) -> USED.add(key))
            .build();
    private static final Confirmation BOUND = new Confirmation(Map.of("jkt", thumbprint(Party.key("ec"))));

    private ProofCheck() {}

    /** Sends a line of the header, and throws if it is accepted and others would not. */
    static void of(String line) {
        PresentedToken presented = new PresentedToken(
                "DPoP",
                Party.OPAQUE,
                "GET",
                URI.create(Party.URI),
                name -> name.equalsIgnoreCase("DPoP") ? List.of(line) : List.of());
        USED.clear();
        Rejection rejection = Cost.bounded(line.length(), () -> rejection(presented, line));
        if (rejection != null) {
            return;
        }
        assertEquals(1, USED.size(), "accepted without being remembered");
        assertTrue(USED.iterator().next().length() <= 64, "a long key in the replay store");
        agrees(line.strip());
        Rejection again = DPOP.examine(presented).verify(BOUND);
        assertNotNull(again, "accepted twice");
        assertEquals(Rejection.Reason.REPLAYED_PROOF, again.reason());
    }

    private static Rejection rejection(PresentedToken presented, String line) {
        int before = CountingProvider.checks();
        USED.clear();
        Proof proof = DPOP.examine(presented);
        assertEquals(0, CountingProvider.checks(), "a signature is checked before the token is; before: " + before);
        Shown.hides(proof.toString(), line);
        Rejection rejection = proof.refusal() == null ? proof.verify(BOUND) : proof.refusal();
        assertTrue(CountingProvider.checks() <= 1, "more than one signature check");
        if (rejection != null) {
            assertTrue(USED.isEmpty(), "a refused proof is remembered");
            Shown.harmless(rejection.detail(), line);
            Shown.hides(rejection.toString(), line);
        }
        return rejection;
    }

    private static void agrees(String proof) {
        try {
            JWSHeader header = SignedJWT.parse(proof).getHeader();
            JWK key = header.getJWK();
            assertNotNull(key, "nimbus finds no jwk");
            assertTrue(!key.isPrivate(), "a private key");
            assertEquals(thumbprint(Party.key("ec")), thumbprint(key));
            assertTrue(
                    header.getType().getType().equalsIgnoreCase("dpop+jwt")
                            || header.getType().getType().equalsIgnoreCase("application/dpop+jwt"),
                    "typ");
            JWTClaimsSet claims = Oracles.signedBy(key, proof);
            Map<String, Object> strict = StrictJackson.part(proof, 1);
            assertNotNull(strict, "Jackson does not read the payload");
            assertNotNull(StrictJackson.part(proof, 0), "Jackson does not read the header");
            assertTrue(claims.getJWTID() != null && !claims.getJWTID().isEmpty(), "jti");
            assertEquals("GET", claims.getStringClaim("htm"));
            assertEquals(hash(Party.OPAQUE), claims.getStringClaim("ath"));
            assertEquals(TARGET, Target.of(claims.getStringClaim("htu")));
            long issuedAt = claims.getIssueTime().getTime();
            assertTrue(
                    issuedAt > Party.NOW.toEpochMilli() - MAX_AGE_MILLIS - 1_000
                            && issuedAt <= Party.NOW.toEpochMilli() + SKEW_MILLIS,
                    "iat");
        } catch (ParseException e) {
            throw new AssertionError("nimbus refuses what we accept", e);
        }
    }

    private static String thumbprint(JWK key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static String hash(String token) {
        try {
            return Party.base64(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
