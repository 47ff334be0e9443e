package org.resourceprotector.enforcement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.resourceprotector.fuzz.Cost;
import org.resourceprotector.fuzz.Shown;
import org.resourceprotector.token.PresentedToken;

/** Any line as the Authorization header, against the grammar of RFC 6750 as a regular expression. */
class CredentialsFuzzTest {

    private static final int LONGEST = 8 * 1024;
    private static final List<String> SCHEMES = List.of("Bearer", "DPoP");
    private static final Pattern GRAMMAR =
            Pattern.compile(" *(?i:(Bearer|DPoP)) +([A-Za-z0-9._~+/-]++=*+)[ \t]*+", Pattern.DOTALL);

    @FuzzTest
    void a_header_is_read_by_the_grammar(byte[] input) {
        String line = new String(input, StandardCharsets.ISO_8859_1);
        Credentials read = Cost.bounded(input.length, () -> Credentials.parse(List.of(line), LONGEST, SCHEMES));
        Matcher grammar = GRAMMAR.matcher(line);
        boolean good = line.length() <= LONGEST && grammar.matches();
        if (read instanceof Credentials.Word word) {
            Shown.hides(word.toString(), word.word());
            assertEquals(good, isToken(word), "one reads a token that the other does not");
            if (good) {
                assertEquals(grammar.group(2), word.word());
                assertTrue(
                        word.scheme().equalsIgnoreCase(grammar.group(1)) && SCHEMES.contains(word.scheme()), "scheme");
            }
            return;
        }
        assertTrue(!good, "a good header is not read");
        if (read instanceof Credentials.Malformed malformed) {
            Shown.harmless(malformed.problem(), line);
        } else if (read instanceof Credentials.None none) {
            Shown.harmless(none.detail(), line);
        }
    }

    private static boolean isToken(Credentials.Word word) {
        try {
            Shown.hides(PresentedToken.bearer(word.word()).toString(), word.word());
            return true;
        } catch (IllegalArgumentException e) {
            Shown.harmless(e.getMessage(), word.word());
            return false;
        }
    }
}
