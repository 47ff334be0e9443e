package org.resourceprotector.jwt;

import java.io.Serial;

/** A published key must not be trusted. The message is this library's own. */
final class WeakKeyException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    WeakKeyException(String weakness) {
        super(weakness, null, false, false);
    }
}
