package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.HttpClients;
import org.resourceprotector.http.SelfSigned;
import org.resourceprotector.introspection.FakeServer.Reply;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** Bad days of the server: nobody gets in, and nobody's token is called bad. */
class FailedIntrospectionTest {

    @ParameterizedTest
    @ValueSource(ints = {201, 204, 301, 302, 307, 308, 400, 401, 403, 404, 405, 408, 410, 429, 500, 501, 502, 503, 504})
    @DisplayName("R7662-2.3-a A86 no other status than 200 tells of the token")
    void otherStatuses(int status) {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.answering(new Reply(
                    status,
                    "application/json",
                    status == 204 ? "" : FakeServer.ACTIVE,
                    Map.of("Location", desk.server.uri("/elsewhere").toString())));

            desk.unavailable("abc");

            assertThat(desk.server.calls(), is(1));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "\"active\"",
                "[{\"active\":true}]",
                "[]",
                "{\"active\":true",
                "{\"active\":true}{}",
                "{\"active\":true} x",
                "{'active':true}",
                "{\"active\":true,}",
                "{\"active\":false,\"active\":true,\"sub\":\"a\"}",
                "{\"active\":true,\"x\":{\"y\":1,\"y\":2}}",
                "<!DOCTYPE html><title>Sign in</title>"
            })
    @DisplayName("R7662-2.3-a what is no JSON object tells nothing of the token")
    void garbage(String body) {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.json(body);

            desk.unavailable("abc");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "text/plain", "application/jwt", "application/token-introspection+jwt", "json", ""})
    @DisplayName("R7662-2.3-a an answer of another media type is not read")
    void otherMediaTypes(String type) {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.answering(Reply.of(200, type, FakeServer.ACTIVE));
            desk.unavailable("abc");
        }
    }

    @Test
    void anAnswerWithoutAMediaTypeIsNotRead() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.answering(Reply.of(200, null, FakeServer.ACTIVE));
            desk.unavailable("abc");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json;charset=UTF-8", "Application/JSON ; charset=utf-8", "application/json"})
    void parametersAndCaseOfTheMediaTypeDoNotMatter(String type) {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.answering(Reply.of(200, type, FakeServer.ACTIVE));
            desk.accepted("abc");
        }
    }

    @Test
    void answersAreBoundedInLength() {
        int max = 256 * 1024;
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            String longest =
                    FakeServer.ACTIVE.replace("alice", "x".repeat(max - FakeServer.ACTIVE.length() + "alice".length()));
            desk.server.json(longest);
            desk.accepted("abc");
            desk.server.json(longest + " ");
            desk.unavailable("abc");
            desk.server.json(FakeServer.ACTIVE.replace("alice", "x".repeat(256 * 1024)));
            desk.unavailable("abc");
        }
    }

    @Test
    void answersAreBoundedInDepth() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            String deep = "[".repeat(16) + "]".repeat(16);
            desk.server.json(FakeServer.ACTIVE.replace("}", ",\"deep\":" + deep + "}"));
            desk.unavailable("abc");
            desk.server.json(FakeServer.ACTIVE.replace("}", ",\"deep\":" + deep.substring(1, deep.length() - 1) + "}"));
            desk.accepted("abc");
        }
    }

    @Test
    @DisplayName("R7662-2.3-a redirects are not followed: the token goes to nobody else")
    void redirectsAreNotFollowed() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain();
                FakeServer elsewhere = FakeServer.http()) {
            desk.server.answering(
                    Reply.status(307, "Location", elsewhere.endpoint().toString()));

            desk.unavailable("abc");

            assertThat(elsewhere.calls(), is(0));
        }
    }

    @Test
    @DisplayName("R7662-2.3-a a server that cannot be reached")
    void nobodyThere() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain();
                OperatorsLog log = new OperatorsLog(desk)) {
            desk.server.down();
            desk.unavailable("abc");
            assertThat(log.lines(), contains(endsWith(": connection refused")));
            desk.server.up();
            desk.accepted("abc");
        }
    }

    @Test
    @DisplayName("R7662-2.3-a R7662-2.3-b a server that is late")
    void tooLate() {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.timeout(Duration.ofMillis(200)))) {
            desk.server.hold();
            long before = System.nanoTime();
            desk.unavailable("abc");
            assertThat(System.nanoTime() - before < Duration.ofSeconds(20).toNanos(), is(true));
        }
    }

    @Tag("slow")
    @Test
    @DisplayName("R7662-4-e a server whose certificate is not trusted is not asked")
    void certificatesAreChecked(@TempDir Path folder) throws Exception {
        SelfSigned certificate = new SelfSigned(folder, "ip:127.0.0.1");
        try (FakeServer server = FakeServer.https(certificate.server())) {
            IntrospectionValidator trusting = IntrospectionFixture.settings(server)
                    .audience(IntrospectionFixture.AUDIENCE)
                    .timeout(IntrospectionFixture.PATIENT)
                    .httpClient(HttpClients.create(certificate.trusting()))
                    .build();
            IntrospectionValidator plain = IntrospectionFixture.settings(server)
                    .audience(IntrospectionFixture.AUDIENCE)
                    .timeout(IntrospectionFixture.PATIENT)
                    .build();

            assertThat(accepts(trusting), is(Optional.of(true)));
            assertThat(accepts(plain), is(Optional.empty()));
            assertThat(server.calls(), is(1));
        }
    }

    @Tag("slow")
    @Test
    @DisplayName("R7662-2.1-c tls_client_auth: the server sees the client's certificate")
    void mutualTls(@TempDir Path folder) throws Exception {
        SelfSigned ofServer = new SelfSigned(folder, "ip:127.0.0.1");
        SelfSigned ofClient = new SelfSigned(folder, "dns:rs.example.com");
        try (FakeServer server = FakeServer.https(ofServer.trusting(ofClient))) {
            IntrospectionValidator byCertificate = IntrospectionFixture.settings(server)
                    .audience(IntrospectionFixture.AUDIENCE)
                    .timeout(IntrospectionFixture.PATIENT)
                    .client(ClientAuthentication.tls(ofClient.trusting(ofServer)))
                    .build();
            IntrospectionValidator byBoth = IntrospectionFixture.settings(server)
                    .audience(IntrospectionFixture.AUDIENCE)
                    .timeout(IntrospectionFixture.PATIENT)
                    .client(ClientAuthentication.tls("rs", ofClient.trusting(ofServer)))
                    .build();

            assertThat(accepts(byCertificate), is(Optional.of(true)));
            assertThat(server.last().header("client-certificate"), is("CN=test"));
            assertThat(server.last().form(), is(Map.of("token", "abc")));
            assertThat(accepts(byBoth), is(Optional.of(true)));
            assertThat(server.last().form(), is(Map.of("token", "abc", "client_id", "rs")));
        }
    }

    private static Optional<Boolean> accepts(IntrospectionValidator validator) {
        try {
            return Optional.of(validator.validate(PresentedToken.bearer("abc")) instanceof Verdict.Accepted);
        } catch (ValidationUnavailableException e) {
            return Optional.empty();
        }
    }

    @ParameterizedTest
    @CsvSource({"429,7,PT7S", "503,120,PT2M", "429,0,PT1S", "429,999999,PT1H", "500,3,PT3S"})
    @DisplayName("R7662-2.3-a the server's Retry-After is passed on, within bounds")
    void retryAfterIsPassedOn(int status, String value, Duration expected) {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.answering(Reply.status(status, "Retry-After", value));

            assertThat(desk.unavailable("abc").retryAfter(), is(Optional.of(expected)));
        }
    }

    @Test
    void retryAfterMayBeADate() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    desk.clock.instant().plusSeconds(90).atOffset(ZoneOffset.UTC));
            desk.server.answering(Reply.status(429, "Retry-After", date));

            assertThat(desk.unavailable("abc").retryAfter(), is(Optional.of(Duration.ofSeconds(90))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "-1", "1.5", "99999999999999999999", "Fri, 31 Feb 2026 00:00:00 GMT"})
    void retryAfterThatSaysNothing(String value) {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.answering(Reply.status(429, "Retry-After", value));

            assertThat(desk.unavailable("abc").retryAfter(), is(Optional.empty()));
        }
    }

    @Test
    void aServerThatTellsNothingOfTokensOfThisTypeRefusesTheToken() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.answering(Reply.of(400, "application/json", "{\"error\":\"unsupported_token_type\"}"));
            desk.rejected(Reason.WRONG_TYPE, "abc");
            desk.server.answering(Reply.of(400, "application/json", "{\"error\":\"invalid_request\"}"));
            desk.unavailable("abc");
            desk.server.answering(Reply.of(500, "application/json", "{\"error\":\"unsupported_token_type\"}"));
            desk.unavailable("abc");
            desk.server.answering(Reply.of(400, "text/html", "<html>"));
            desk.unavailable("abc");
        }
    }

    @Test
    @DisplayName("R7662-2.3-a one line with the cause for the operator, and nothing secret in it")
    void theOperatorReadsTheCause() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(
                        builder -> builder.client(ClientAuthentication.basic("rs", "s3cret")));
                OperatorsLog log = new OperatorsLog(desk)) {
            desk.server.answering(Reply.status(401));
            desk.unavailable("a-token");
            desk.server.answering(Reply.status(502));
            desk.unavailable("a-token");
            desk.server.json("{\"active\":tru");
            desk.unavailable("a-token");
            desk.server.answering(Reply.of(200, "text/html", "<p>a-token"));
            desk.unavailable("a-token");

            List<String> lines = log.lines();
            assertThat(
                    lines,
                    contains(
                            "WARNING status 401, the server does not know the client of client(...), or of the properties resource-protector.introspection.client-*, or its credentials",
                            "WARNING status 502",
                            "WARNING " + desk.server.endpoint() + ": no strict JSON: not a JSON object",
                            "WARNING an answer that does not call itself application/json but \"text/html\""));
            assertThat(lines.toString(), not(containsString("a-token")));
            assertThat(lines.toString(), not(containsString("s3cret")));
            assertThat(log.hasNoThrowable(), is(true));
        }
    }

    @Test
    @DisplayName("R7662-2.3-a the operator reads the error that a server names, if it is one that servers have")
    void errorOfTheServer_isToldToTheOperator() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain();
                OperatorsLog log = new OperatorsLog(desk)) {
            desk.server.answering(Reply.of(400, "application/json", "{\"error\":\"invalid_client\"}"));
            desk.unavailable("a-token");
            desk.server.answering(Reply.of(503, "application/json", "{\"error\":\"temporarily_unavailable\"}"));
            desk.unavailable("a-token");
            desk.server.answering(Reply.of(500, "application/json", "{\"error\":\"a-token\"}"));
            desk.unavailable("a-token");

            assertThat(
                    log.lines(),
                    contains(
                            "WARNING status 400, error invalid_client",
                            "WARNING status 503, error temporarily_unavailable",
                            "WARNING status 500"));
        }
    }

    @ParameterizedTest
    @DisplayName("R7662-2.3-a whatever the server has against the tokens of a stranger, it is one line a second")
    @ValueSource(ints = {301, 400, 404, 418, 429, 500, 599})
    void refusedTokens_areOneLineASecond(int status) {
        try (IntrospectionFixture desk =
                        IntrospectionFixture.with(builder -> builder.circuitBreaker(1_000, Duration.ofSeconds(1)));
                OperatorsLog log = new OperatorsLog(desk)) {
            desk.server.answering(Reply.status(status));
            for (int i = 0; i < 50; i++) {
                desk.unavailable("token-" + i);
            }
            assertThat(log.lines(), contains("WARNING status " + status));

            desk.clock.move(Duration.ofSeconds(1));
            desk.unavailable("token-50");
            assertThat(log.lines().get(1), is("WARNING status " + status + " (and 49 more)"));
            assertThat(desk.server.calls(), is(51));
        }
    }

    @Test
    void theAnswerOfAnInterruptedRequestIsNotWaitedFor() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.server.hold();
            Thread.currentThread().interrupt();

            desk.unavailable("abc");

            assertThat(Thread.interrupted(), is(true));
        }
    }
}
