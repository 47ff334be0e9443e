package org.resourceprotector.interop.servers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;

/** What a server answered. Shows no body, which may hold a token. */
record Answer(HttpResponse<String> response) {

    private static final ObjectMapper JSON = new ObjectMapper();

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    String challenge() {
        return header("WWW-Authenticate");
    }

    String body() {
        return response.body();
    }

    JsonNode json() {
        try {
            return JSON.readTree(body());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same, if it is a success. */
    Answer ok() {
        if (status() / 100 != 2) {
            throw new AssertionError(response.request().uri() + " answered " + status() + " " + body());
        }
        return this;
    }

    @Override
    public String toString() {
        return status() + " " + challenge();
    }
}
