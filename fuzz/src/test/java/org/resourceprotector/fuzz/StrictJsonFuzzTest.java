package org.resourceprotector.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.resourceprotector.jose.MalformedJsonException;
import org.resourceprotector.jose.StrictJson;

/** Our reader of JSON against Jackson with the detection of duplicates. */
class StrictJsonFuzzTest {

    private static final StrictJson.Limits LIMITS = new StrictJson.Limits(1_000_000, 32);

    /** What we refuse and Jackson need not. */
    private static final Set<String> STRICTER = Set.of(
            "too deep",
            "half a surrogate pair",
            "a number beyond a double",
            "an endless number",
            "it begins with a byte order mark",
            "not UTF-8");

    @FuzzTest
    void what_we_read_jackson_reads_in_the_same_way(byte[] input) {
        Map<String, Object> ours;
        try {
            ours = Cost.bounded(input.length, () -> StrictJson.object(input, LIMITS));
        } catch (MalformedJsonException e) {
            String why = String.valueOf(e.getMessage());
            Shown.harmless(why, "");
            if (!STRICTER.contains(why) && !why.equals("two members of the same name")) {
                assertNull(StrictJackson.object(new String(input, StandardCharsets.UTF_8)), why);
            }
            return;
        }
        Map<String, Object> jacksons = StrictJackson.object(input);
        assertNotNull(jacksons, "Jackson refuses what we read");
        assertTrue(StrictJackson.same(ours, jacksons), () -> "we read " + ours + " and Jackson " + jacksons);
        try {
            assertEquals(ours, StrictJson.object(StrictJson.text(ours), LIMITS), "written and read again");
        } catch (MalformedJsonException e) {
            throw new AssertionError("we do not read what we wrote", e);
        }
    }
}
