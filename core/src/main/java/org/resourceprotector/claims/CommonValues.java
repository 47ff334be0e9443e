package org.resourceprotector.claims;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Values that many tokens have, such as the issuer, a set of scopes, or the name of a claim: tokens
 * that are kept have one of each between them, as far as it was seen a short while ago. A fixed
 * number is kept, each in the one place that its hash code gives it, where the next one replaces
 * it.
 *
 * <p>Only for values that never change, of tokens that were checked. Stateless but for what is
 * forgotten, thread-safe.
 */
final class CommonValues {

    private static final int PLACES = 512;

    private static final AtomicReferenceArray<Object> KNOWN = new AtomicReferenceArray<>(PLACES);

    private CommonValues() {}

    /** A value that is equal to this one, and of the same class. */
    @SuppressWarnings("unchecked") // of the same class
    static <T> T of(T value) {
        int hash = value.hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        Object known = KNOWN.getAcquire(place);
        if (known != null && known.getClass() == value.getClass() && known.equals(value)) {
            return (T) known;
        }
        KNOWN.setRelease(place, value);
        return value;
    }
}
