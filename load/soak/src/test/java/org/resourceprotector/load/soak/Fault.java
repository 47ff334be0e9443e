package org.resourceprotector.load.soak;

import java.time.Duration;

/** What is wrong with the authorization server for a while, and what that excuses at its nodes. */
enum Fault {
    /** Connections are refused. */
    REFUSED(Effect.OUTAGE, Effect.OUTAGE, false),
    /** Whoever asks waits for twenty seconds. */
    HANGS(Effect.OUTAGE, Effect.OUTAGE, true),
    /** Whoever asks waits for two seconds. */
    SLOW(Effect.OUTAGE, Effect.OUTAGE, true),
    /** 500. */
    ERRORS(Effect.OUTAGE, Effect.OUTAGE, false),
    /** 503, which says when to come back. */
    BUSY(Effect.OUTAGE, Effect.OUTAGE, false),
    /** JSON that breaks off. */
    GARBAGE(Effect.OUTAGE, Effect.OUTAGE, false),
    /** A page in place of JSON. */
    PAGE(Effect.OUTAGE, Effect.OUTAGE, false),
    /** A body of which a byte comes now and then. */
    DRIPS(Effect.OUTAGE, Effect.OUTAGE, true),
    /** A body without an end. */
    ENDLESS(Effect.OUTAGE, Effect.OUTAGE, false),
    /** Redirects to a server of somebody else, which publishes a key and calls every token active. */
    REDIRECTS(Effect.OUTAGE, Effect.OUTAGE, false),
    /** Metadata that name another issuer, and the addresses of that server. */
    OTHER_ISSUER(Effect.OUTAGE, Effect.OUTAGE, false),
    /** A set without a key. */
    NO_KEYS(Effect.OUTAGE, Effect.NONE, false),
    /** A set with keys of which none is of use, which withdraws the others. */
    USELESS_KEYS(Effect.FORGETS, Effect.NONE, false),
    /** Other keys under the names of the right ones. */
    WRONG_KEYS(Effect.LIES, Effect.NONE, false),
    /** Introspection says of every token something that must let nobody in. */
    WRONG_ANSWERS(Effect.NONE, Effect.LIES, false);

    /** What a good token may get for it. */
    enum Effect {
        /** What it always gets. */
        NONE,
        /** 503, unless the node knows what it needs. */
        OUTAGE,
        /** 503, whatever the node knew. */
        FORGETS,
        /** The same, and 401. */
        LIES
    }

    private final Effect onKeys;
    private final Effect onIntrospection;
    private final boolean holdsUp;

    Fault(Effect onKeys, Effect onIntrospection, boolean holdsUp) {
        this.onKeys = onKeys;
        this.onIntrospection = onIntrospection;
        this.holdsUp = holdsUp;
    }

    Effect onKeys() {
        return onKeys;
    }

    Effect onIntrospection() {
        return onIntrospection;
    }

    /** How long after it the keys of a node may be as if it went on: until it may ask again, and what it asked has ended. */
    Duration afterwardsForKeys() {
        Duration pause = Times.COOLDOWN.plus(Times.MARGIN);
        return holdsUp ? pause.plus(Times.KEYS_TIMEOUT) : pause;
    }

    /** The same for introspection; of a wrong answer that binds the token to a key as much is remembered as of a good one. */
    Duration afterwardsForIntrospection() {
        Duration pause = (onIntrospection == Effect.LIES ? Times.CACHE : Times.CIRCUIT).plus(Times.MARGIN);
        return holdsUp ? pause.plus(Times.TIMEOUT) : pause;
    }
}
