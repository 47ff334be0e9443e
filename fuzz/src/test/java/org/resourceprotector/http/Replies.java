package org.resourceprotector.http;

import java.net.http.HttpHeaders;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Answers of a server that is not there. */
public final class Replies {

    private Replies() {}

    /** An answer of a status, with a body of a media type. */
    public static HttpReply of(int status, String mediaType, byte[] body) {
        return new HttpReply(
                "https://as.example.com",
                status,
                HttpHeaders.of(Map.of("Content-Type", List.of(mediaType)), (name, value) -> true),
                body,
                Clock.systemUTC());
    }
}
