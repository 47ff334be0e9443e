package org.resourceprotector.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.lang.JoseException;
import org.resourceprotector.fuzz.Cost;
import org.resourceprotector.fuzz.Shown;
import org.resourceprotector.fuzz.StrictJackson;
import org.resourceprotector.jose.MalformedJsonException;
import org.resourceprotector.jose.StrictJson;

/** Any text as the keys of an issuer, fixed and fetched. */
class JwkSetFuzzTest {

    private static final int MAX_KEYS = 100;
    private static final int MIN_RSA_BITS = 2048;
    private static final Set<String> SECRETS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");
    private static final Pattern BASE64URL = Pattern.compile("[A-Za-z0-9_-]+");
    private static final JwkSetParser FETCHED = new JwkSetParser(MAX_KEYS, true);

    @FuzzTest
    void keys_that_we_use_others_read_in_the_same_way(byte[] input) {
        if (Arrays.equals(input, new byte[0])) {
            return;
        }
        String json = new String(input, StandardCharsets.UTF_8);
        Map<String, Object> set = StrictJackson.object(json);
        String secrets = set == null ? "" : secrets(set.get("keys"));
        List<VerificationKey> fixed = fixed(json, secrets);
        JwkSetParser.Reading fetched = Cost.bounded(16 * input.length, () -> fetched(input, secrets));
        if (fixed.isEmpty() && fetched == null) {
            return;
        }
        assertNotNull(set, "Jackson does not read the set");
        List<?> entries = (List<?>) set.get("keys");
        fixed.forEach(key -> isThere(key, entries, Set.of()));
        if (fetched != null) {
            fetched.keys().keys().forEach(key -> isThere(key, entries, SECRETS));
            fetched.alarms().forEach(alarm -> Shown.harmless(alarm, secrets));
            assertTrue(fetched.alarms().size() <= MAX_KEYS, "alarms");
            assertTrue(fixed.containsAll(fetched.keys().keys()), "fetched keys that are not in the fixed ones");
        }
    }

    /** What is secret of the keys, and has the form of it, parted as {@link Shown} parts a token. */
    private static String secrets(Object keys) {
        List<String> secrets = new ArrayList<>();
        for (Object key : keys instanceof List<?> entries ? entries : List.of()) {
            if (key instanceof Map<?, ?> members) {
                SECRETS.forEach(name -> collect(members.get(name), secrets));
            }
        }
        return String.join(".", secrets);
    }

    /** The members of {@code oth} are objects in an array. */
    private static void collect(Object value, List<String> secrets) {
        if (value instanceof String text && BASE64URL.matcher(text).matches()) {
            secrets.add(text);
        } else if (value instanceof List<?> several) {
            several.forEach(each -> collect(each, secrets));
        } else if (value instanceof Map<?, ?> members) {
            members.values().forEach(each -> collect(each, secrets));
        }
    }

    private static List<VerificationKey> fixed(String json, String secrets) {
        try {
            return KeySource.jwkSet(json).keys().keys();
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().length() <= Shown.MAX_LENGTH + 10 * json.length(), "a long message");
            Shown.hides(e.getMessage(), secrets);
            return List.of();
        }
    }

    private static JwkSetParser.Reading fetched(byte[] input, String secrets) {
        try {
            return FETCHED.read(StrictJson.object(input, new StrictJson.Limits(input.length, 16)));
        } catch (MalformedJsonException | IllegalArgumentException e) {
            Shown.harmless(e.getMessage(), secrets);
            return null;
        }
    }

    /** Throws if no entry is this key, as both others read it; entries with some members do not count. */
    private static void isThere(VerificationKey key, List<?> entries, Set<String> without) {
        Shown.hides(key.toString(), String.valueOf(key.key()));
        boolean there = entries.stream()
                .filter(Map.class::isInstance)
                .map(Map.class::cast)
                .anyMatch(entry -> java.util.Collections.disjoint(entry.keySet(), without) && is(key, entry));
        assertTrue(there, () -> "no entry is the key " + key);
        assertTrue(
                !(key.key() instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() >= MIN_RSA_BITS, "a weak key");
    }

    private static boolean is(VerificationKey key, Map<?, ?> entry) {
        return Objects.equals(entry.get("kid"), key.id())
                && (entry.get("alg") == null || key.algorithms().equals(Set.of(entry.get("alg"))))
                && (entry.get("use") == null || entry.get("use").equals("sig"))
                && key.key().equals(nimbus(entry))
                && Arrays.equals(key.key().getEncoded(), jose4j(entry));
    }

    private static PublicKey nimbus(Map<?, ?> entry) {
        try {
            return switch (String.valueOf(entry.get("kty"))) {
                case "RSA" -> RSAKey.parse(publicMembers(entry)).toRSAPublicKey();
                case "EC" -> ECKey.parse(publicMembers(entry)).toECPublicKey();
                case "OKP" -> {
                    byte[] x = OctetKeyPair.parse(publicMembers(entry)).getDecodedX();
                    yield ed25519(x);
                }
                default -> null;
            };
        } catch (ParseException | JOSEException | RuntimeException e) {
            return null;
        }
    }

    private static PublicKey ed25519(byte[] x) {
        byte[] reversed = new byte[x.length];
        for (int i = 0; i < x.length; i++) {
            reversed[i] = x[x.length - 1 - i];
        }
        boolean odd = (reversed[0] & 0x80) != 0;
        reversed[0] &= 0x7f;
        try {
            return java.security.KeyFactory.getInstance("Ed25519")
                    .generatePublic(new java.security.spec.EdECPublicKeySpec(
                            java.security.spec.NamedParameterSpec.ED25519,
                            new java.security.spec.EdECPoint(odd, new java.math.BigInteger(1, reversed))));
        } catch (java.security.GeneralSecurityException e) {
            return null;
        }
    }

    private static byte[] jose4j(Map<?, ?> entry) {
        try {
            return JsonWebKey.Factory.newJwk(publicMembers(entry)).getKey().getEncoded();
        } catch (JoseException | RuntimeException e) {
            throw new AssertionError("jose4j refuses a key that we use", e);
        }
    }

    private static Map<String, Object> publicMembers(Map<?, ?> entry) {
        Map<String, Object> members = new HashMap<>();
        for (String name : List.of("kty", "crv", "x", "y", "n", "e")) {
            if (entry.get(name) != null) {
                members.put(name, entry.get(name));
            }
        }
        assertEquals(String.valueOf(entry.get("kty")), members.get("kty"));
        return members;
    }
}
