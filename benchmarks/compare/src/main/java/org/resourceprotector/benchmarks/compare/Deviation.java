package org.resourceprotector.benchmarks.compare;

/**
 * Something that an RFC does not want.
 *
 * @param level how much it does not want it
 * @param row the identifier of the rule
 * @param text what is wrong, in a few words
 */
record Deviation(Level level, String row, String text) {

    /** How binding the rule is. */
    enum Level {
        /** The RFC says MUST, or cannot be met otherwise. */
        MUST,
        /** The RFC says SHOULD. */
        SHOULD,
        /** The RFCs leave it open; it is what a careful server does. */
        ADVICE
    }
}
