package org.resourceprotector.load.soak;

import static org.resourceprotector.load.soak.Fault.Effect.FORGETS;
import static org.resourceprotector.load.soak.Fault.Effect.LIES;
import static org.resourceprotector.load.soak.Fault.Effect.OUTAGE;

/**
 * A visit that has ended: to which node, and from when to when, in milliseconds since the start and by the clock of the
 * node. Immutable, thread-safe.
 */
record Situation(Node node, History history, Tokens tokens, long from, long to, double clockFrom, double clockTo) {

    /** Whether the machine had too much to do. */
    boolean isStalled() {
        return history.isStalled(from, to);
    }

    /** Whether the node must know the key of a token. */
    boolean knowsKeyOf(Jwt token) {
        if (isStalled()) {
            return false;
        }
        Long since = node.knowsSince(token);
        if (since != null && since < from && !history.keysSuffer(since, to, FORGETS, LIES)) {
            return true;
        }
        boolean isOld = token.publishedAt() + Times.COOLDOWN.plus(Times.MARGIN).toMillis() <= from;
        return isOld && !history.keysSuffer(from, to, OUTAGE, FORGETS, LIES);
    }

    /** Whether the server has told wrong keys. */
    boolean mayHaveWrongKeys() {
        return history.keysSuffer(from, to, LIES);
    }

    /** Whether the node need not be able to ask. */
    boolean mayNotBeTold() {
        return isStalled() || history.introspectionSuffers(from, to, OUTAGE, LIES);
    }

    /**
     * Whether the server has told something wrong of tokens, also a while ago if it could not be asked since; or the clock of
     * the node has, and a refusal is remembered.
     */
    boolean mayBeToldWrong() {
        boolean jumped = node.changedAt()
                > from - Times.NEGATIVE_CACHE.plus(Times.MARGIN).toMillis();
        long longest = Times.STALE.toMillis();
        return jumped
                || history.introspectionSuffers(from, to, LIES)
                || (history.introspectionSuffers(from - longest, to, LIES)
                        && history.introspectionSuffers(from, to, OUTAGE));
    }

    /** Whether the node has had the time to hear that a key is withdrawn. */
    boolean mustMiss(Jwt token) {
        Long at = tokens.withdrawnAt(token);
        if (at == null) {
            return false;
        }
        long refresh = Times.FRESH.plus(Times.MARGIN).toMillis();
        boolean jumped = node.changedAt() + Times.KEYS_STEP_BACK.toMillis() > at;
        long window = jumped ? refresh + Times.KEYS_STEP_BACK.toMillis() : refresh;
        return at + window < from && !history.keysSuffer(from - window, to, OUTAGE, FORGETS, LIES);
    }

    /** Whether a node may still believe in a token that was revoked. */
    boolean mayRemember(Opaque token) {
        Long at = tokens.revokedAt(token);
        if (at == null) {
            return true;
        }
        boolean longer =
                node.changedAt() > at - Times.CACHE.toMillis() || history.introspectionSuffers(at, to, OUTAGE, LIES);
        long window = (longer ? Times.CACHE.plus(Times.STALE) : Times.CACHE)
                .plus(Times.MARGIN)
                .toMillis();
        return from < at + window;
    }
}
