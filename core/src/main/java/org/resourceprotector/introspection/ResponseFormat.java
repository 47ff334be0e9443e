package org.resourceprotector.introspection;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.http.FetchFailedException;
import org.resourceprotector.http.HttpReply;

/** How an answer is written. There is one format per validator; an answer in another is not read. */
sealed interface ResponseFormat permits ResponseFormat.Plain, SignedResponse {

    /** The media type to ask for, and to insist on. */
    String mediaType();

    /** The members that tell of the token. What else must be asked for them is waited for until the deadline. */
    Map<String, @Nullable Object> members(HttpReply answer, Deadline deadline) throws IntrospectionFailedException;

    /** Whether the server says that its answer is of a media type; parameters do not count. */
    static boolean isOf(HttpReply answer, String mediaType) {
        List<String> types = answer.header("Content-Type");
        if (types.size() != 1) {
            return false;
        }
        String type = types.get(0);
        int parameters = type.indexOf(';');
        String name = parameters < 0 ? type : type.substring(0, parameters);
        return name.strip().toLowerCase(Locale.ROOT).equals(mediaType);
    }

    /**
     * Plain JSON.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7662#section-2.2">RFC 7662, section 2.2</a>
     */
    enum Plain implements ResponseFormat {
        JSON;

        @Override
        public String mediaType() {
            return "application/json";
        }

        @Override
        public Map<String, @Nullable Object> members(HttpReply answer, Deadline deadline)
                throws IntrospectionFailedException {
            if (!isOf(answer, mediaType())) {
                throw IntrospectionFailedException.unusable("an answer that does not call itself application/json");
            }
            try {
                return answer.json();
            } catch (FetchFailedException e) {
                throw IntrospectionFailedException.of(e);
            }
        }
    }
}
