package org.resourceprotector.micrometer;

/** Words that stand in tags for what has no name of its own. */
final class Names {

    /** There is none, or it is not known. */
    static final String NONE = "none";

    /** One of those that are too many to be named. */
    static final String OTHER = "other";

    /** What is longer is too long for a tag. */
    static final int MAX_LENGTH = 200;

    private Names() {}
}
