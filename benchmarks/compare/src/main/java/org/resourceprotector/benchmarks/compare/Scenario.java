package org.resourceprotector.benchmarks.compare;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.benchmarks.compare.ServerProcess.Mode;

/** A load, and what its throughput is held against: the same load on the same runtime without protection. */
enum Scenario {
    /** The runtime without protection, one token. */
    OPEN_ONE("unprotected, one token", Mode.OPEN, null, Source.HOT, false),
    /** The runtime without protection, many tokens. */
    OPEN_MANY("unprotected, many tokens", Mode.OPEN, null, Source.ROTATION, false),
    /** The runtime without protection, one token with proofs. */
    OPEN_PROOFS("unprotected, one token, new proofs", Mode.OPEN, null, Source.PROOFS, false),
    /** The runtime without protection, no token. */
    OPEN_NONE("unprotected, no token", Mode.OPEN, null, Source.NONE, false),
    /** A token that was seen before. */
    HOT("one hot token", Mode.PROTECTED, OPEN_ONE, Source.HOT, false),
    /** Tokens that were seen before, as many as the default cache holds. */
    ROTATION("10,000 tokens in rotation", Mode.PROTECTED, OPEN_MANY, Source.ROTATION, false),
    /** Each request a token that nobody saw before. */
    NEW_RS256("each request a new token, RS256", Mode.PROTECTED, OPEN_MANY, Source.NEW_RS256, false),
    /** The same with a native provider. */
    NEW_RS256_NATIVE("new tokens, RS256, Conscrypt", Mode.PROTECTED_NATIVE, OPEN_MANY, Source.NEW_RS256, false),
    /** The same with elliptic curves. */
    NEW_ES256("each request a new token, ES256", Mode.PROTECTED, OPEN_MANY, Source.NEW_ES256, false),
    /** The same with elliptic curves and a native provider. */
    NEW_ES256_NATIVE("new tokens, ES256, Conscrypt", Mode.PROTECTED_NATIVE, OPEN_MANY, Source.NEW_ES256, false),
    /** Tokens of many issuers that were seen before. */
    ISSUERS_ROTATION(
            "10,000 tokens of 1,000 issuers", Mode.PROTECTED_ISSUERS, OPEN_MANY, Source.ISSUERS_ROTATION, false),
    /** A token that was seen before, each time with a proof that nobody saw before. */
    PROOFS("one hot token, new proofs, ES256", Mode.PROTECTED_DPOP, OPEN_PROOFS, Source.PROOFS, false),
    /** The same with a native provider. */
    PROOFS_NATIVE("hot token, new proofs, Conscrypt", Mode.PROTECTED_DPOP_NATIVE, OPEN_PROOFS, Source.PROOFS, false),
    /** No token: a 401 for each request. */
    NO_TOKEN("no token (401)", Mode.PROTECTED, OPEN_NONE, Source.NONE, true),
    /** Forged tokens: a 401 for each request. */
    BAD("forged tokens (401)", Mode.PROTECTED, OPEN_MANY, Source.BAD, true);

    private final String title;
    private final Mode mode;
    private final @Nullable Scenario base;
    private final Source source;
    private final boolean isRefused;

    /** Where the tokens of a load come from. */
    enum Source {
        /** Nowhere. */
        NONE,
        /** One token. */
        HOT,
        /** The same tokens in each round. */
        ROTATION,
        /** Tokens for one round only. */
        NEW_RS256,
        /** Tokens for one round only. */
        NEW_ES256,
        /** The same tokens in each round, of many issuers. */
        ISSUERS_ROTATION,
        /** One token, with proofs that are made for one load only. */
        PROOFS,
        /** Tokens with a broken signature. */
        BAD;

        /** Whether tokens are for one round only. */
        boolean isNew() {
            return this == NEW_RS256 || this == NEW_ES256;
        }
    }

    Scenario(String title, Mode mode, @Nullable Scenario base, Source source, boolean isRefused) {
        this.title = title;
        this.mode = mode;
        this.base = base;
        this.source = source;
        this.isRefused = isRefused;
    }

    /** Those that are written down; the others are only printed. */
    static List<Scenario> published() {
        return Stream.of(values()).filter(one -> one.source != Source.PROOFS).toList();
    }

    String title() {
        return title;
    }

    Mode mode() {
        return mode;
    }

    /** What its throughput is held against; null where it is held against nothing. */
    @Nullable
    Scenario base() {
        return base;
    }

    Source source() {
        return source;
    }

    /** Whether nothing may be sent twice, because somebody would notice. */
    boolean isOnce() {
        return source.isNew() || (source == Source.PROOFS && mode != Mode.OPEN);
    }

    /** Whether every answer must be a refusal; else none may be one. */
    boolean isRefused() {
        return isRefused;
    }
}
