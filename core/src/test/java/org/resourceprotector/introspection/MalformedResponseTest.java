package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.introspection.FakeServer.Reply;

/** Answers that two readers could read in two ways. */
class MalformedResponseTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json, text/html",
                "application/json+x",
                "application/jsonp",
                "application / json",
                "application/json:charset=utf-8",
                "text/html; application/json",
                "\"application/json\""
            })
    @DisplayName("R7662-2.3-a a media type that only looks like JSON is not JSON")
    void mediaTypesThatLookAlike(String type) {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.answering(Reply.of(200, type, FakeServer.ACTIVE));
            desk.unavailable("abc");
        }
    }

    @Test
    @DisplayName("R7662-2.3-a an answer of two media types is of none")
    void twoMediaTypes() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.answering(
                    new Reply(200, "application/json", FakeServer.ACTIVE, Map.of("Content-Type", "text/html")));
            desk.unavailable("abc");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFF{\"active\":true,\"sub\":\"a\"}",
                "{\"active\":false,\"\\u0061ctive\":true,\"sub\":\"a\"}",
                "{\"active\":true,\"sub\":\"a\",\"\\u0061ctive\":false}",
                "{\"active\":true,\"sub\":\"a\",\"aud\":\"x\",\"aud\":\"y\"}",
                "{\"active\":true,\"sub\":\"\\ud800\"}",
                "{\"active\":true,\"sub\":\"a\"}\u0000",
                "/**/{\"active\":true,\"sub\":\"a\"}",
                "{\"active\":TRUE,\"sub\":\"a\"}",
                "callback({\"active\":true,\"sub\":\"a\"})",
                ")]}',\n{\"active\":true,\"sub\":\"a\"}"
            })
    @DisplayName("R7662-2.2-a what is not JSON for everybody tells nothing of the token")
    void bodiesThatReadersDifferOver(String body) {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.json(body);
            desk.unavailable("abc");
        }
    }

    @Test
    @DisplayName("R7662-2.3-a an encoding that was not asked for is not undone")
    void encodings() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.answering(
                    new Reply(200, "application/json", "\u001f\u008b\b", Map.of("Content-Encoding", "gzip")));
            desk.unavailable("abc");
        }
    }

    @Test
    @DisplayName("R9110-17.16-a parameters that are sent along are in no text")
    void parametersAreInNoText() {
        ClientAuthentication client = ClientAuthentication.post("rs", "s3cret");
        var asking = new IntrospectionClient.Asking(
                client, null, Map.of("api_key", "k3y"), "application/json", Clock.systemUTC());
        assertThat(asking.toString(), is("Asking[client_secret_post of rs]"));
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.client(client).parameter("api_key", "k3y"))) {
            assertThat(desk.validator.toString(), not(containsString("k3y")));
            assertThat(desk.validator.toString(), not(containsString("s3cret")));
        }
    }
}
