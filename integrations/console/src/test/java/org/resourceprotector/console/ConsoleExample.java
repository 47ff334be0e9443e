package org.resourceprotector.console;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * An application with a console and 200 endpoints more, an authorization server beside it, and an hour of decisions behind
 * it, for {@code browser/run}. Prints where it is, and tokens.
 */
final class ConsoleExample {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private ConsoleExample() {}

    @Path("/ops/console")
    @Protected("ops")
    public static class OpsConsole extends ConsoleResource {
        public OpsConsole(ResourceProtector protector, RecentDecisions decisions) {
            super(protector, decisions);
        }
    }

    /** The system's clock, some time ago. */
    private static final class EarlierClock extends Clock {

        private volatile Duration ago = Duration.ZERO;

        @Override
        public Instant instant() {
            return Instant.now().minus(ago);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    record Api(ResourceProtector protector, OpsConsole console) {

        Application application() {
            Set<Object> all = new LinkedHashSet<>(Warehouse.resources());
            all.add(protector);
            all.add(console);
            return new Application() {
                @Override
                @SuppressWarnings("deprecation") // instances are registered there on every runtime
                public Set<Object> getSingletons() {
                    return all;
                }
            };
        }
    }

    public static void main(String[] arguments) throws Exception {
        Logger.getLogger("org.resourceprotector").setLevel(Level.OFF);
        TestIssuer issuer = TestIssuer.builder()
                .audience("https://warehouse.example.com")
                .lifetime(Duration.ofHours(1))
                .start();
        EarlierClock clock = new EarlierClock();
        RecentDecisions decisions = new RecentDecisions(clock);
        ResourceProtector protector = protector(issuer, decisions);
        Application application = new Api(protector, new OpsConsole(protector, decisions)).application();
        SeBootstrap.Instance server = SeBootstrap.start(
                        application,
                        SeBootstrap.Configuration.builder()
                                .host("localhost")
                                .port(SeBootstrap.Configuration.FREE_PORT)
                                .build())
                .toCompletableFuture()
                .get();
        anHourOfDecisions(protector, decisions, clock);
        URI base = server.configuration().baseUri();
        String reader = issuer.token().scope("stock:read").value();
        calls(base, reader, 300);
        calls(base, issuer.token().scope("stock:read").opaqueValue(), 40);
        calls(base, issuer.token().expired().value(), 3);
        calls(base, issuer.token().audience("https://other.example.com/").value(), 2);
        System.out.println("CONSOLE=" + base.resolve("/ops/console"));
        System.out.println("OPERATOR=" + issuer.token().scope("ops").value());
        System.out.println("READER=" + reader);
        System.out.println("EXPIRED=" + issuer.token().expired().value());
        System.out.println("BOUND="
                + issuer.token()
                        .scope("stock:read")
                        .boundToKey("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I")
                        .value());
        System.out.println("READY=yes");
        new CountDownLatch(1).await();
    }

    private static ResourceProtector protector(TestIssuer issuer, RecentDecisions decisions) {
        RemoteKeySource keys = RemoteKeySource.builder()
                .issuer(issuer.issuer())
                .insecureLoopbackHttp()
                .build();
        keys.keys(); // the page shows them from the first look on
        return ResourceProtector.builder()
                .validator(JwtValidator.builder()
                        .issuer(issuer.issuer())
                        .audience(issuer.audience())
                        .keys(keys)
                        .cacheSize(1_000)
                        .build())
                .validator(IntrospectionValidator.builder()
                        .issuer(issuer.issuer())
                        .client(ClientAuthentication.basic(TestIssuer.CLIENT_ID, TestIssuer.CLIENT_SECRET))
                        .audience(issuer.audience())
                        .cacheFor(Duration.ofSeconds(30))
                        .insecureLoopbackHttp()
                        .build())
                .senderConstraint(Dpop.builder().build())
                .listener(decisions)
                .build();
    }

    /** Traffic with an outage of the authorization server, and a client that was given the wrong audience. */
    private static void anHourOfDecisions(ResourceProtector protector, RecentDecisions decisions, EarlierClock clock) {
        Random random = new Random(7);
        AccessToken token = new Shop.Token("alice", Set.of());
        ProtectedEndpoint[] endpoints = protector.endpoints().toArray(ProtectedEndpoint[]::new);
        for (int minute = 59; minute > 0; minute--) {
            clock.ago = Duration.ofMinutes(minute);
            int calls = (int) (220 + 90 * Math.sin(minute / 9.0) + random.nextInt(60));
            for (int i = 0; i < calls; i++) {
                decisions.accepted(token, endpoints[0]);
            }
            for (int i = 0; i < calls / 9; i++) {
                decisions.anonymous(endpoints[0]);
            }
            refuse(decisions, random, endpoints, 6, Reason.MISSING, "no Authorization header was sent");
            refuse(
                    decisions,
                    random,
                    endpoints,
                    4,
                    Reason.EXPIRED,
                    "the token expired 312 s ago, the clock skew is 30 s");
            refuse(decisions, random, endpoints, 5, Reason.INSUFFICIENT_SCOPE, "the token lacks the scope stock:write");
            if (minute < 34 && minute > 24) {
                refuse(
                        decisions,
                        random,
                        endpoints,
                        110,
                        Reason.WRONG_AUDIENCE,
                        "\"aud\" is \"https://warehouse.example.com/\", configured is \"https://warehouse.example.com\":"
                                + " they differ by a slash at the end");
            }
            if (minute < 14 && minute > 10) {
                refuse(
                        decisions,
                        random,
                        endpoints,
                        60,
                        Reason.UNAVAILABLE,
                        "the introspection endpoint did not answer in time");
            }
        }
        clock.ago = Duration.ofSeconds(40);
        decisions.refused(
                Rejection.of(
                        Reason.NOT_PERMITTED,
                        "<img src=x onerror=\"document.title='broken'\">"
                                + "<script>document.title='broken'</script> \u202egnirts"),
                endpoints[3],
                null);
        clock.ago = Duration.ZERO;
    }

    private static void refuse(
            RecentDecisions decisions,
            Random random,
            ProtectedEndpoint[] endpoints,
            int most,
            Reason reason,
            String detail) {
        for (int i = random.nextInt(most / 2 + 1); i < most; i++) {
            decisions.refused(Rejection.of(reason, detail), endpoints[random.nextInt(endpoints.length)], null);
        }
    }

    private static void calls(URI base, String token, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            HttpRequest request = HttpRequest.newBuilder(base.resolve("/orders"))
                    .header("Authorization", "Bearer " + token)
                    .build();
            CLIENT.send(request, HttpResponse.BodyHandlers.discarding());
        }
    }
}
