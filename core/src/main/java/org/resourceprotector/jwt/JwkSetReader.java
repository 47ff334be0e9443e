package org.resourceprotector.jwt;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a JWK set, and keeps what signatures can be checked with.
 *
 * <p>Passed over without a word: keys of another type, for another use or algorithm. Passed over with an alarm: entries
 * that are broken, keys that are weak, and, in a set from the network, keys that are secret. Only the public members of a
 * key are looked at; certificates never.
 *
 * <p>Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-5">RFC 7517, section 5</a>
 */
final class JwkSetReader {

    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int ED25519_LENGTH = 32;
    private static final Set<String> SECRET_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");
    private static final Set<String> RSA = Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
    private static final Set<String> ED25519 = Set.of("EdDSA", "Ed25519");
    private static final Map<String, Set<String>> EC =
            Map.of("P-256", Set.of("ES256"), "P-384", Set.of("ES384"), "P-521", Set.of("ES512"));

    private final int maxKeys;
    private final boolean published;

    /**
     * A reader.
     *
     * @param maxKeys the most entries of a set
     * @param published whether the sets come from the network, where a secret is none any more
     */
    JwkSetReader(int maxKeys, boolean published) {
        this.maxKeys = maxKeys;
        this.published = published;
    }

    /** The keys of use, and for each entry that should worry its issuer a sentence without anything of its content. */
    record Reading(KeySet keys, List<String> alarms) {}

    /**
     * Reads a set. The same key twice is one key; several keys of one identifier are all kept.
     *
     * @param set the JWK set, strictly read
     * @return what is of use in it, possibly nothing
     * @throws IllegalArgumentException if it is no JWK set, or has too many entries
     */
    Reading read(Map<String, ? extends @Nullable Object> set) {
        if (!(set.get("keys") instanceof List<?> entries)) {
            throw new IllegalArgumentException("no JWK set");
        }
        if (entries.size() > maxKeys) {
            throw new IllegalArgumentException("more than " + maxKeys + " keys");
        }
        Set<VerificationKey> keys = new LinkedHashSet<>();
        List<String> alarms = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            try {
                key(entries.get(i)).ifPresent(keys::add);
            } catch (WeakKeyException e) {
                alarms.add("key " + (i + 1) + ": " + e.getMessage());
            }
        }
        return new Reading(new KeySet(List.copyOf(keys)), List.copyOf(alarms));
    }

    private Optional<VerificationKey> key(@Nullable Object entry) throws WeakKeyException {
        if (!(entry instanceof Map<?, ?> jwk)) {
            throw new WeakKeyException("no JSON object");
        }
        if (published && !Collections.disjoint(jwk.keySet(), SECRET_MEMBERS)) {
            throw new WeakKeyException("a secret that was published");
        }
        Set<String> algorithms = algorithms(jwk);
        if (algorithms.isEmpty() || !isForSignatures(jwk)) {
            return Optional.empty();
        }
        Object id = jwk.get("kid");
        if (id != null && !(id instanceof String)) {
            throw new WeakKeyException("kid is no string");
        }
        return Optional.of(new VerificationKey((String) id, publicKey(jwk), algorithms));
    }

    private static boolean isForSignatures(Map<?, ?> jwk) {
        Object use = jwk.get("use");
        Object operations = jwk.get("key_ops");
        return (use == null || use.equals("sig"))
                && (operations == null || (operations instanceof List<?> list && list.contains("verify")));
    }

    /** The published algorithm if it fits the key, all that fit if none is published; empty if there is none. */
    private static Set<String> algorithms(Map<?, ?> jwk) {
        String curve = String.valueOf(jwk.get("crv"));
        Set<String> fitting = switch (String.valueOf(jwk.get("kty"))) {
            case "RSA" -> RSA;
            case "EC" -> EC.getOrDefault(curve, Set.of());
            case "OKP" -> curve.equals("Ed25519") ? ED25519 : Set.of();
            default -> Set.of();
        };
        Object published = jwk.get("alg");
        if (published == null) {
            return fitting;
        }
        return fitting.contains(published) ? Set.of(published.toString()) : Set.of();
    }

    private static PublicKey publicKey(Map<?, ?> jwk) throws WeakKeyException {
        try {
            return switch (String.valueOf(jwk.get("kty"))) {
                case "RSA" -> rsa(only(jwk, "n", "e"));
                case "EC" -> ECKey.parse(only(jwk, "crv", "x", "y")).toECPublicKey();
                default -> ed25519(only(jwk, "crv", "x"));
            };
        } catch (ParseException | JOSEException | GeneralSecurityException | RuntimeException e) {
            throw new WeakKeyException("broken");
        }
    }

    /** The public members, so that nothing else in a key can matter. */
    private static Map<String, Object> only(Map<?, ?> jwk, String... members) throws WeakKeyException {
        Map<String, Object> some = new HashMap<>();
        some.put("kty", String.valueOf(jwk.get("kty")));
        for (String member : members) {
            if (!(jwk.get(member) instanceof String value) || !isBase64Url(value)) {
                throw new WeakKeyException("broken");
            }
            some.put(member, value);
        }
        return some;
    }

    /** Names of curves are made of the same characters. */
    private static boolean isBase64Url(String value) {
        return !value.isEmpty()
                && value.chars()
                        .allMatch(c -> (c >= 'A' && c <= 'Z')
                                || (c >= 'a' && c <= 'z')
                                || (c >= '0' && c <= '9')
                                || c == '-'
                                || c == '_');
    }

    private static PublicKey rsa(Map<String, Object> jwk) throws WeakKeyException, ParseException, JOSEException {
        RSAPublicKey key = RSAKey.parse(jwk).toRSAPublicKey();
        KeyStrength.requireStrong(key);
        return key;
    }

    /** The library reads the point, but does not make a JCA key of it, nor see whether it is on the curve. */
    private static PublicKey ed25519(Map<String, Object> jwk)
            throws WeakKeyException, ParseException, GeneralSecurityException {
        byte[] point = OctetKeyPair.parse(jwk).getDecodedX();
        if (point.length != ED25519_LENGTH) {
            throw new WeakKeyException("broken");
        }
        KeyStrength.requireStrongEd25519(point);
        byte[] encoded = ByteBuffer.allocate(ED25519_PREFIX.length + ED25519_LENGTH)
                .put(ED25519_PREFIX)
                .put(point)
                .array();
        PublicKey key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
        Signature.getInstance("Ed25519").initVerify(key);
        return key;
    }
}
