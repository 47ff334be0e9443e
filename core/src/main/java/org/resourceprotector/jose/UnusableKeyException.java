package org.resourceprotector.jose;

import java.io.Serial;

/** A published key must not be trusted. The message is this library's own. */
public final class UnusableKeyException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    public UnusableKeyException(String weakness) {
        super(weakness, null, false, false);
    }
}
