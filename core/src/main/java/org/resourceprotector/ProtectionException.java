package org.resourceprotector;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import java.io.Serial;
import org.resourceprotector.token.Rejection;

/**
 * The refusal of {@link ResourceProtector#acquire}: carries the complete answer. Let it pass; the library registers the
 * mapper for it, so that an application's own mapper for {@code Throwable} or {@code WebApplicationException} does not
 * change the answer.
 *
 * <p>Its message holds the reason and nothing that is secret.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-3.1">RFC 6750, section 3.1</a>
 */
public final class ProtectionException extends WebApplicationException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    ProtectionException(Rejection rejection, Response response) {
        super("access refused: " + rejection.reason(), response);
        this.rejection = rejection;
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
