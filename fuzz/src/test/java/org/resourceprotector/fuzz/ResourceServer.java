package org.resourceprotector.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Verdict;

/** A resource server that takes JWTs, and says of each what others must agree with. */
final class ResourceServer {

    /** Each algorithm has one key. */
    private static final int MAX_CHECKS = 1;

    private static final long SKEW_MILLIS = 30_000;

    private final JwtValidator validator;

    private ResourceServer(JwtValidator.Builder settings) {
        this.validator = settings.issuer(Party.ISSUER)
                .audience(Party.AUDIENCE)
                .keys(KeySource.jwkSet(Party.published()))
                .clock(Party.CLOCK)
                .cacheSize(0)
                .provider(new CountingProvider())
                .build();
    }

    static ResourceServer plain() {
        return new ResourceServer(JwtValidator.builder());
    }

    static ResourceServer encrypted() {
        return new ResourceServer(JwtValidator.builder().decryptionKeys(DecryptionKeys.jwkSet(Party.decryption())));
    }

    /** What a token that is accepted says; null if it is refused, without a word of the token. */
    AccessToken accepted(String text) {
        PresentedToken token;
        try {
            token = PresentedToken.bearer(text);
        } catch (IllegalArgumentException e) {
            Shown.harmless(e.getMessage(), text);
            return null;
        }
        Shown.harmless(token.toString(), text);
        Verdict verdict = Cost.bounded(text.length(), () -> {
            int unused = CountingProvider.checks();
            return validator.validate(token);
        });
        int checks = CountingProvider.checks();
        assertTrue(checks <= MAX_CHECKS, () -> checks + " signature checks");
        Shown.hides(verdict.toString(), text);
        Rejection rejection = verdict instanceof Verdict.Rejected rejected
                ? rejected.rejection()
                : verdict instanceof Verdict.NotMine notMine ? notMine.otherwise() : null;
        if (rejection != null) {
            Shown.harmless(rejection.detail(), text);
            Shown.hides(rejection.toString(), text);
        }
        return verdict instanceof Verdict.Accepted accepted ? accepted.token() : null;
    }

    /** Throws if others refuse a signed token that we accepted, or read something else in it. */
    static void agrees(AccessToken ours, String jws) {
        JWTClaimsSet theirs = Oracles.signedByOneOf(List.of(Party.key("ec"), Party.key("rsa")), jws);
        try {
            JWSHeader header =
                    JWSHeader.parse(new com.nimbusds.jose.util.Base64URL(jws.substring(0, jws.indexOf('.'))));
            assertEquals(
                    "at+jwt",
                    header.getType()
                            .getType()
                            .toLowerCase(java.util.Locale.ROOT)
                            .replace("application/", ""));
            assertTrue(
                    header.getCriticalParams() == null
                            || header.getCriticalParams().isEmpty(),
                    "crit");
        } catch (ParseException e) {
            throw new AssertionError("nimbus does not read the header", e);
        }
        Map<String, Object> strict = StrictJackson.part(jws, 1);
        assertNotNull(strict, "Jackson does not read the payload");
        assertNotNull(StrictJackson.part(jws, 0), "Jackson does not read the header");
        assertTrue(
                StrictJackson.same(ours.claims(), withoutNull(strict)) || StrictJackson.same(ours.claims(), strict),
                "claims");
        assertEquals(Party.ISSUER, theirs.getIssuer());
        assertEquals(Party.ISSUER, ours.issuer());
        assertTrue(theirs.getAudience().contains(Party.AUDIENCE), "audience");
        assertEquals(Set.copyOf(theirs.getAudience()), ours.audience());
        assertEquals(theirs.getSubject(), ours.subject());
        Date expiry = theirs.getExpirationTime();
        assertTrue(expiry != null && expiry.getTime() + SKEW_MILLIS >= Party.NOW.toEpochMilli(), "exp");
        Date notBefore = theirs.getNotBeforeTime();
        assertTrue(notBefore == null || notBefore.getTime() - SKEW_MILLIS <= Party.NOW.toEpochMilli(), "nbf");
        Object scope = strict.get("scope");
        if (scope instanceof String text) {
            assertEquals(
                    Arrays.stream(text.split(" ")).filter(s -> !s.isEmpty()).collect(Collectors.toSet()),
                    ours.scopes());
        }
        if (strict.get("client_id") instanceof String client) {
            assertEquals(client, ours.clientId());
        }
    }

    private static Map<String, Object> withoutNull(Map<String, Object> claims) {
        Map<String, Object> some = new java.util.LinkedHashMap<>(claims);
        some.values().removeIf(java.util.Objects::isNull);
        return some;
    }
}
