package org.resourceprotector.load.soak;

import java.util.Set;
import java.util.TreeSet;

/** The statuses that a visit may end with, by what the documents say. */
interface Expected {

    /** The statuses that may be answered. */
    Set<Integer> in(Situation situation);

    /** Always one of these. */
    static Expected oneOf(Integer... statuses) {
        Set<Integer> all = Set.of(statuses);
        return situation -> all;
    }

    /** A good JWT gets in, unless its key cannot be known, or a clock says that its time is over. */
    static Expected goodJwt(Jwt token) {
        return situation -> {
            Lifetime.Verdict time = token.lifetime().between(situation.clockFrom(), situation.clockTo());
            return jwt(token, time, situation);
        };
    }

    /** The same with a proof. */
    static Expected goodProof(Jwt token, long proofIssuedAt) {
        return situation -> {
            Lifetime.Verdict time = Lifetime.both(
                    token.lifetime().between(situation.clockFrom(), situation.clockTo()),
                    Lifetime.ofProof(proofIssuedAt, situation.clockFrom(), situation.clockTo()));
            return jwt(token, time, situation);
        };
    }

    private static Set<Integer> jwt(Jwt token, Lifetime.Verdict time, Situation situation) {
        if (time == Lifetime.Verdict.BAD || situation.mustMiss(token)) {
            return Set.of(401, 503);
        }
        Set<Integer> statuses = new TreeSet<>(Set.of(200));
        boolean isWithdrawn = situation.tokens().withdrawnAt(token) != null;
        if (!situation.knowsKeyOf(token) || isWithdrawn) {
            statuses.add(503);
        }
        if (situation.mayHaveWrongKeys() || isWithdrawn || time == Lifetime.Verdict.EITHER) {
            statuses.add(401);
        }
        return statuses;
    }

    /** A good opaque token gets in, unless nobody can be asked. */
    static Expected goodOpaque(Opaque token) {
        return situation -> {
            Lifetime.Verdict time = token.lifetime().between(situation.clockFrom(), situation.clockTo());
            if (time == Lifetime.Verdict.BAD || !situation.mayRemember(token)) {
                return Set.of(401, 503);
            }
            Set<Integer> statuses = new TreeSet<>(Set.of(200));
            boolean isRevoked = situation.tokens().revokedAt(token) != null;
            if (situation.mayNotBeTold()) {
                statuses.add(503);
            }
            if (situation.mayBeToldWrong() || isRevoked || time == Lifetime.Verdict.EITHER) {
                statuses.add(401);
            }
            return statuses;
        };
    }

    /** A bad opaque token is refused, unless nobody can be asked. */
    static Expected badOpaque() {
        return situation -> situation.mayNotBeTold() ? Set.of(401, 503) : Set.of(401);
    }

    /** The same with another status in place of 200. */
    default Expected but(int status) {
        return situation -> {
            Set<Integer> statuses = new TreeSet<>(in(situation));
            if (statuses.remove(200)) {
                statuses.add(status);
            }
            return statuses;
        };
    }

    /** The same, or another status. */
    default Expected or(int status) {
        return situation -> {
            Set<Integer> statuses = new TreeSet<>(in(situation));
            statuses.add(status);
            return statuses;
        };
    }
}
