package org.resourceprotector.testkit;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads {@code WWW-Authenticate}, strictly: what it accepts, every client can read.
 *
 * <pre>{@code
 * Challenge challenge = Challenges.parse(response.getHeaderString("WWW-Authenticate")).get(0);
 * assertEquals("insufficient_scope", challenge.param("error"));
 * }</pre>
 *
 * <p>Written from the grammar and shares no code with what renders challenges. Refused, beside what the grammar does not
 * allow: a parameter named twice in one challenge whatever its case, a {@code realm} that is not quoted, empty elements of
 * the list, and characters outside ASCII. Does not check that the schemes and parameters make sense.
 *
 * <p>Stateless, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11">RFC 9110, section 11</a>
 */
public final class Challenges {

    private Challenges() {}

    /**
     * Reads one field line.
     *
     * @param line the value of the header, without white space around it
     * @return the challenges in their order; at least one
     * @throws IllegalArgumentException if the line is not a list of challenges; the message says where
     */
    public static List<Challenge> parse(String line) {
        return List.copyOf(new ChallengeParser(line).challenges());
    }

    /**
     * Reads all field lines of a response.
     *
     * @param lines the values of the header
     * @return the challenges of all lines in their order; empty where there is no line
     * @throws IllegalArgumentException if a line is not a list of challenges; the message says where
     */
    public static List<Challenge> parse(List<String> lines) {
        List<Challenge> challenges = new ArrayList<>();
        for (String line : lines) {
            challenges.addAll(parse(line));
        }
        return List.copyOf(challenges);
    }
}
