package org.resourceprotector.jwt;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.jose.MalformedJsonException;
import org.resourceprotector.jose.StrictJson;
import org.resourceprotector.keys.KeySet;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.signature.KeySelector;

/** Test data of others, read where it is. Tests that need it are skipped, and so reported, where the folder is missing. */
final class Vectors {

    private static final Path FOLDER = Path.of(System.getProperty("resourceprotector.shared", "../../shared"))
            .resolve("vectors");

    private Vectors() {}

    static Map<String, Object> read(String file) throws IOException, MalformedJsonException {
        return StrictJson.object(Files.readAllBytes(path(file)), new StrictJson.Limits(10_000_000, 32));
    }

    static Path path(String file) {
        Path path = FOLDER.resolve(file);
        assumeTrue(Files.exists(path), "skipped: no vectors at " + path);
        return path;
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> object(Object value) {
        return (Map<String, Object>) value;
    }

    static List<Map<String, Object>> objects(Object array) {
        List<Map<String, Object>> objects = new ArrayList<>();
        ((List<?>) array).forEach(element -> objects.add(object(element)));
        return objects;
    }

    /** Whether the layer that reads and verifies a JWS takes a token, with one key as its issuer publishes it. */
    static boolean verifies(String token, Map<String, Object> jwk) {
        List<VerificationKey> symmetric = List.of();
        KeySet keys = new KeySet(List.of());
        if ("oct".equals(jwk.get("kty"))) {
            byte[] secret = java.util.Base64.getUrlDecoder().decode(String.valueOf(jwk.get("k")));
            symmetric = List.of(new VerificationKey(
                    null, new SecretKeySpec(secret, "any"), Set.of(String.valueOf(jwk.get("alg")))));
        } else {
            try {
                keys = KeySource.jwkSet(JSONObjectUtils.toJSONString(Map.of("keys", List.of(jwk))))
                        .keys();
            } catch (IllegalArgumentException noKeyOfUse) {
                return false;
            }
        }
        Jws jws = Jws.parse(token);
        if (jws == null) {
            return false;
        }
        try {
            KeySelector signers = new KeySelector(new FixedKeys(keys), symmetric, null, null, Clock.systemUTC());
            signers.signer(jws, Duration.ZERO);
            jws.payload();
            return true;
        } catch (RejectedException e) {
            return false;
        }
    }

    private record FixedKeys(KeySet keys) implements KeySource {

        @Override
        public KeySet refreshFor(String keyId) {
            return keys;
        }
    }
}
