package org.resourceprotector.example;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;

/**
 * A request to show what the API answers.
 *
 * @param about what it shows
 * @param path where to, below the base of the API
 * @param token the token to send, if any
 * @param form what to post; null for a GET
 */
record Step(
        String about,
        String path,
        @Nullable Sample token,
        @Nullable String form) {

    static Step get(String about, String path) {
        return new Step(about, path, null, null);
    }

    static Step get(String about, String path, Sample token) {
        return new Step(about, path, token, null);
    }

    boolean canBeTried() {
        return token == null || token.value() != null;
    }

    HttpRequest request(URI base) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token.value());
        }
        if (form != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form));
        }
        return request.build();
    }

    String command(URI base) {
        StringBuilder command = new StringBuilder("curl -i");
        if (token != null) {
            command.append(" -H \"Authorization: Bearer ").append(token.shell()).append('"');
        }
        if (form != null) {
            command.append(" -d '").append(form).append('\'');
        }
        return command.append(" '").append(base.resolve(path)).append('\'').toString();
    }
}
