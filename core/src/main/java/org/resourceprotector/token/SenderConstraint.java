package org.resourceprotector.token;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.status.Status;

/**
 * Proves that the caller holds what a token is bound to: one kind of proof of possession. The protector asks it for tokens
 * whose {@link Confirmation} has the {@link #confirmationMember member} that it proves; a token whose binding nobody proves
 * is refused.
 *
 * <p>{@code Dpop} and {@code MutualTls} are those of this library. An application may bring its own, for another member.
 *
 * <p>Whatever it throws refuses the call: {@link ValidationUnavailableException} with a 503, anything else with a 500.
 * Implementations must be thread-safe, and must not show proofs or keys in {@code toString()}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7800#section-3.1">RFC 7800, section 3.1</a>
 */
public interface SenderConstraint {

    /**
     * The authentication scheme that tokens of this kind come under.
     *
     * @return the registered name, {@code Bearer} or one of the constraint's own; always the same
     */
    String scheme();

    /**
     * The member of {@code cnf} that this proves.
     *
     * @return its name, for example {@code jkt}; always the same
     */
    String confirmationMember();

    /**
     * The parameters of the challenge for a scheme of its own, besides those that all challenges have.
     *
     * @return values by name, in the order in which they are sent; read once; not used if the scheme is {@code Bearer}. A name
     *     that all challenges have, such as {@code scope} or {@code error}, or that is no token, is refused at deployment
     */
    default Map<String, String> challengeParameters() {
        return Map.of();
    }

    /**
     * Looks at the proof of a request before the token is validated, if the token came under a scheme of the constraint's
     * own; otherwise for an accepted token that is bound to what this proves. What costs a signature check belongs into
     * {@link Proof#verify}, so that a bad token does not cost one.
     *
     * @param presented what the caller sent
     * @return the proof, or why there is none
     */
    Proof examine(PresentedToken presented);

    /**
     * What the constraint holds and does now, such as the memory of used proofs. Waits for nothing.
     *
     * @return the status of each part; empty by default
     */
    default List<Status> status() {
        return List.of();
    }

    /**
     * What operators should know of the settings of the constraint, and what to write instead. Logged at {@code WARNING} when
     * an application is deployed.
     *
     * @return one line for each; made of constants; empty by default
     */
    default List<String> warnings() {
        return List.of();
    }

    /** The proof that came with a request. Asked once, on the thread of the request. */
    interface Proof {

        /**
         * A proof that is refused whatever the token is.
         *
         * @param rejection why
         * @param responseHeaders see {@link #responseHeaders}
         * @return the proof
         */
        static Proof refused(Rejection rejection, Map<String, String> responseHeaders) {
            return new RefusedProof(rejection, Map.copyOf(responseHeaders));
        }

        /**
         * Why the proof is refused, as far as can be said without the token.
         *
         * @return the rejection; null if it depends on the token
         */
        default @Nullable Rejection refusal() {
            return null;
        }

        /**
         * Whether the proof is one for a token. Called for accepted tokens only.
         *
         * @param confirmation what the token is bound to; has the member of the constraint
         * @return why it is not; null if the binding is proved
         */
        @Nullable
        Rejection verify(Confirmation confirmation);

        /**
         * Headers for the response, whatever it will be. {@code Vary} is added to what is there, any other header replaces
         * what is there.
         *
         * @return one value by name
         */
        default Map<String, String> responseHeaders() {
            return Map.of();
        }
    }
}
