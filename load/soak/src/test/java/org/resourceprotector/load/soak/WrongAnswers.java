package org.resourceprotector.load.soak;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** What a server may say of a token that must let nobody in, one after the other. Thread-safe. */
final class WrongAnswers {

    private static final String REST =
            "\"iss\":\"%1$s\",\"sub\":\"alice\",\"client_id\":\"shop\",\"scope\":\"profile\"";
    private static final String AUDIENCE = ",\"aud\":\"%2$s\"";

    private static final List<String> ALL = List.of(
            "{\"active\":\"true\"," + REST + AUDIENCE + "}",
            "{\"active\":1," + REST + AUDIENCE + "}",
            "{" + REST + AUDIENCE + "}",
            "{\"active\":false," + REST + AUDIENCE + "}",
            "{\"active\":false,\"active\":true," + REST + AUDIENCE + "}",
            "{\"active\":true," + REST + "}",
            "{\"active\":true," + REST + ",\"aud\":\"https://other-api.example\"}",
            "{\"active\":true," + REST + ",\"aud\":{\"%2$s\":true}}",
            "{\"active\":true,\"iss\":\"https://other-issuer.example\",\"sub\":\"alice\"" + AUDIENCE + "}",
            "{\"active\":true," + REST + AUDIENCE + ",\"exp\":1000000000}",
            "{\"active\":true," + REST + AUDIENCE + ",\"exp\":\"soon\"}",
            "{\"active\":true," + REST + AUDIENCE + ",\"token_type\":\"refresh_token\"}",
            "{\"active\":true," + REST + AUDIENCE
                    + ",\"cnf\":{\"jkt\":\"0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I\"}}",
            "[{\"active\":true," + REST + AUDIENCE + "}]",
            "{\"active\":true," + REST + AUDIENCE + "}{}",
            "{\"active\":true," + REST + AUDIENCE,
            "");

    private final AtomicInteger next = new AtomicInteger();

    String next(String issuer, String audience) {
        return String.format(ALL.get(Math.floorMod(next.getAndIncrement(), ALL.size())), issuer, audience);
    }
}
