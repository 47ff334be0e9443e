package org.resourceprotector.micrometer;

import java.util.Locale;

/** How a decision came out, as the value of a tag. */
enum Outcome {
    ACCEPTED(0),
    ANONYMOUS(1),
    REFUSED(2),
    IGNORED(3);

    /** How many there are. */
    static final int COUNT = 4;

    private final int index;
    private final String tag = name().toLowerCase(Locale.ROOT);

    Outcome(int index) {
        this.index = index;
    }

    /** Its number, from 0. */
    int index() {
        return index;
    }

    String tag() {
        return tag;
    }
}
