package org.resourceprotector.testkit;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One challenge of a {@code WWW-Authenticate} header: how a client may come in.
 *
 * <p>Immutable, thread-safe.
 *
 * @param scheme the authentication scheme as it was written; compare it without case
 * @param token68 what some schemes carry instead of parameters; null where there are parameters, or nothing at all
 * @param params the parameters in the order of the header, by their names in lower case, with their values unquoted;
 *     unmodifiable
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-11.6.1">RFC 9110, section 11.6.1</a>
 */
public record Challenge(String scheme, @Nullable String token68, Map<String, String> params) {

    /**
     * Copies the parameters in their order.
     *
     * @param scheme the authentication scheme
     * @param token68 what stands in place of parameters
     * @param params the parameters by name
     */
    public Challenge {
        Objects.requireNonNull(scheme, "scheme");
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
    }

    /**
     * A parameter of the challenge.
     *
     * @param name the name, in lower case
     * @return the value; null where the challenge has no such parameter
     */
    public @Nullable String param(String name) {
        return params.get(name);
    }
}
