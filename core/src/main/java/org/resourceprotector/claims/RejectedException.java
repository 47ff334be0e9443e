package org.resourceprotector.claims;

import java.io.Serial;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Carries a rejection out of the checks of a validator, which it never leaves. Has no stack trace
 * and no text of the token.
 */
public final class RejectedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    /** The detail is a sentence for the operator, possibly empty, with nothing of the token. */
    public RejectedException(Reason reason, String detail) {
        super(detail, null, false, false);
        this.rejection = Rejection.of(reason, detail);
    }

    public Rejection rejection() {
        return rejection;
    }
}
