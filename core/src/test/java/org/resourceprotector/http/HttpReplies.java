package org.resourceprotector.http;

import java.net.http.HttpHeaders;
import java.time.Clock;

/** Answers that nobody gave. */
public final class HttpReplies {

    private HttpReplies() {}

    public static HttpReply ok(HttpHeaders headers) {
        return new HttpReply("https://as.example", 200, headers, new byte[0], Clock.systemUTC());
    }
}
