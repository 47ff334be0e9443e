package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.Await;
import org.resourceprotector.http.CannedClient;
import org.resourceprotector.http.HeldClient;
import org.resourceprotector.http.HttpFetch;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.introspection.FakeServer.Reply;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** An endpoint that the issuer's metadata tell. */
class DiscoveryTest {

    private static final String METADATA = "/.well-known/oauth-authorization-server";

    private final MovedClock clock = new MovedClock();
    private final FakeServer server = FakeServer.http();
    private volatile String endpoint = server.endpoint().toString();

    @BeforeEach
    void answer() {
        server.answering(asked -> asked.method().equals("GET") ? metadata(asked) : Reply.json(FakeServer.ACTIVE));
    }

    private Reply metadata(FakeServer.Asked asked) {
        return asked.uri().getPath().equals(METADATA)
                ? Reply.json("{\"issuer\":\"" + issuer() + "\",\"introspection_endpoint\":\"" + endpoint + "\"}")
                : Reply.status(404);
    }

    private String issuer() {
        return server.uri("").toString();
    }

    @AfterEach
    void close() {
        server.close();
    }

    private IntrospectionValidator validator() {
        return settings().build();
    }

    private IntrospectionValidator.Builder settings() {
        return server.askedBy(IntrospectionValidator.builder())
                .issuer(issuer())
                .client(ClientAuthentication.basic("rs", "secret"))
                .audience(IntrospectionFixture.AUDIENCE)
                .clock(clock)
                .circuitBreaker(100, Duration.ofSeconds(1))
                .timeout(IntrospectionFixture.PATIENT)
                .insecureLoopbackHttp();
    }

    private static boolean isAccepted(IntrospectionValidator validator, String token) {
        return validator.validate(PresentedToken.bearer(token)) instanceof Verdict.Accepted;
    }

    private static void assertUnavailable(IntrospectionValidator validator) {
        assertThrows(ValidationUnavailableException.class, () -> validator.validate(PresentedToken.bearer("abc")));
    }

    private List<String> paths() {
        return server.asked().stream().map(asked -> asked.uri().getPath()).toList();
    }

    @Test
    @DisplayName("R8414-2-a R8414-2-c the endpoint is discovered once, when the first token comes")
    void theEndpointIsDiscovered() {
        IntrospectionValidator validator = validator();
        assertThat(server.calls(), is(0));

        assertThat(isAccepted(validator, "abc"), is(true));
        assertThat(isAccepted(validator, "abd"), is(true));

        assertThat(paths(), is(List.of(METADATA, "/introspect", "/introspect")));
    }

    @Test
    void whatWasDiscoveredIsLookedAtAgainAfterAnHour() {
        IntrospectionValidator validator = validator();
        isAccepted(validator, "abc");
        endpoint = server.uri("/elsewhere").toString();

        clock.move(Duration.ofHours(1).minusMillis(1));
        isAccepted(validator, "abc");
        assertThat(paths(), is(List.of(METADATA, "/introspect", "/introspect")));
        clock.move(Duration.ofMillis(1));
        Await.until("a call elsewhere", () -> isAccepted(validator, "abc") && paths().contains("/elsewhere"));

        assertThat(paths().stream().filter(METADATA::equals).count(), is(2L));
    }

    @Test
    @DisplayName("R7662-2.3-a metadata that are down or hang take nobody's token while the endpoint answers")
    void metadataThatFailLater_costNothingForAnHour() {
        IntrospectionValidator validator =
                settings().circuitBreaker(1, Duration.ofSeconds(1)).build();
        assertThat(isAccepted(validator, "abc"), is(true));
        server.answering(asked -> asked.method().equals("GET") ? Reply.status(500) : Reply.json(FakeServer.ACTIVE));

        clock.move(Duration.ofHours(1));
        assertThat(isAccepted(validator, "abc"), is(true));
        clock.move(Duration.ofHours(1).minusMillis(1));
        assertThat(isAccepted(validator, "abc"), is(true));

        clock.move(Duration.ofMillis(1));
        assertUnavailable(validator);
    }

    @Test
    @DisplayName("R7662-2.3-a that strangers have others looked for says nothing of this server")
    void enoughFetchesUnderWay_areNoOutage() {
        HeldClient held = new HeldClient();
        HttpFetch others = new HttpFetch(held, Duration.ofHours(1), 1_000, false);
        for (int i = 0; i < 16; i++) {
            var unused = others.get(URI.create("https://shared.example/" + i), Map.of());
        }
        CannedClient shared = new CannedClient(request -> request.method().equals("GET")
                ? CannedClient.Reply.of(
                        200,
                        "{\"issuer\":\"https://shared.example\","
                                + "\"introspection_endpoint\":\"https://shared.example/introspect\"}")
                : CannedClient.Reply.of(200, FakeServer.ACTIVE, "Content-Type", "application/json"));
        IntrospectionValidator validator = settings()
                .issuer("https://shared.example")
                .httpClient(shared)
                .circuitBreaker(1, Duration.ofMinutes(1))
                .build();

        assertUnavailable(validator);
        assertThat(shared.asked(), is(0));
        for (int i = 0; i < held.requests().size(); i++) {
            held.fail(i);
        }
        assertThat(isAccepted(validator, "abc"), is(true));
    }

    @Test
    void anEndpointThatIsGoneIsLookedForAgain() {
        IntrospectionValidator validator = validator();
        isAccepted(validator, "abc");
        endpoint = server.uri("/elsewhere").toString();
        server.answering(asked -> asked.method().equals("GET")
                ? metadata(asked)
                : asked.uri().getPath().equals("/elsewhere") ? Reply.json(FakeServer.ACTIVE) : Reply.status(404));

        assertUnavailable(validator);
        Await.until("the endpoint is found", () -> isAcceptedOrUnavailable(validator));
    }

    private static boolean isAcceptedOrUnavailable(IntrospectionValidator validator) {
        try {
            return isAccepted(validator, "abc");
        } catch (ValidationUnavailableException e) {
            return false;
        }
    }

    @Test
    @DisplayName("R7662-2.3-a a 404 for one token takes nobody else's, whether the metadata are there or not")
    void aTokenThatIsAnsweredWith404_takesNoOthers() {
        IntrospectionValidator validator =
                settings().circuitBreaker(1, Duration.ofSeconds(1)).build();
        isAccepted(validator, "abc");
        server.answering(asked -> asked.method().equals("GET")
                ? Reply.status(500)
                : asked.body().contains("hostile") ? Reply.status(404) : Reply.json(FakeServer.ACTIVE));

        for (int i = 0; i < 3; i++) {
            String hostile = "hostile" + i;
            assertThrows(
                    ValidationUnavailableException.class, () -> validator.validate(PresentedToken.bearer(hostile)));
            assertThat(isAccepted(validator, "abc"), is(true));
        }
        Await.until(
                "one more look", () -> paths().stream().filter(METADATA::equals).count() == 2);
    }

    @Test
    @DisplayName(
            "R7662-2.3-a an endpoint that was late is where it was: to look for it again would take the time that it needs")
    void anEndpointThatWasLateIsNotLookedForAgain() {
        IntrospectionValidator validator =
                settings().timeout(Duration.ofSeconds(2)).build();
        isAccepted(validator, "abc");
        server.hold();
        assertUnavailable(validator);
        server.release();

        assertThat(isAccepted(validator, "abc"), is(true));

        assertThat(paths().stream().filter(METADATA::equals).count(), is(1L));
    }

    @Test
    void oneFetchServesAllWhoNeedIt() throws Exception {
        try (Callers callers = new Callers()) {
            server.hold();
            IntrospectionValidator validator =
                    settings().timeout(Duration.ofSeconds(60)).build();
            List<Future<Boolean>> requests = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                String token = "token-" + i;
                requests.add(callers.call(() -> isAccepted(validator, token)));
            }
            Await.until("10 calls", () -> validator.introspection().underWay() == 10);
            server.awaitCalls(1);
            server.release();
            for (Future<Boolean> request : requests) {
                assertThat(request.get(30, TimeUnit.SECONDS), is(true));
            }
            assertThat(paths().stream().filter(METADATA::equals).count(), is(1L));
        }
    }

    @Test
    void anEndpointThatWasToldIsNotDiscovered() {
        IntrospectionValidator validator =
                settings().endpoint(server.uri("/told")).build();

        assertThat(isAccepted(validator, "abc"), is(true));

        assertThat(paths(), is(List.of("/told")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"issuer\":\"https://as2.example.com\",\"introspection_endpoint\":\"SERVER/introspect\"}",
                "{\"issuer\":\"SERVER\"}",
                "{\"issuer\":\"SERVER\",\"introspection_endpoint\":7}",
                "{\"issuer\":\"SERVER\",\"introspection_endpoint\":\":\"}",
                "{\"issuer\":\"SERVER\",\"introspection_endpoint\":\"/introspect\"}",
                "{\"issuer\":\"SERVER\",\"introspection_endpoint\":\"http://as.example.com/introspect\"}",
                "{\"issuer\":\"SERVER\",\"introspection_endpoint\":\"file:///introspect\"}",
                "nonsense"
            })
    @DisplayName("R8414-3.3-a metadata that are no good, or another issuer's, lead nowhere")
    void metadataThatAreNoGood(String metadata) {
        server.answering(asked -> asked.method().equals("GET")
                ? Reply.json(metadata.replace("SERVER", issuer()))
                : Reply.json(FakeServer.ACTIVE));

        assertUnavailable(validator());

        assertThat(paths().contains("/introspect"), is(false));
    }

    @Test
    void anIssuerThatIsDownFirstIsAskedAgain() {
        server.down();
        IntrospectionValidator validator = validator();
        assertUnavailable(validator);
        server.up();

        assertThat(validator.validate(PresentedToken.bearer("abc")), is(instanceOf(Verdict.Accepted.class)));
    }
}
