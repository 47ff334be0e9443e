package org.resourceprotector.enforcement;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the credentials of a running request came to, so that a token is validated once per request, however
 * often it is asked for. Jakarta REST has no place that both a filter and {@code HttpHeaders} can reach, except the header
 * itself: the filter gives each request a header value that is an object of its own, and that object's identity, not its
 * text, is the key. Only such values are remembered for, because a runtime's own may be shared by requests. Forgotten
 * with the response.
 *
 * <p>Thread-safe without locks. Bounded: where more requests run at once than there is room for, or many ended without a
 * response, older ones are forgotten, which costs a second validation and nothing else.
 */
final class Memory {

    static final int ROOM = 1 << 12;

    private static final int NEIGHBOURS = 8;

    private final AtomicReferenceArray<@Nullable Entry> entries = new AtomicReferenceArray<>(ROOM);

    /** A header value, which counts by identity, and what it came to; null until that is known. */
    private record Entry(Object key, @Nullable Outcome outcome) {

        @Override
        public String toString() {
            return "Entry";
        }
    }

    /** Makes ready to remember for a header value that belongs to one request alone. */
    void open(String own) {
        Entry entry = new Entry(own, null);
        for (int i = 0; i < NEIGHBOURS; i++) {
            if (entries.compareAndSet(slot(own, i), null, entry)) {
                return;
            }
        }
        entries.set(slot(own, 0), entry);
    }

    boolean isOpenFor(@Nullable List<String> authorization) {
        Object key = key(authorization);
        return key != null && find(key) >= 0;
    }

    void remember(@Nullable List<String> authorization, Outcome outcome) {
        Object key = key(authorization);
        int slot = key == null ? -1 : find(key);
        if (key != null && slot >= 0) {
            entries.set(slot, new Entry(key, outcome));
        }
    }

    @Nullable
    Outcome recall(@Nullable List<String> authorization) {
        Object key = key(authorization);
        int slot = key == null ? -1 : find(key);
        Entry entry = slot < 0 ? null : entries.get(slot);
        return entry != null && entry.key == key ? entry.outcome : null;
    }

    void forget(@Nullable List<String> authorization) {
        Object key = key(authorization);
        int slot = key == null ? -1 : find(key);
        Entry entry = slot < 0 ? null : entries.get(slot);
        if (entry != null && entry.key == key) {
            entries.compareAndSet(slot, entry, null);
        }
    }

    /** How many requests are remembered. */
    int size() {
        int size = 0;
        for (int i = 0; i < ROOM; i++) {
            size += entries.get(i) == null ? 0 : 1;
        }
        return size;
    }

    private int find(Object key) {
        for (int i = 0; i < NEIGHBOURS; i++) {
            int slot = slot(key, i);
            Entry entry = entries.get(slot);
            if (entry != null && entry.key == key) {
                return slot;
            }
        }
        return -1;
    }

    private static int slot(Object key, int neighbour) {
        return (System.identityHashCode(key) + neighbour) & (ROOM - 1);
    }

    private static @Nullable Object key(@Nullable List<String> authorization) {
        return authorization == null || authorization.size() != 1 ? null : authorization.get(0);
    }
}
