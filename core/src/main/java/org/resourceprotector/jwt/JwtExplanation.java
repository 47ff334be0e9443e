package org.resourceprotector.jwt;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a validator accepts a token or not: every check, passed or not, also those behind the first that failed. For people,
 * and for nobody but the operator: it tells what a caller must not learn.
 *
 * <p>Holds no token and no signature. Of the claims, it shows those that are in question ({@code iss}, {@code aud},
 * {@code typ}, {@code alg}, {@code kid} and times), quoted, escaped and bounded; of others whether they are there.
 *
 * <p>Immutable, thread-safe. Its {@code toString()} is the explanation as lines of text.
 *
 * @param accepted whether the validator accepts the token now, as {@link JwtValidator#validate} would
 * @param checks the checks, in the order in which they are made
 * @param keys the keys of the issuer that were looked at, as their identifiers and algorithms; empty if they could not be
 *     fetched, or it did not come to that
 */
public record JwtExplanation(boolean accepted, List<Check> checks, List<String> keys) {

    /**
     * Copies the lists.
     *
     * @param accepted whether the validator accepts the token now
     * @param checks the checks
     * @param keys the keys that were looked at
     */
    public JwtExplanation {
        checks = List.copyOf(checks);
        keys = List.copyOf(keys);
    }

    /**
     * One check.
     *
     * @param name what is checked, for example {@code aud}
     * @param passed whether that is as it should be
     * @param expected what the validator is configured for
     * @param found what the token has
     * @param change if it did not pass, why, with the line of configuration that would change it; otherwise null
     */
    public record Check(
            String name,
            boolean passed,
            String expected,
            String found,
            @Nullable String change) {

        /**
         * Checks that nothing is null.
         *
         * @param name what is checked
         * @param passed whether that is as it should be
         * @param expected what the validator is configured for
         * @param found what the token has
         * @param change why it did not pass; null if it did
         */
        public Check {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(expected, "expected");
            Objects.requireNonNull(found, "found");
        }

        @Override
        public String toString() {
            return (passed ? "passed  " : "FAILED  ") + name
                    + "\n          expected: " + expected
                    + "\n          found:    " + found
                    + (change == null ? "" : "\n          why:      " + change);
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(accepted ? "The token is accepted." : "The token is not accepted.");
        checks.forEach(check -> text.append('\n').append(check));
        if (!keys.isEmpty()) {
            text.append("\nkeys that were looked at: ").append(String.join("; ", keys));
        }
        return text.append('\n').toString();
    }
}
