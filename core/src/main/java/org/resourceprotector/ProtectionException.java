package org.resourceprotector;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.Serial;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.resourceprotector.token.Rejection;

/**
 * The refusal of {@link ResourceProtector#acquire}, or of the application itself: see {@link #forbidden}. Let it pass; the
 * library registers the mapper for it, so that an application's own mapper for {@code Throwable} or
 * {@code WebApplicationException} does not change the answer.
 *
 * <p>Its message holds the reason and nothing that is secret.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1">RFC 6750, section 3.1</a>
 */
public final class ProtectionException extends WebApplicationException {

    @Serial
    private static final long serialVersionUID = 1L;

    private static final int FORBIDDEN = 403;

    private final transient Rejection rejection;

    private final boolean complete;

    ProtectionException(Rejection rejection, Response response) {
        this(rejection, response, true);
    }

    private ProtectionException(Rejection rejection, Response response, boolean complete) {
        super("access refused: " + rejection.reason(), response);
        this.rejection = rejection;
        this.complete = complete;
    }

    /**
     * The refusal of an application that decides by itself, deep in a resource method: the caller gets the same 403 as for a
     * rule that is not met, and listeners hear of it, with the token of the request.
     *
     * <pre>{@code
     * if (!account.owner().equals(token.subject())) {
     *     throw ProtectionException.forbidden("account of another owner");
     * }
     * }</pre>
     *
     * @param detailForOperators why, for listeners; without anything secret; the caller does not see it
     * @return the exception, to be thrown
     */
    public static ProtectionException forbidden(String detailForOperators) {
        return forbidden(detailForOperators, List.of());
    }

    /**
     * The same, with what the client would have needed in the body of the 403: authorization details to ask its
     * authorization server for, such as a payment with the account and the amount of this call.
     *
     * @param detailForOperators why, for listeners; without anything secret; the caller does not see it
     * @param neededDetails what the caller sees: each with a {@code type}, made of texts, numbers, booleans, lists and maps,
     *     with at most 4,096 characters in all, and 8 levels
     * @return the exception, to be thrown
     * @throws IllegalArgumentException if the authorization details are none, or too much to be sent
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9396#section-2">RFC 9396, section 2</a>
     */
    public static ProtectionException forbidden(String detailForOperators, List<Map<String, Object>> neededDetails) {
        Rejection rejection = new Rejection(
                Rejection.Reason.NOT_PERMITTED,
                Objects.requireNonNull(detailForOperators, "detailForOperators"),
                Set.of(),
                null,
                null,
                neededDetails);
        // without an entity, or a runtime would not ask the mapper, which knows the whole answer
        return new ProtectionException(
                rejection,
                Response.status(FORBIDDEN).header("Cache-Control", "no-store").build(),
                false);
    }

    /** Whether it carries the whole answer already. */
    boolean isComplete() {
        return complete;
    }

    /**
     * Why the call is refused. Not for the caller.
     *
     * @return the rejection
     */
    public Rejection rejection() {
        return rejection;
    }
}
