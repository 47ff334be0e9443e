package org.resourceprotector.enforcement;

import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * The one place that decides whether the caller proved to be whom a token is bound to. Nothing can prove a binding yet, so
 * that a bound token is refused. Stateless.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7800#section-3.1">RFC 7800, section 3.1</a>
 */
final class SenderConstraints {

    private static final Rejection UNPROVEN = Rejection.of(
            Reason.UNPROVEN_BINDING, "the token is bound to a key or certificate, and came as plain Bearer");

    private SenderConstraints() {}

    /** Why a valid token must not be used by its bearer; null if it may. */
    static @Nullable Rejection unmet(AccessToken token) {
        return token.confirmation() == null ? null : UNPROVEN;
    }
}
