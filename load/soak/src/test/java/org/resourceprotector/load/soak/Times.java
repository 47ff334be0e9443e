package org.resourceprotector.load.soak;

import java.time.Duration;

/** The times of the nodes, by which the documents say what may happen, and for how long. */
final class Times {

    /** {@code unknownKeyCooldown}. */
    static final Duration COOLDOWN = Duration.ofSeconds(5);

    /** {@code refreshInterval}. */
    static final Duration FRESH = Duration.ofSeconds(15);

    /** {@code cacheFor}. */
    static final Duration CACHE = Duration.ofSeconds(10);

    /** {@code acceptStaleIfError}. */
    static final Duration STALE = Duration.ofSeconds(20);

    /** The default of {@code negativeCacheFor}. */
    static final Duration NEGATIVE_CACHE = Duration.ofSeconds(5);

    /** The default of {@code circuitBreaker}. */
    static final Duration CIRCUIT = Duration.ofSeconds(2);

    /** The default of {@code timeout} of introspection. */
    static final Duration TIMEOUT = Duration.ofSeconds(3);

    /** The default of {@code timeout} of a key source. */
    static final Duration KEYS_TIMEOUT = Duration.ofSeconds(5);

    /** The default of {@code clockSkew} of tokens. */
    static final Duration SKEW = Duration.ofSeconds(30);

    /** The defaults of DPoP: how old a proof may be, and how far in the future. */
    static final Duration PROOF_AGE = Duration.ofSeconds(60);

    static final Duration PROOF_SKEW = Duration.ofSeconds(5);

    /** Keys that are newer than the clock by more than this are not trusted. */
    static final Duration KEYS_STEP_BACK = Duration.ofSeconds(60);

    /** The default of {@code staleIfError}, less what a soak needs of it. */
    static final Duration KEYS_STALE = Duration.ofMinutes(50);

    /** How many used proofs a node remembers. */
    static final int PROOFS = 1_000;

    /** For what takes time on a busy machine, and for seconds that tokens round. */
    static final Duration MARGIN = Duration.ofSeconds(2);

    /** A machine that does nothing for so long, or a node that answers so late what needs no key, has too much to do. */
    static final Duration STALL = Duration.ofMillis(500);

    private Times() {}
}
