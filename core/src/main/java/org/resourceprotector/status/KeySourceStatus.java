package org.resourceprotector.status;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer.
 *
 * @param source the issuer identifier, or the address of the keys without its query
 * @param keys the keys that are known; empty if none were fetched yet
 * @param fetchedAt when they came; null if they did not come yet
 * @param due when they will be fetched again, if a token comes; null if they are to be fetched at the next token
 * @param trustedUntil when they are of no use any more, if their server does not answer until then; null without keys
 * @param failures how many fetches failed one after the other; 0 if the last one succeeded
 * @param failure why the last fetch failed, for the operator: it may name addresses; null if it did not
 */
public record KeySourceStatus(
        String source,
        List<Key> keys,
        @Nullable Instant fetchedAt,
        @Nullable Instant due,
        @Nullable Instant trustedUntil,
        int failures,
        @Nullable String failure)
        implements Status {

    /**
     * Copies the keys.
     *
     * @param source the issuer identifier, or the address of the keys without its query
     * @param keys the keys that are known
     * @param fetchedAt when they came
     * @param due when they will be fetched again
     * @param trustedUntil when they are of no use any more
     * @param failures how many fetches failed one after the other
     * @param failure why the last fetch failed
     */
    public KeySourceStatus {
        Objects.requireNonNull(source, "source");
        keys = List.copyOf(keys);
    }

    /**
     * A key, by its name.
     *
     * @param id the key identifier, as the server chose it; null if it has none
     * @param algorithms the registered names of the signature algorithms that it is for
     */
    public record Key(@Nullable String id, Set<String> algorithms) {

        /**
         * Copies the algorithms.
         *
         * @param id the key identifier
         * @param algorithms the algorithms
         */
        public Key {
            algorithms = Set.copyOf(algorithms);
        }
    }
}
