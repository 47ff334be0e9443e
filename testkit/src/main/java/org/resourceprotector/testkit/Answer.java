package org.resourceprotector.testkit;

import java.util.LinkedHashMap;
import java.util.Map;

/** What the issuer answers to one request. */
record Answer(int status, Map<String, String> headers, String body) {

    static final String JSON = "application/json";

    static Answer of(int status, String contentType, String body) {
        return new Answer(status, Map.of("Content-Type", contentType), body);
    }

    static Answer json(Map<String, ?> members) {
        return of(200, JSON, Json.write(members)).with("Cache-Control", "no-store");
    }

    static Answer error(int status, String error) {
        return of(status, JSON, Json.write(Map.of("error", error))).with("Cache-Control", "no-store");
    }

    static Answer empty(int status) {
        return new Answer(status, Map.of(), "");
    }

    Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    @Override
    public String toString() {
        return "Answer[" + status + "]";
    }
}
