package org.resourceprotector.http;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.jose.MalformedJsonException;
import org.resourceprotector.jose.StrictJson;

/**
 * What a server answered, read to its end. Its {@code toString()} does not show the body.
 *
 * <p>Immutable, thread-safe.
 */
public final class HttpReply {

    private static final int MAX_DEPTH = 16;

    private final String address;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;
    private final Clock clock;

    /** The clock tells how long it is until a moment that the server names. */
    HttpReply(String address, int status, HttpHeaders headers, byte[] body, Clock clock) {
        this.address = address;
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.clock = clock;
    }

    public int status() {
        return status;
    }

    /** All values of a header field; empty if there are none. */
    public List<String> header(String name) {
        return headers.allValues(name);
    }

    /** A copy of the body of a 200. Another status is a {@link FetchFailedException}. */
    public byte[] ok() {
        if (status != 200) {
            String message = "status " + status;
            throw (status == 404 || status == 410
                            ? FetchFailedException.absent(message)
                            : FetchFailedException.unusable(message, RetryAfter.of(this, clock.instant())))
                    .at(address);
        }
        return body.clone();
    }

    /**
     * The body of a 200, which has to be a JSON object. The media type is not checked: nothing that
     * is not strict JSON gets through. All else is a {@link FetchFailedException}.
     */
    public Map<String, @Nullable Object> okJson() {
        return object(ok());
    }

    /**
     * The body as a JSON object, whatever the status and the media type are. All else is a
     * {@link FetchFailedException}.
     */
    public Map<String, @Nullable Object> json() {
        return object(body);
    }

    private Map<String, @Nullable Object> object(byte[] json) {
        try {
            return StrictJson.object(json, new StrictJson.Limits(json.length, MAX_DEPTH));
        } catch (MalformedJsonException e) {
            throw unusable("no strict JSON: " + e.getMessage());
        }
    }

    /**
     * What is thrown for a reply that cannot be used: a sentence of our own, with the address that
     * the reply is from.
     */
    public FetchFailedException unusable(String why) {
        return FetchFailedException.unusable(why).at(address);
    }

    /** The same for one that says that what is looked for is not to be had. */
    FetchFailedException denied(String why) {
        return FetchFailedException.denied(why).at(address);
    }

    @Override
    public String toString() {
        return "HttpReply[" + status + "]";
    }
}
