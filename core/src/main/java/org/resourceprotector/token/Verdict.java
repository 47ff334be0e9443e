package org.resourceprotector.token;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

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
     * The token is of a kind that another validator of the chain may know, and it is known why this one does not accept it.
     *
     * @param otherwise what the token is refused with if no other validator knows it, instead of
     *     {@link Rejection.Reason#UNKNOWN}
     * @return the verdict
     * @throws IllegalArgumentException if it is a rejection that is not about the token
     */
    static Verdict notMine(Rejection otherwise) {
        return new NotMine(Objects.requireNonNull(otherwise, "otherwise"));
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

    /**
     * The token is of a kind that another validator of the chain may know. All of these are equal, whatever they say.
     *
     * @param otherwise what the token is refused with if no validator knows it; null for {@link Rejection.Reason#UNKNOWN}
     */
    record NotMine(@Nullable Rejection otherwise) implements Verdict {

        /** Without a reason. */
        public static final NotMine VERDICT = new NotMine(null);

        /**
         * Checks that it is the token that the rejection is about.
         *
         * @param otherwise what the token is refused with if no validator knows it
         */
        public NotMine {
            if (otherwise != null && otherwise.reason().kind() != Rejection.Kind.INVALID_TOKEN) {
                throw new IllegalArgumentException("not a rejection of a token: " + otherwise.reason());
            }
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof NotMine;
        }

        @Override
        public int hashCode() {
            return NotMine.class.hashCode();
        }

        @Override
        public String toString() {
            return "NotMine";
        }
    }
}
