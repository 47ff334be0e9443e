package org.resourceprotector.fuzz;

import java.util.Arrays;

/** What operators see: short, in one line of printable ASCII, and without what is secret. */
public final class Shown {

    /** How many characters a sentence may have, whatever was sent. */
    public static final int MAX_LENGTH = 2_000;

    /** A part of a token that is as short as a word may be one. */
    private static final int SHORTEST_SECRET = 12;

    private Shown() {}

    /** Throws if a text has a token or proof in it, or one of the parts of it. */
    public static void harmless(String text, String secret) {
        if (text == null || text.isBlank()) {
            throw new AssertionError("nothing is said");
        }
        if (text.length() > MAX_LENGTH) {
            throw new AssertionError("a text of " + text.length() + " characters: " + text);
        }
        if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new AssertionError("not one line of printable ASCII: " + text);
        }
        hides(text, secret);
    }

    /** Throws if a text has a token or proof in it, or one of the parts of it. */
    public static void hides(String text, String secret) {
        Arrays.stream(secret.split("\\.", -1))
                .filter(part -> part.length() >= SHORTEST_SECRET && text.contains(part))
                .findAny()
                .ifPresent(part -> {
                    throw new AssertionError("a text shows what is secret: " + text);
                });
    }
}
