package org.resourceprotector.introspection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.token.Rejection.Reason;

/** What the server is sent. */
class RequestTest {

    @ParameterizedTest
    @ValueSource(strings = {"abc", "a+b/c==", "~a-b_c.d~", "eyJhbGciOiJub25lIn0.e30."})
    @DisplayName("R7662-2.1-a a POST with a form; the token as it was received")
    void theTokenIsPostedAsItCame(String token) {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.accepted(token);

            FakeServer.Asked asked = desk.server.last();
            assertThat(asked.method(), is("POST"));
            assertThat(asked.header("content-type"), is("application/x-www-form-urlencoded"));
            assertThat(asked.form(), is(Map.of("token", token)));
        }
    }

    @Test
    @DisplayName("R7662-2.1-d the token is in no URL")
    void theTokenIsNotInTheAddress() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.accepted("abc");

            assertThat(desk.server.last().uri().toString(), is("/introspect"));
        }
    }

    @Test
    @DisplayName("R7662-2.1-e JSON is asked for")
    void jsonIsAskedFor() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.accepted("abc");

            assertThat(desk.server.last().header("accept"), is("application/json"));
        }
    }

    @Test
    @DisplayName("R7662-2.1-b a hint and further parameters where they are told")
    void hintAndParameters() {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.parameter("token_type_hint", "access_token")
                        .parameter("resource", "https://rs.example.com/a b"))) {
            desk.accepted("abc");

            assertThat(
                    desk.server.last().form(),
                    is(Map.of(
                            "token",
                            "abc",
                            "token_type_hint",
                            "access_token",
                            "resource",
                            "https://rs.example.com/a b")));
        }
    }

    @Test
    void nobodyOverridesTheTokenOrTheClientByAParameter() {
        for (String name : Set.of("token", "client_id", "client_secret", "client_assertion", "")) {
            IntrospectionValidator.Builder builder = IntrospectionValidator.builder();
            assertThrows(IllegalArgumentException.class, () -> builder.parameter(name, "x"));
        }
    }

    @Test
    @DisplayName("R7662-2.1-c client_secret_basic: form-encoded, then base64")
    void basicIsFormEncodedFirst() {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.client(ClientAuthentication.basic("r:s ü", "p%w+d&=")))) {
            desk.accepted("abc");

            String header = desk.server.last().header("authorization");
            assertThat(header, startsWith("Basic "));
            assertThat(
                    new String(Base64.getDecoder().decode(header.substring(6)), UTF_8),
                    is("r%3As+%C3%BC:p%25w%2Bd%26%3D"));
            assertThat(desk.server.last().form(), is(Map.of("token", "abc")));
        }
    }

    @Test
    @DisplayName("R7662-2.1-c client_secret_post")
    void postPutsTheSecretIntoTheForm() {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.client(ClientAuthentication.post("rs", "p+w&d")))) {
            desk.accepted("abc");

            assertThat(
                    desk.server.last().form(), is(Map.of("token", "abc", "client_id", "rs", "client_secret", "p+w&d")));
            assertThat(desk.server.last().header("authorization"), is(nullValue()));
        }
    }

    @Test
    @DisplayName("R7662-2.1-c a bearer token of our own, asked for before every call")
    void ownBearerToken() {
        int[] count = {0};
        try (IntrospectionFixture desk = IntrospectionFixture.with(
                builder -> builder.client(ClientAuthentication.bearer(() -> "own-" + ++count[0])))) {
            desk.accepted("abc");
            assertThat(desk.server.last().header("authorization"), is("Bearer own-1"));
            desk.accepted("abc");
            assertThat(desk.server.last().header("authorization"), is("Bearer own-2"));
        }
    }

    @Test
    @DisplayName("R7662-2.3-a an own token that cannot be had is no reason to call the caller's token bad")
    void ownBearerTokenThatCannotBeHad() {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.client(ClientAuthentication.bearer(() -> null)))) {
            desk.unavailable("abc");
        }
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.client(ClientAuthentication.bearer(() -> {
                    throw new IllegalStateException("abc");
                })))) {
            desk.unavailable("abc");
        }
        try (IntrospectionFixture desk = IntrospectionFixture.with(
                        builder -> builder.client(ClientAuthentication.bearer(() -> "of-a-file\n")));
                OperatorsLog log = new OperatorsLog(desk)) {
            desk.unavailable("abc");
            assertThat(desk.server.calls(), is(0));
            assertThat(log.lines().toString(), endsWith("that none may have, perhaps a line break]"));
            assertThat(log.lines().toString(), not(containsString("of-a-file")));
        }
    }

    @Test
    void noAuthenticationIsSaidLoudly() {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.client(ClientAuthentication.insecureNoAuthentication()))) {
            desk.accepted("abc");

            assertThat(desk.server.last().header("authorization"), is(nullValue()));
            assertThat(desk.server.last().form(), is(Map.of("token", "abc")));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "t\u00f6ken", "\u20ac"})
    void whatNoTokenCanBeIsNotAskedAbout(String token) {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            assertThrows(IllegalArgumentException.class, () -> desk.show(token));

            assertThat(desk.server.calls(), is(0));
        }
    }

    @Test
    void tokensAreBounded() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.accepted("a".repeat(16 * 1024));
            desk.rejected(Reason.MALFORMED_TOKEN, "a".repeat(16 * 1024 + 1));

            assertThat(desk.server.calls(), is(1));
        }
    }

    @Test
    void aConnectionThatBreaksIsTriedOnceMore() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.drop(1);
            desk.accepted("abc");
            assertThat(desk.server.calls(), is(2));

            desk.server.drop(2);
            desk.unavailable("abc");
            assertThat(desk.server.calls(), is(4));
        }
    }

    @Test
    void theClockOfTheValidatorCounts() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.json("{\"active\":true,\"sub\":\"a\",\"aud\":\"" + IntrospectionFixture.AUDIENCE + "\",\"exp\":"
                    + (desk.now() + 60) + "}");
            desk.accepted("abc");
            desk.clock.move(Duration.ofSeconds(90));
            desk.rejected(Reason.EXPIRED, "abc");
        }
    }
}
