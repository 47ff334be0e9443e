package org.resourceprotector.load.soak;

/**
 * From when to when a token is good, in seconds since the epoch, and what a node must say of that whose clock is off.
 * Immutable, thread-safe.
 */
record Lifetime(long issuedAt, long expiresAt) {

    private static final double MARGIN = Times.MARGIN.toSeconds();
    private static final double SKEW = Times.SKEW.toSeconds();

    /** What a clock says of a token. */
    enum Verdict {
        GOOD,
        BAD,
        EITHER
    }

    /**
     * What must be said of it by a clock between two moments.
     *
     * @param from seconds since the epoch
     * @param to seconds since the epoch
     */
    Verdict between(double from, double to) {
        if (from > expiresAt + SKEW + MARGIN || to < issuedAt - SKEW - MARGIN) {
            return Verdict.BAD;
        }
        return from >= issuedAt - SKEW + MARGIN && to <= expiresAt - MARGIN ? Verdict.GOOD : Verdict.EITHER;
    }

    /** The same of a proof, which is good for a minute. */
    static Verdict ofProof(long issuedAt, double from, double to) {
        double age = Times.PROOF_AGE.toSeconds();
        double skew = Times.PROOF_SKEW.toSeconds();
        if (from > issuedAt + age + MARGIN || to < issuedAt - skew - MARGIN) {
            return Verdict.BAD;
        }
        return from >= issuedAt - skew + MARGIN && to <= issuedAt + age - MARGIN ? Verdict.GOOD : Verdict.EITHER;
    }

    static Verdict both(Verdict one, Verdict other) {
        if (one == Verdict.BAD || other == Verdict.BAD) {
            return Verdict.BAD;
        }
        return one == Verdict.GOOD && other == Verdict.GOOD ? Verdict.GOOD : Verdict.EITHER;
    }
}
