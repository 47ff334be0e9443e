package org.resourceprotector.status;

import java.util.Objects;

/**
 * The server that is asked about tokens.
 *
 * @param server its address, or the issuer whose metadata names it
 * @param circuit whether it is asked
 * @param waiting how many requests wait for it
 * @param maxWaiting how many may wait now; fewer while the server is slow
 * @param calls how many calls are under way
 * @param maxCalls how many may be
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662</a>
 */
public record IntrospectionStatus(String server, Circuit circuit, int waiting, int maxWaiting, int calls, int maxCalls)
        implements Status {

    /**
     * Checks that nothing is missing.
     *
     * @param server its address
     * @param circuit whether it is asked
     * @param waiting how many requests wait for it
     * @param maxWaiting how many may wait now
     * @param calls how many calls are under way
     * @param maxCalls how many may be
     */
    public IntrospectionStatus {
        Objects.requireNonNull(server, "server");
        Objects.requireNonNull(circuit, "circuit");
    }

    /** The state of the circuit breaker in front of the server. */
    public enum Circuit {
        /** The server is asked. */
        CLOSED,
        /** The server did not answer several times, and is not asked for a while. */
        OPEN,
        /** One call tries whether it answers again. */
        HALF_OPEN
    }
}
