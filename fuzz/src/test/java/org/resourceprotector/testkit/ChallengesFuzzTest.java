package org.resourceprotector.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.resourceprotector.fuzz.Cost;

/** Any line as WWW-Authenticate. */
class ChallengesFuzzTest {

    @FuzzTest
    void challenges_that_are_read_can_be_written(byte[] input) {
        String line = new String(input, StandardCharsets.ISO_8859_1);
        List<Challenge> challenges;
        try {
            challenges = Cost.bounded(input.length, () -> new ChallengeParser(line).challenges());
        } catch (IllegalArgumentException e) {
            assertTrue(e.getMessage().startsWith("not a list of challenges: expected "), e.getMessage());
            return;
        }
        assertTrue(!challenges.isEmpty(), "no challenge");
        String written = challenges.stream().map(ChallengesFuzzTest::written).collect(Collectors.joining(", "));
        assertEquals(challenges, new ChallengeParser(written).challenges(), written);
    }

    private static String written(Challenge challenge) {
        if (challenge.token68() != null) {
            return challenge.scheme() + " " + challenge.token68();
        }
        String parameters = challenge.params().entrySet().stream()
                .map(entry -> entry.getKey() + "=\""
                        + entry.getValue().replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(", "));
        return parameters.isEmpty() ? challenge.scheme() : challenge.scheme() + " " + parameters;
    }
}
