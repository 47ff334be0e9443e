package org.resourceprotector.mtls;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.resourceprotector.jose.StrictJson;

/**
 * The tests of structured fields against the reader of {@code Client-Cert}, by {@code interop/vectors/run}. A certificate is a
 * byte sequence without parameters; whatever else a field may be is none.
 */
@Tag("vectors")
@EnabledIfSystemProperty(
        named = "vectors.packages",
        matches = ".+",
        disabledReason = "interop/vectors/run has the cases")
class StructuredFieldsTest {

    private static final String NO_CERTIFICATE = "has no bytes, as no certificate has";
    private static final String NOT_WHAT_AN_ENCODER_WRITES =
            "a reader may accept it, and may refuse it: a second spelling of the same bytes";

    /** Refused here, though the tests call them byte sequences, and why. */
    private static final Map<String, String> REFUSED = Map.of(
            "binary.json empty binary", NO_CERTIFICATE,
            "binary.json bad padding", NOT_WHAT_AN_ENCODER_WRITES,
            "binary.json non-zero pad bits", NOT_WHAT_AN_ENCODER_WRITES);

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    @TestFactory
    @DisplayName("RFC 9440 a field that is no byte sequence is no certificate")
    Stream<DynamicTest> fields_areReadOrRefused() throws Exception {
        Path file = Path.of(System.getProperty("vectors.packages"), "structured-fields.json");
        List<DynamicTest> tests = new ArrayList<>();
        Object all = StrictJson.object(Files.readAllBytes(file), new StrictJson.Limits(10_000_000, 8))
                .get("cases");
        for (Object one : (List<?>) all) {
            Map<?, ?> test = (Map<?, ?>) one;
            String name = (String) test.get("name");
            List<String> lines = new ArrayList<>();
            ((List<?>) test.get("lines")).forEach(line -> lines.add((String) line));
            String base32 = REFUSED.containsKey(name) ? null : (String) test.get("base32");
            tests.add(DynamicTest.dynamicTest(name, () -> requireRead(String.join(", ", lines), base32)));
        }
        assertThat(tests.size(), is(1_549));
        assertThat(tests.stream().map(DynamicTest::getDisplayName).toList().containsAll(REFUSED.keySet()), is(true));
        return tests.stream();
    }

    private static void requireRead(String field, @Nullable String base32) {
        byte[] read = ClientCertificateFormat.RFC9440.der(field);
        assertThat(read, base32 == null ? is(nullValue()) : is(bytes(base32)));
    }

    private static byte[] bytes(String base32) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int bits = 0;
        int buffer = 0;
        for (char c : base32.replace("=", "").toCharArray()) {
            buffer = (buffer << 5) | BASE32.indexOf(c);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes.write(buffer >> bits);
                buffer &= (1 << bits) - 1;
            }
        }
        return bytes.toByteArray();
    }
}
