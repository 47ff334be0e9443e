package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.resourceprotector.jose.StrictJson;

/**
 * The JWK cases of Wycheproof against the reader of JWK sets. Skipped, and so reported, where the folder with the vectors
 * is not there.
 */
@Tag("vectors")
class WycheproofKeysTest {

    /** Signed with symmetric keys of a set, which are never taken from one: refused, though they are valid. */
    private static final Set<Long> REFUSED_THOUGH_VALID = Set.of(2L, 13L, 14L, 15L);

    private static final Path SHARED = Path.of(System.getProperty("resourceprotector.shared", "../../shared"));

    @TestFactory
    @DisplayName("RJOSE-8725-3.4-a RJOSE-8725-3.5-a RJOSE-7517-4.2-a Wycheproof json_web_key")
    Stream<DynamicTest> jsonWebKey() throws Exception {
        Path file = SHARED.resolve("vectors/wycheproof/testvectors_v1/json_web_key_test.json");
        assumeTrue(Files.exists(file), "skipped: no folder with vectors at " + file);
        Map<String, Object> vectors =
                StrictJson.object(Files.readAllBytes(file), new StrictJson.Limits(10_000_000, 32));
        List<DynamicTest> tests = new ArrayList<>();
        for (Map<?, ?> group : objects(vectors.get("testGroups"))) {
            for (Map<?, ?> test : objects(group.get("tests"))) {
                String name = test.get("tcId") + " " + group.get("comment") + " " + test.get("comment");
                boolean valid = "valid".equals(test.get("result")) && !REFUSED_THOUGH_VALID.contains(test.get("tcId"));
                Object set = group.get("public") != null ? group.get("public") : group.get("private");
                tests.add(DynamicTest.dynamicTest(
                        name, () -> assertThat(verifies(String.valueOf(test.get("jws")), set), is(valid))));
            }
        }
        assertThat(tests.size(), is(26));
        return tests.stream();
    }

    private static boolean verifies(String jws, Object set) throws Exception {
        @SuppressWarnings("unchecked")
        Map<String, Object> jwks = (Map<String, Object>) set;
        JWSObject object = JWSObject.parse(jws);
        JWSHeader header = object.getHeader();
        for (VerificationKey key : new JwkSetParser(10, true).read(jwks).keys().keys()) {
            if (header.getKeyID().equals(key.id())
                    && key.algorithms().contains(header.getAlgorithm().getName())
                    && object.verify(new DefaultJWSVerifierFactory().createJWSVerifier(header, key.key()))) {
                return true;
            }
        }
        return false;
    }

    private static List<Map<?, ?>> objects(Object array) {
        List<Map<?, ?>> objects = new ArrayList<>();
        ((List<?>) array).forEach(element -> objects.add((Map<?, ?>) element));
        return objects;
    }
}
