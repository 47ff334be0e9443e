package org.resourceprotector.nodes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.token.ValidationUnavailableException;

/** Proofs that are offered to a store, and what it says to them. */
public final class Proofs {

    private Proofs() {}

    public static Instant inAMinute() {
        return Instant.now().plusSeconds(65);
    }

    /** As long as those of real proofs. */
    public static String key(String kind, int number) {
        return (kind + number + "-").concat("x".repeat(43)).substring(0, 43);
    }

    /** Why the store cannot tell; null if it can. */
    public static @Nullable ValidationUnavailableException outage(ReplayStore store, String key) {
        try {
            store.firstUse(key, inAMinute());
            return null;
        } catch (ValidationUnavailableException e) {
            return e;
        }
    }

    public static boolean isUnavailable(ReplayStore store, String key) {
        return outage(store, key) != null;
    }

    /** Whether it cannot tell for this reason. */
    public static boolean isUnavailable(ReplayStore store, String key, Class<? extends Throwable> cause) {
        ValidationUnavailableException outage = outage(store, key);
        return outage != null && cause.isInstance(outage.getCause());
    }

    /** Whether it says that it cannot take any more, and not that nobody answered. */
    public static boolean isFull(ReplayStore store, String key) {
        ValidationUnavailableException outage = outage(store, key);
        return outage != null && !outage.getMessage().endsWith("in time");
    }

    /** How many proofs are accepted; the store is asked again if it cannot tell. */
    public static int accepted(ReplayStore store, String kind, int proofs) {
        int[] accepted = new int[1];
        for (int i = 0; i < proofs; i++) {
            String key = key(kind, i);
            Until.until("an answer", () -> {
                try {
                    accepted[0] += store.firstUse(key, inAMinute()) ? 1 : 0;
                    return true;
                } catch (ValidationUnavailableException e) {
                    return false;
                }
            });
        }
        return accepted[0];
    }
}
