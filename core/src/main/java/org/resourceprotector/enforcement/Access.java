package org.resourceprotector.enforcement;

/** Whether a call needs a token; the stricter first. */
public enum Access {
    /** A valid token that satisfies the rule. */
    PROTECTED,
    /** No token, or a valid one that satisfies the rule. */
    OPTIONAL,
    /** No token, or any; one that is not good enough is ignored. */
    OPTIONAL_IGNORING_INVALID,
    /** Nothing is asked. */
    OPEN;

    Access stricter(Access other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
