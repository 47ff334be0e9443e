package org.resourceprotector.metadata;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The response to a request for metadata, for whatever server sends it. Nothing in it is from the request.
 *
 * <p>Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9728#section-3.2">RFC 9728, section 3.2</a>
 */
public final class MetadataResponse {

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    /**
     * Copies what it is given.
     *
     * @param status the status code
     * @param headers the headers by name, each with one value
     * @param body the body; empty for none
     */
    public MetadataResponse(int status, Map<String, String> headers, byte[] body) {
        this.status = status;
        this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        this.body = body.clone();
    }

    /**
     * The status code.
     *
     * @return 200, 204 or 405
     */
    public int status() {
        return status;
    }

    /**
     * The headers, each to be sent once, whatever else has set it.
     *
     * @return one value by name; unmodifiable
     */
    public Map<String, String> headers() {
        return headers;
    }

    /**
     * The body.
     *
     * @return a copy of the bytes; empty if there is none
     */
    public byte[] body() {
        return body.clone();
    }
}
