package org.resourceprotector.enforcement;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a token came, and what was proved of its binding. Immutable.
 *
 * @param scheme the scheme by its registered name; null if there was none, or more than one
 * @param proved whether the token is bound, and the caller proved to hold what it is bound to
 * @param responseHeaders what the proof wants to have in the response
 */
record Possession(@Nullable String scheme, boolean proved, Map<String, String> responseHeaders) {

    /** No token, or two. */
    static final Possession NONE = new Possession(null, false, Map.of());

    /** A plain bearer token. */
    static final Possession BEARER = new Possession(Credentials.BEARER, false, Map.of());
}
