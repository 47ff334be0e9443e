package org.resourceprotector.introspection;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.http.HttpReply;
import org.resourceprotector.log.Quoted;

/** How an answer is written. There is one format per validator; an answer in another is not read. */
sealed interface ResponseFormat permits ResponseFormat.Plain, SignedResponse {

    /** The media type to ask for, and to insist on. */
    String mediaType();

    /** The members that tell of the token. What else must be asked for them is waited for until the deadline. */
    Map<String, @Nullable Object> members(HttpReply answer, Deadline deadline) throws IntrospectionFailedException;

    /**
     * Refuses an answer that does not say that it is of a media type; parameters do not count.
     *
     * @param other another media type that servers use, and for the operator what to do about it
     */
    static void require(HttpReply answer, String mediaType, Map.Entry<String, String> other)
            throws IntrospectionFailedException {
        List<String> types = answer.header("Content-Type").stream()
                .map(ResponseFormat::withoutParameters)
                .toList();
        if (!types.equals(List.of(mediaType))) {
            throw IntrospectionFailedException.unusable("an answer that does not call itself " + mediaType + " but "
                    + Quoted.listed(types)
                    + (types.contains(other.getKey()) ? "; " + other.getValue() : ""));
        }
    }

    private static String withoutParameters(String type) {
        int parameters = type.indexOf(';');
        return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Plain JSON.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.2">RFC 7662, section 2.2</a>
     */
    enum Plain implements ResponseFormat {
        JSON;

        private static final Map.Entry<String, String> SIGNED =
                Map.entry(SignedResponse.MEDIA_TYPE, "requireSignedResponses() reads it");

        @Override
        public String mediaType() {
            return "application/json";
        }

        @Override
        public Map<String, @Nullable Object> members(HttpReply answer, Deadline deadline)
                throws IntrospectionFailedException {
            require(answer, mediaType(), SIGNED);
            try {
                return answer.json();
            } catch (FetchFailedException e) {
                throw IntrospectionFailedException.of(e);
            }
        }
    }
}
