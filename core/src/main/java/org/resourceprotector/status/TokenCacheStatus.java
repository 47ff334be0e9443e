package org.resourceprotector.status;

import java.util.Objects;

/**
 * What a validator remembers of tokens.
 *
 * @param validator whose tokens they are: an issuer, the address of a server, or "all issuers" if several share the cache;
 *     the same for as long as there is the validator
 * @param tokens how many are remembered, about
 * @param maximum how many can be at most
 * @param hits how often a token was found, since the validator was built
 * @param misses how often it was not
 */
public record TokenCacheStatus(String validator, long tokens, long maximum, long hits, long misses) implements Status {

    /**
     * Checks that nothing is missing.
     *
     * @param validator whose tokens they are
     * @param tokens how many are remembered
     * @param maximum how many can be at most
     * @param hits how often a token was found
     * @param misses how often it was not
     */
    public TokenCacheStatus {
        Objects.requireNonNull(validator, "validator");
    }
}
