package org.resourceprotector.status;

import java.util.Objects;

/**
 * The memory of used proofs.
 *
 * @param store its name
 * @param proofs how many it remembers
 * @param maximum how many it can remember; when it is full, callers get a 503
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-11.1">RFC 9449, section 11.1</a>
 */
public record ReplayStoreStatus(String store, long proofs, long maximum) implements Status {

    /**
     * Checks that nothing is missing.
     *
     * @param store its name
     * @param proofs how many it remembers
     * @param maximum how many it can remember
     */
    public ReplayStoreStatus {
        Objects.requireNonNull(store, "store");
    }
}
