package org.resourceprotector.token;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a token is bound to: the members of its {@code cnf} claim. Says nothing about whether the caller proved it.
 *
 * <p>Immutable, thread-safe.
 *
 * @param members the members by name; an empty map is a binding that nobody can prove
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7800#section-3.1">RFC 7800, section 3.1</a>
 */
public record Confirmation(Map<String, Object> members) {

    /**
     * Copies the members.
     *
     * @param members the members by name
     */
    public Confirmation {
        members = Map.copyOf(members);
    }

    /**
     * The thumbprint of the key that a DPoP proof must be signed with.
     *
     * @return the value of {@code jkt}; null where it is absent or no string
     * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-6.1">RFC 9449, section 6.1</a>
     */
    public @Nullable String keyThumbprint() {
        return members.get("jkt") instanceof String thumbprint ? thumbprint : null;
    }

    /**
     * The thumbprint of the certificate that the client must use in TLS.
     *
     * @return the value of {@code x5t#S256}; null where it is absent or no string
     * @see <a href="https://www.rfc-editor.org/rfc/rfc8705#section-3.1">RFC 8705, section 3.1</a>
     */
    public @Nullable String certificateThumbprint() {
        return members.get("x5t#S256") instanceof String thumbprint ? thumbprint : null;
    }
}
