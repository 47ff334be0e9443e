package org.resourceprotector.benchmarks.compare;

/** What a request is, as far as an RFC cares. */
enum Situation {
    /** Carries a token that is good for what it asks. */
    GOOD,
    /** Carries nothing that is a bearer token. */
    NO_CREDENTIALS,
    /** Carries something that is not exactly one well-formed token. */
    MALFORMED,
    /** Carries two credentials. */
    TWO_CREDENTIALS,
    /** Carries a token that must not open anything here. */
    BAD_TOKEN,
    /** Carries a valid token that is not enough. */
    NOT_ENOUGH,
    /** Carries a good token, but the keys cannot be had. */
    OUTAGE,
    /** Asks what a browser asks before it sends the real request. */
    PREFLIGHT
}
