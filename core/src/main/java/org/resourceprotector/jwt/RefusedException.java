package org.resourceprotector.jwt;

import java.io.Serial;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/** Carries a rejection out of the checks. Never leaves the validator, has no stack trace and no text of the token. */
final class RefusedException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Rejection rejection;

    RefusedException(Reason reason, String detail) {
        super(detail, null, false, false);
        this.rejection = Rejection.of(reason, detail);
    }

    Rejection rejection() {
        return rejection;
    }
}
