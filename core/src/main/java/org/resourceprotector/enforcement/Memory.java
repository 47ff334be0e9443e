package org.resourceprotector.enforcement;

import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what the credentials of a running request came to, so that a token is validated once per request, however
 * often it is asked for. Jakarta REST has no place that both a filter and {@code HttpHeaders} can reach, except the header
 * itself: the filter gives each request a header value that is an object of its own, and that object's identity, not its
 * text, is the key. Only such values are remembered for, because a runtime's own may be shared by requests. Forgotten
 * with the response. A request whose token was recalled by its validator goes without: that one is asked once more.
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

    /** What credentials can be remembered by, once a filter has made them the request's own: the one header value. */
    static @Nullable String key(@Nullable List<String> authorization) {
        return authorization == null || authorization.size() != 1 ? null : authorization.get(0);
    }

    /** Makes ready to remember for a header value that belongs to one request alone. */
    void open(@Nullable Object own) {
        if (own != null && find(own) < 0) {
            put(new Entry(own, null));
        }
    }

    boolean isOpenFor(Object key) {
        return find(key) >= 0;
    }

    /** Remembers for a header value that belongs to one request alone, made ready or not. */
    void keep(@Nullable Object own, Outcome outcome) {
        if (own == null) {
            return;
        }
        int slot = find(own);
        Entry entry = new Entry(own, outcome);
        if (slot >= 0) {
            entries.set(slot, entry);
        } else {
            put(entry);
        }
    }

    /** Remembers for a header value that was made ready. */
    void remember(@Nullable Object key, Outcome outcome) {
        int slot = key == null ? -1 : find(key);
        if (key != null && slot >= 0) {
            entries.set(slot, new Entry(key, outcome));
        }
    }

    @Nullable
    Outcome known(@Nullable Object key) {
        int slot = key == null ? -1 : find(key);
        Entry entry = slot < 0 ? null : entries.get(slot);
        return entry != null && entry.key == key ? entry.outcome : null;
    }

    void forget(@Nullable Object key) {
        int slot = key == null ? -1 : find(key);
        Entry entry = slot < 0 ? null : entries.get(slot);
        if (entry != null && entry.key == key) {
            entries.compareAndSet(slot, entry, null);
        }
    }

    private void put(Entry entry) {
        for (int i = 0; i < NEIGHBOURS; i++) {
            if (entries.compareAndSet(slot(entry.key, i), null, entry)) {
                return;
            }
        }
        entries.set(slot(entry.key, 0), entry);
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
}
