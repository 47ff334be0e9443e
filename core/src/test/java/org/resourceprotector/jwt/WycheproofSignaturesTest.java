package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The JWS cases of Wycheproof against the layer that reads and verifies a JWS. Skipped where the vectors are missing. */
@Tag("vectors")
class WycheproofSignaturesTest {

    private static final String KEY_IS_FOR_ANOTHER_ALGORITHM =
            "the key is published for PS256 and the token is PS384, or for an algorithm that does not exist";

    private static final String NO_BASE64URL =
            "has a question mark within the base64url, which a strict reader refuses";

    /** Refused here, though the vectors call them valid, and why. */
    private static final Map<Long, String> REFUSED_THOUGH_VALID = Map.of(
            346L, KEY_IS_FOR_ANOTHER_ALGORITHM,
            347L, KEY_IS_FOR_ANOTHER_ALGORITHM,
            350L, KEY_IS_FOR_ANOTHER_ALGORITHM,
            351L, KEY_IS_FOR_ANOTHER_ALGORITHM,
            372L, NO_BASE64URL,
            373L, NO_BASE64URL);

    /** Accepted here, though the vectors call them invalid: the same string as case 357, and without the bad padding. */
    private static final Set<Long> ACCEPTED_AS_CASE_357 = Set.of(367L, 370L);

    @TestFactory
    @DisplayName("R9068-4-f RJOSE-7515-2-a RJOSE-7518-3.4-a RJOSE-7517-4.2-a Wycheproof json_web_signature")
    Stream<DynamicTest> jsonWebSignature() throws Exception {
        Map<String, Object> vectors = Vectors.read("wycheproof/testvectors_v1/json_web_signature_test.json");
        List<DynamicTest> tests = new ArrayList<>();
        for (Map<String, Object> group : Vectors.objects(vectors.get("testGroups"))) {
            Map<String, Object> key = Vectors.object(group.getOrDefault("public", group.get("private")));
            for (Map<String, Object> test : Vectors.objects(group.get("tests"))) {
                String name = test.get("tcId") + " " + group.get("comment") + " " + test.get("comment");
                boolean valid = ACCEPTED_AS_CASE_357.contains(test.get("tcId"))
                        || ("valid".equals(test.get("result")) && !REFUSED_THOUGH_VALID.containsKey(test.get("tcId")));
                tests.add(DynamicTest.dynamicTest(
                        name, () -> assertThat(Vectors.verifies((String) test.get("jws"), key), is(valid))));
            }
        }
        assertThat(tests.size(), is(401));
        return tests.stream();
    }
}
