package org.resourceprotector.token;

import java.util.Objects;

/**
 * What a {@link TokenValidator} says of a token.
 *
 * <p>Immutable, thread-safe (as far as the token in it is).
 */
public sealed interface Verdict {

    /**
     * The token is good.
     *
     * @param token what the resource method will get
     * @return the verdict
     */
    static Verdict accepted(AccessToken token) {
        return new Accepted(token);
    }

    /**
     * The token is bad.
     *
     * @param rejection why
     * @return the verdict
     */
    static Verdict rejected(Rejection rejection) {
        return new Rejected(rejection);
    }

    /**
     * The token is of a kind that another validator of the chain may know.
     *
     * @return the verdict
     */
    static Verdict notMine() {
        return NotMine.VERDICT;
    }

    /**
     * The token is good. Its {@code toString()} does not show the token.
     *
     * @param token what the resource method will get
     */
    record Accepted(AccessToken token) implements Verdict {

        /**
         * Checks that there is a token.
         *
         * @param token what the resource method will get
         */
        public Accepted {
            Objects.requireNonNull(token, "token");
        }

        @Override
        public String toString() {
            return "Accepted";
        }
    }

    /**
     * The token is bad.
     *
     * @param rejection why
     */
    record Rejected(Rejection rejection) implements Verdict {

        /**
         * Checks that there is a reason.
         *
         * @param rejection why
         */
        public Rejected {
            Objects.requireNonNull(rejection, "rejection");
        }
    }

    /** The token is of a kind that another validator of the chain may know. */
    enum NotMine implements Verdict {
        /** The only such verdict. */
        VERDICT
    }
}
