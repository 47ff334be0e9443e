package org.resourceprotector.enforcement;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the credentials of a running request came to, so that a token is validated once per request, however
 * often it is asked for. Jakarta REST has no place that both a filter and {@code HttpHeaders} can reach, except the header
 * itself: the filter gives each request a header value that is an object of its own, and that object's identity, not its
 * text, is the key. Forgotten with the response.
 *
 * <p>Thread-safe without locks. Bounded: where more requests run at once than there is room for, or many ended without a
 * response, older ones are forgotten, which costs a second validation and nothing else.
 */
final class Memory {

    private static final int ROOM = 1 << 12;
    private static final int NEIGHBOURS = 8;

    private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(ROOM);

    /** A header value, which counts by identity, and what it came to. */
    private record Entry(Object key, Outcome outcome) {

        @Override
        public String toString() {
            return "Entry";
        }
    }

    void remember(@Nullable List<String> authorization, Outcome outcome) {
        Object key = key(authorization);
        if (key == null) {
            return;
        }
        Entry entry = new Entry(key, outcome);
        for (int i = 0; i < NEIGHBOURS; i++) {
            if (entries.compareAndSet(slot(key, i), null, entry)) {
                return;
            }
        }
        entries.set(slot(key, 0), entry);
    }

    @Nullable
    Outcome recall(@Nullable List<String> authorization) {
        Object key = key(authorization);
        for (int i = 0; key != null && i < NEIGHBOURS; i++) {
            Entry entry = entries.get(slot(key, i));
            if (entry != null && entry.key == key) {
                return entry.outcome;
            }
        }
        return null;
    }

    void forget(@Nullable List<String> authorization) {
        Object key = key(authorization);
        for (int i = 0; key != null && i < NEIGHBOURS; i++) {
            Entry entry = entries.get(slot(key, i));
            if (entry != null && entry.key == key) {
                entries.compareAndSet(slot(key, i), entry, null);
            }
        }
    }

    private static int slot(Object key, int neighbour) {
        return (System.identityHashCode(key) + neighbour) & (ROOM - 1);
    }

    private static @Nullable Object key(@Nullable List<String> authorization) {
        return authorization == null || authorization.size() != 1 ? null : authorization.get(0);
    }
}
