package org.resourceprotector.jose;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.OctetKeyPair;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The members of one JSON Web Key, of which only the public ones are looked at, and certificates
 * never.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7517#section-4">RFC 7517, section 4</a>
 */
public record Jwk(Map<?, ?> members) {

    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final int ED25519_LENGTH = 32;
    private static final Set<String> SECRET_MEMBERS = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv");
    private static final Set<String> RSA = Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512");
    private static final Set<String> ED25519 = Set.of("EdDSA", "Ed25519");
    private static final Set<String> OKP = Set.of("Ed25519", "Ed448", "X25519", "X448");
    private static final Map<String, Set<String>> EC =
            Map.of("P-256", Set.of("ES256"), "P-384", Set.of("ES384"), "P-521", Set.of("ES512"));

    /** Whether there is a member that must not be published. */
    public boolean isSecret() {
        return !Collections.disjoint(members.keySet(), SECRET_MEMBERS);
    }

    /** Whether its issuer published it to verify signatures, or for no particular use. */
    public boolean isForSignatures() {
        Object use = members.get("use");
        Object operations = members.get("key_ops");
        return (use == null || use.equals("sig"))
                && (operations == null || (operations instanceof List<?> list && list.contains("verify")));
    }

    /**
     * Throws if there is no {@code kty}, or a {@code crv} that is not registered for signatures.
     */
    public void requireKnownKind() throws UnusableKeyException {
        if (!(members.get("kty") instanceof String kind)) {
            throw new UnusableKeyException("kty is missing or not a string");
        }
        boolean known = switch (kind) {
            case "EC" -> EC.containsKey(String.valueOf(members.get("crv")));
            case "OKP" -> OKP.contains(String.valueOf(members.get("crv")));
            default -> true;
        };
        if (!known) {
            throw new UnusableKeyException("crv is missing or unknown");
        }
    }

    /** The published algorithm if it fits the key, all that fit if none is published; or none. */
    public Set<String> algorithms() {
        String curve = String.valueOf(members.get("crv"));
        Set<String> fitting = switch (String.valueOf(members.get("kty"))) {
            case "RSA" -> RSA;
            case "EC" -> EC.getOrDefault(curve, Set.of());
            case "OKP" -> curve.equals("Ed25519") ? ED25519 : Set.of();
            case "AKP" -> MlDsa.NAMES;
            default -> Set.of();
        };
        Object published = members.get("alg");
        if (published == null) {
            // Keys of this kind do not say otherwise of which algorithm they are.
            return fitting.equals(MlDsa.NAMES) ? Set.of() : fitting;
        }
        return fitting.contains(published) ? Set.of(published.toString()) : Set.of();
    }

    /** The public key. Throws if it is weak or broken. */
    public PublicKey publicKey() throws UnusableKeyException {
        try {
            return switch (String.valueOf(members.get("kty"))) {
                case "RSA" -> rsa(only("n", "e"));
                case "EC" -> ec(only("crv", "x", "y"));
                case "AKP" -> akp(String.valueOf(only("pub").get("pub")));
                default -> ed25519(only("crv", "x"));
            };
        } catch (ParseException | JOSEException | GeneralSecurityException | RuntimeException e) {
            throw new UnusableKeyException("broken");
        }
    }

    /**
     * The thumbprint under SHA-256, in unpadded base64url: the digest of the required members, in
     * the order of their names. Throws if a member is missing or is not base64url, or the type of
     * the key is not known.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7638#section-3">RFC 7638, section 3</a>
     */
    public String thumbprint() throws UnusableKeyException {
        String[] names = switch (String.valueOf(members.get("kty"))) {
            case "RSA" -> new String[] {"e", "n"};
            case "EC" -> new String[] {"crv", "x", "y"};
            case "OKP" -> new String[] {"crv", "x"};
            default -> throw new UnusableKeyException("of an unknown type");
        };
        // All of it is base64url or a name of ours, so that nothing needs to be escaped.
        StringBuilder json = new StringBuilder(160).append('{');
        new TreeMap<>(only(names))
                .forEach((name, value) -> json.append(json.length() == 1 ? "\"" : ",\"")
                        .append(name)
                        .append("\":\"")
                        .append(value)
                        .append('"'));
        return Sha256.base64Url(json.append('}').toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The named members, so that nothing else in a key can matter. */
    private Map<String, Object> only(String... names) throws UnusableKeyException {
        Map<String, Object> some = new HashMap<>();
        some.put("kty", String.valueOf(members.get("kty")));
        for (String name : names) {
            if (!(members.get(name) instanceof String value) || !isBase64Url(value)) {
                throw new UnusableKeyException(name + " is missing or not base64url");
            }
            some.put(name, value);
        }
        return some;
    }

    /** Whether a value is of these characters, as the names of curves are, too. */
    private static boolean isBase64Url(String value) {
        return !value.isEmpty()
                && value.chars()
                        .allMatch(c -> (c >= 'A' && c <= 'Z')
                                || (c >= 'a' && c <= 'z')
                                || (c >= '0' && c <= '9')
                                || c == '-'
                                || c == '_');
    }

    /** Without the JOSE library, whose reader of keys loads 250 classes for two numbers. */
    private static PublicKey rsa(Map<String, Object> jwk) throws UnusableKeyException, GeneralSecurityException {
        RSAPublicKeySpec numbers = new RSAPublicKeySpec(number(jwk, "n"), number(jwk, "e"));
        RSAPublicKey key = (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(numbers);
        KeyStrength.requireStrong(key);
        return key;
    }

    private static BigInteger number(Map<String, Object> jwk, String name) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(String.valueOf(jwk.get(name))));
    }

    private static PublicKey ec(Map<String, Object> jwk) throws UnusableKeyException, ParseException, JOSEException {
        ECPublicKey key = ECKey.parse(jwk).toECPublicKey();
        KeyStrength.requireOnCurve(key);
        return key;
    }

    private PublicKey akp(String pub) throws UnusableKeyException {
        byte[] text = pub.getBytes(StandardCharsets.ISO_8859_1);
        return MlDsa.key(String.valueOf(members.get("alg")), Base64Url.decode(text, 0, text.length));
    }

    /**
     * The library reads the point, but makes no JCA key of it and does not check that it is on its
     * curve.
     */
    private static PublicKey ed25519(Map<String, Object> jwk)
            throws UnusableKeyException, ParseException, GeneralSecurityException {
        byte[] point = OctetKeyPair.parse(jwk).getDecodedX();
        if (point.length != ED25519_LENGTH) {
            throw new UnusableKeyException("broken");
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

    @Override
    public String toString() {
        return "Jwk";
    }
}
