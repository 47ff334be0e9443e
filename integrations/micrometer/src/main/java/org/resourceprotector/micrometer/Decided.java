package org.resourceprotector.micrometer;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * A decision as far as tags tell of it: its outcome, and the reason if a token or a call was no good. There is one of each,
 * numbered, so that the meters of an endpoint are an array.
 *
 * @param outcome how it came out
 * @param reason the reason, in lower case; none where there is none
 * @param index its number
 */
record Decided(Outcome outcome, String reason, int index) {

    private static final Reason[] REASONS = Reason.values();

    /** How many there are. */
    static final int COUNT = 2 + 2 * REASONS.length;

    static final Decided ACCEPTED = new Decided(Outcome.ACCEPTED, Names.NONE, 0);
    static final Decided ANONYMOUS = new Decided(Outcome.ANONYMOUS, Names.NONE, 1);

    private static final Map<Reason, Decided> REFUSED = all(Outcome.REFUSED, 2);
    private static final Map<Reason, Decided> IGNORED = all(Outcome.IGNORED, 2 + REASONS.length);

    private static Map<Reason, Decided> all(Outcome outcome, int first) {
        Map<Reason, Decided> all = new EnumMap<>(Reason.class);
        for (Reason reason : REASONS) {
            all.put(reason, new Decided(outcome, reason.name().toLowerCase(Locale.ROOT), first + all.size()));
        }
        return all;
    }

    static Decided refused(Rejection rejection) {
        return Objects.requireNonNull(REFUSED.get(rejection.reason()));
    }

    static Decided ignored(Rejection rejection) {
        return Objects.requireNonNull(IGNORED.get(rejection.reason()));
    }

    /** Whether there was a token at all. */
    static boolean hasToken(@Nullable Rejection rejection) {
        return rejection == null || rejection.reason() != Reason.MISSING;
    }
}
