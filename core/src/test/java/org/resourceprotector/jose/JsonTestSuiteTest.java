package org.resourceprotector.jose;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * JSONTestSuite against the reader of JSON, by {@code interop/vectors/run}. The reader reads objects only, so that each text
 * is read as the value of a member, and a text that begins with a brace by itself, too.
 */
@Tag("vectors")
@EnabledIfSystemProperty(
        named = "vectors.packages",
        matches = ".+",
        disabledReason = "interop/vectors/run has the cases")
class JsonTestSuiteTest {

    /** Refused though they are JSON, because others read them in different ways. */
    private static final Set<String> REFUSED_THOUGH_VALID =
            Set.of("y_object_duplicated_key.json", "y_object_duplicated_key_and_value.json");

    /** Accepted of what readers may accept or refuse: numbers that a double rounds, and replacement characters. */
    private static final Set<String> ACCEPTED_OF_BOTH = Set.of(
            "i_number_double_huge_neg_exp.json",
            "i_number_real_underflow.json",
            "i_number_too_big_neg_int.json",
            "i_number_too_big_pos_int.json",
            "i_number_very_big_negative_int.json",
            "i_string_UTF-8_invalid_sequence.json",
            "i_string_UTF8_surrogate_U+D800.json",
            "i_string_invalid_utf-8.json",
            "i_string_iso_latin_1.json",
            "i_string_lone_utf8_continuation_byte.json",
            "i_string_not_in_unicode_range.json",
            "i_string_overlong_sequence_2_bytes.json",
            "i_string_overlong_sequence_6_bytes.json",
            "i_string_overlong_sequence_6_bytes_null.json",
            "i_string_truncated-utf-8.json");

    private static final StrictJson.Limits LIMITS = new StrictJson.Limits(1_000_000, 32);

    private record Case(String name, String base64) {

        byte[] text() {
            return Base64.getDecoder().decode(base64);
        }
    }

    private static List<Case> cases() throws Exception {
        Path file = Path.of(System.getProperty("vectors.packages"), "json.json");
        List<Case> cases = new ArrayList<>();
        Object all = StrictJson.object(Files.readAllBytes(file), new StrictJson.Limits(10_000_000, 8))
                .get("cases");
        for (Object one : (List<?>) all) {
            Map<?, ?> test = (Map<?, ?>) one;
            cases.add(new Case((String) test.get("name"), (String) test.get("input")));
        }
        assertThat(cases.size(), is(318));
        return cases;
    }

    private static boolean isRead(byte[] utf8) {
        try {
            StrictJson.object(utf8, LIMITS);
            return true;
        } catch (MalformedJsonException e) {
            return false;
        }
    }

    private static byte[] asMember(byte[] text) {
        byte[] whole = new byte[text.length + 6];
        System.arraycopy("{\"a\":".getBytes(StandardCharsets.US_ASCII), 0, whole, 0, 5);
        System.arraycopy(text, 0, whole, 5, text.length);
        whole[whole.length - 1] = '}';
        return whole;
    }

    @TestFactory
    Stream<DynamicTest> texts_areReadOrRefused() throws Exception {
        return cases().stream()
                .filter(one -> !one.name().startsWith("i_"))
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    boolean good = one.name().startsWith("y_") && !REFUSED_THOUGH_VALID.contains(one.name());
                    assertThat(isRead(asMember(one.text())), is(good));
                    if (one.text().length > 0 && one.text()[0] == '{') {
                        assertThat(isRead(one.text()), is(good));
                    }
                }));
    }

    @Test
    void textsThatMayBeEither_areReadAsListed() throws Exception {
        Set<String> accepted = new TreeSet<>();
        for (Case one : cases()) {
            if (one.name().startsWith("i_") && isRead(asMember(one.text()))) {
                accepted.add(one.name());
            }
        }
        assertThat(accepted, is(new TreeSet<>(ACCEPTED_OF_BOTH)));
    }

    /** The package has replacement characters where the suite has bytes that are not UTF-8. */
    @Test
    void bytesThatAreNotUtf8_areRefused() throws Exception {
        int tried = 0;
        for (Case one : cases()) {
            String text = new String(one.text(), StandardCharsets.UTF_8);
            if (text.indexOf('\ufffd') >= 0) {
                byte[] bytes = text.replace('\ufffd', '\u00ff').getBytes(StandardCharsets.ISO_8859_1);
                assertThat(one.name(), isRead(asMember(bytes)), is(false));
                tried++;
            }
        }
        assertThat(tried, is(25));
    }
}
