package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.challenge.ErrorResponse;
import org.resourceprotector.token.Rejection;

/**
 * Turns an error response into a response with its headers, in the kind of JSON that the caller
 * prefers. {@link ResponseFilter} does the same for what a resource method returned, and adds the
 * challenge to a 401 that has none.
 */
final class Responses {

    private static final MediaType PROBLEM = new MediaType("application", "problem+json");

    private Responses() {}

    /** A response without further headers. */
    static Response of(ErrorResponse error, boolean head, Supplier<List<MediaType>> acceptable) {
        return of(error, Map.of(), head, acceptable);
    }

    /**
     * Builds the response.
     *
     * @param headers one value by name, to send besides
     * @param head whether the request is a HEAD, which gets the headers only
     * @param acceptable reads the media types of the {@code Accept} header; may throw if that is
     *     malformed
     */
    static Response of(
            ErrorResponse error, Map<String, String> headers, boolean head, Supplier<List<MediaType>> acceptable) {
        Response.ResponseBuilder response = Response.status(error.status())
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .type(type(acceptable));
        if (error.challenge() != null) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, error.challenge());
        }
        if (error.retryAfter() != null) {
            response.header(HttpHeaders.RETRY_AFTER, error.retryAfter());
        }
        headers.forEach((name, value) -> response.header(name, null).header(name, value));
        return head ? response.build() : response.entity(error.body()).build();
    }

    /** The kind of JSON that the caller prefers; what reads the {@code Accept} header may throw. */
    static MediaType type(Supplier<List<MediaType>> acceptable) {
        return prefersPlainJson(acceptable) ? MediaType.APPLICATION_JSON_TYPE : PROBLEM;
    }

    private static boolean prefersPlainJson(Supplier<List<MediaType>> acceptable) {
        try {
            List<MediaType> types = acceptable.get();
            return quality(types, MediaType.APPLICATION_JSON_TYPE) > quality(types, PROBLEM);
        } catch (RuntimeException malformedAccept) {
            return false;
        }
    }

    /** The quality of a media type: that of its most specific range, 0 if it is in none. */
    private static double quality(@Nullable List<MediaType> ranges, MediaType type) {
        double quality = 0;
        int closest = -1;
        for (MediaType range : ranges == null ? List.<MediaType>of() : ranges) {
            int closeness = (range.isWildcardType() ? 0 : 1) + (range.isWildcardSubtype() ? 0 : 1);
            if (range.isCompatible(type) && closeness > closest) {
                String q = range.getParameters().get("q");
                quality = q == null ? 1 : Double.parseDouble(q);
                closest = closeness;
            }
        }
        return quality;
    }

    /** The body of a refusal, which keeps the reason with the response until it is sent. */
    static final class RefusalBody extends ByteArrayInputStream {

        private final byte[] bytes;
        final Rejection rejection;

        /** What the response has said before it was known which request it is for. */
        final @Nullable String challenge;

        final @Nullable String scheme;

        /** Whether listeners know of it. */
        final boolean isHeard;

        RefusalBody(ErrorResponse response, Rejection rejection, @Nullable String scheme, boolean isHeard) {
            this(response.body(), response.challenge(), rejection, scheme, isHeard);
        }

        private RefusalBody(
                byte[] bytes,
                @Nullable String challenge,
                Rejection rejection,
                @Nullable String scheme,
                boolean isHeard) {
            super(bytes);
            this.bytes = bytes;
            this.challenge = challenge;
            this.rejection = rejection;
            this.scheme = scheme;
            this.isHeard = isHeard;
        }

        byte[] bytes() {
            return bytes.clone();
        }
    }
}
