package org.resourceprotector.http;

import java.net.http.HttpHeaders;

/** Answers that nobody gave. */
public final class HttpAnswers {

    private HttpAnswers() {}

    public static HttpAnswer ok(HttpHeaders headers) {
        return new HttpAnswer(200, headers, new byte[0]);
    }
}
