package org.resourceprotector.metadata;

import org.jspecify.annotations.Nullable;

/**
 * Answers requests for metadata where the application itself cannot, because its own path is not the root of the host: for a
 * servlet filter, or a handler of the server. Needs no token, and knows nothing of a request but its method and path.
 *
 * <p>Implementations are thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728#section-3.1">RFC 9728, section 3.1</a>
 */
@FunctionalInterface
public interface MetadataHandler {

    /**
     * Answers a request.
     *
     * @param method the HTTP method, as it was sent
     * @param path the path, as it was sent: from the root of the host on, encoded, without the query
     * @return the response; null if there is no metadata at exactly this path, and somebody else is to answer
     */
    @Nullable
    MetadataResponse handle(String method, String path);
}
