package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.http.CannedClient;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.DecryptionKeys;
import org.resourceprotector.keys.FakeKeySource;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;
import org.resourceprotector.token.ValidationUnavailableException;

/** What a validator must be told, and what it refuses to be told. */
class IntrospectionValidatorBuilderTest {

    private static IntrospectionValidator.Builder complete() {
        return IntrospectionValidator.builder()
                .endpoint(URI.create("https://as1.example.com/introspect?tenant=1"))
                .client(ClientAuthentication.basic("rs", "secret"))
                .audience(IntrospectionFixture.AUDIENCE);
    }

    private static void assertIncomplete(String what, IntrospectionValidator.Builder builder) {
        IllegalStateException e = assertThrows(IllegalStateException.class, builder::build);
        assertThat(e.getMessage(), containsString(what));
    }

    private static void assertRefused(UnaryOperator<IntrospectionValidator.Builder> setting) {
        assertThrows(
                IllegalArgumentException.class, () -> setting.apply(complete()).build());
    }

    @Test
    void silenceIsRefused() {
        assertIncomplete(
                "no endpoint and no issuer: nobody to ask; for example issuer(\"https://as.example.com\")",
                IntrospectionValidator.builder()
                        .client(ClientAuthentication.basic("rs", "secret"))
                        .audience("a"));
        assertIncomplete(
                "no client",
                IntrospectionValidator.builder()
                        .issuer(IntrospectionFixture.ISSUER)
                        .audience("a"));
        assertIncomplete(
                "tokens for other resource servers would do; for example audience(\"https://api.example.com\")",
                IntrospectionValidator.builder()
                        .issuer(IntrospectionFixture.ISSUER)
                        .client(ClientAuthentication.basic("rs", "secret")));
        assertIncomplete("audience", complete().audience());
    }

    @Test
    void contradictionsAreRefused() throws Exception {
        assertIncomplete("either audience or acceptAnyAudience", complete().acceptAnyAudience());
        assertIncomplete("acceptStaleIfError without cacheFor", complete().acceptStaleIfError(Duration.ofMinutes(1)));
        SSLContext context = SSLContext.getDefault();
        assertIncomplete(
                "brings its own SSLContext",
                complete().client(ClientAuthentication.tls(context)).httpClient(HttpClient.newHttpClient()));
        assertIncomplete("requireSignedResponses", complete().keys(FakeKeySource.published()));
        assertIncomplete("requireSignedResponses", complete().algorithms("ES256"));
        String jwk = new ECKeyGenerator(Curve.P_256)
                .algorithm(JWEAlgorithm.ECDH_ES)
                .generate()
                .toJSONString();
        DecryptionKeys keys = DecryptionKeys.jwkSet("{\"keys\":[" + jwk + "]}");
        assertIncomplete("requireSignedResponses", complete().decryptionKeys(keys));
        assertIncomplete(
                "acceptAudienceFromClientId beside acceptAnyAudience",
                IntrospectionValidator.builder()
                        .issuer(IntrospectionFixture.ISSUER)
                        .client(ClientAuthentication.basic("rs", "secret"))
                        .acceptAnyAudience()
                        .acceptAudienceFromClientId());
        assertIncomplete(
                "requireSignedResponses needs the issuer",
                complete().requireSignedResponses().keys(FakeKeySource.published()));
    }

    @Test
    void signedAnswersToAClientWithTrustAnchorsOfItsOwn_needKeys() throws Exception {
        ClientAuthentication tls = ClientAuthentication.tls("rs", SSLContext.getDefault());
        assertIncomplete(
                "keys(RemoteKeySource.builder()",
                complete().client(tls).issuer(IntrospectionFixture.ISSUER).requireSignedResponses());
        complete()
                .client(tls)
                .issuer(IntrospectionFixture.ISSUER)
                .requireSignedResponses()
                .keys(FakeKeySource.published())
                .build()
                .close();
    }

    @Test
    void signedAnswersNeedAnIssuerAndANameForUs() {
        assertIncomplete("requireSignedResponses needs the issuer", complete().requireSignedResponses());
        assertIncomplete(
                "a name that it has for us",
                IntrospectionValidator.builder()
                        .issuer(IntrospectionFixture.ISSUER)
                        .client(ClientAuthentication.bearer(() -> "own"))
                        .acceptAnyAudience()
                        .requireSignedResponses());
        complete()
                .issuer(IntrospectionFixture.ISSUER)
                .requireSignedResponses()
                .build()
                .close();
        complete()
                .issuer(IntrospectionFixture.ISSUER)
                .requireSignedResponses()
                .keys(FakeKeySource.published())
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://as1.example.com/introspect",
                "http://127.0.0.1/introspect",
                "https://user:pw@as1.example.com/introspect",
                "ftp://as1.example.com/",
                "/introspect"
            })
    void addressesMustBeSafe(String address) {
        assertRefused(builder -> builder.endpoint(URI.create(address)));
    }

    @Test
    void loopbackIsForLoopbackOnly() {
        complete()
                .insecureLoopbackHttp()
                .endpoint(URI.create("http://127.0.0.1/introspect"))
                .build();
        assertRefused(
                builder -> builder.insecureLoopbackHttp().endpoint(URI.create("http://as1.example.com/introspect")));
        assertThrows(
                IllegalArgumentException.class,
                () -> IntrospectionValidator.builder()
                        .issuer("http://as1.example.com")
                        .client(ClientAuthentication.basic("rs", "secret"))
                        .audience("a")
                        .build());
    }

    @Test
    void keysOfAnIssuerOnLoopback_areFetchedInPlainHttpIfThatIsSaid() {
        IntrospectionValidator.Builder signed =
                complete().issuer("http://127.0.0.1:8080").requireSignedResponses();
        assertThrows(IllegalArgumentException.class, signed::build);
        signed.insecureLoopbackHttp().build().close();
    }

    @Test
    void closedValidator_fetchesNoKeysOfSignedAnswers() {
        String signed =
                TokenForge.good().header("typ", "token-introspection+jwt").token();
        CannedClient client =
                new CannedClient(request -> request.uri().getPath().equals("/introspect")
                        ? CannedClient.Reply.of(200, signed, "Content-Type", "application/token-introspection+jwt")
                        : CannedClient.Reply.of(404, ""));
        IntrospectionValidator validator = complete()
                .issuer(TokenForge.ISSUER)
                .requireSignedResponses()
                .httpClient(client)
                .build();
        validator.close();
        assertThrows(ValidationUnavailableException.class, () -> validator.validate(PresentedToken.bearer("abc")));
        assertThat(client.asked(), is(1));

        IntrospectionValidator open = complete()
                .issuer(TokenForge.ISSUER)
                .requireSignedResponses()
                .httpClient(client)
                .build();
        assertThrows(ValidationUnavailableException.class, () -> open.validate(PresentedToken.bearer("abc")));
        assertThat(client.asked() > 2, is(true));
        assertThat(open.status().size(), is(2));
    }

    @Test
    void closedValidator_hearsOfNoRevocations() {
        AtomicInteger subscriptions = new AtomicInteger();
        RevocationFeed feed = new RevocationFeed() {
            @Override
            public void publish(Revocation revocation) {}

            @Override
            public Subscription subscribe(Consumer<? super Revocation> subscriber) {
                subscriptions.incrementAndGet();
                return subscriptions::decrementAndGet;
            }
        };
        IntrospectionValidator validator =
                complete().cacheFor(Duration.ofMinutes(1)).revocations(feed).build();
        assertThat(subscriptions.get(), is(1));
        validator.close();
        assertThat(subscriptions.get(), is(0));
    }

    @Test
    void clientsThatFollowRedirectsAreRefused() {
        HttpClient follows = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertRefused(builder -> builder.httpClient(follows));
        complete().httpClient(HttpClient.newHttpClient()).build();
    }

    @Test
    void settingsHaveBounds() {
        assertRefused(builder -> builder.clockSkew(Duration.ofMinutes(6)));
        assertRefused(builder -> builder.clockSkew(Duration.ofSeconds(-1)));
        assertRefused(builder -> builder.cacheFor(Duration.ofDays(2)));
        assertRefused(builder -> builder.cacheFor(Duration.ofSeconds(-1)));
        assertRefused(builder -> builder.negativeCacheFor(Duration.ofDays(2)));
        assertRefused(builder -> builder.acceptStaleIfError(Duration.ofDays(2)));
        assertRefused(builder -> builder.cacheSize(0));
        assertRefused(builder -> builder.timeout(Duration.ZERO));
        assertRefused(builder -> builder.maxConcurrentCalls(0));
        assertRefused(builder -> builder.algorithms());
        assertRefused(builder -> builder.algorithms("HS256"));
        assertRefused(builder -> builder.circuitBreaker(0, Duration.ofSeconds(1)));
        assertRefused(builder -> builder.circuitBreaker(1, Duration.ofMinutes(2)));
        assertRefused(builder -> builder.audience(" "));
        assertRefused(builder -> builder.issuer(""));
        assertRefused(builder -> builder.parameter("", "x"));
        complete()
                .clockSkew(Duration.ZERO)
                .clockSkew(Duration.ofMinutes(5))
                .circuitBreaker(1, Duration.ofMinutes(1))
                .build();
    }

    @Test
    void laterCallsOfTheBuilderDoNotReachTheValidator() {
        try (FakeServer server = FakeServer.http()) {
            IntrospectionValidator.Builder builder =
                    IntrospectionFixture.settings(server).audience(IntrospectionFixture.AUDIENCE);
            IntrospectionValidator validator = builder.build();
            builder.parameter("later", "x").audience("other").rolesFrom("later");
            String policy = validator.toString();

            validator.validate(PresentedToken.bearer("abc"));

            assertThat(server.last().form(), is(Map.of("token", "abc")));
            assertThat(policy, containsString("audience=[" + IntrospectionFixture.AUDIENCE + "]"));
        }
    }

    @Test
    void halfOfTheCalls_mayWaitForASlowServer() {
        int processors = Runtime.getRuntime().availableProcessors();
        assertThat(
                complete().maxConcurrentCalls(2_000).build().toString(),
                containsString("whenSlow=" + new Bulkhead.Few(processors, 1_000) + " after PT1S"));
    }

    @Test
    void theTextTellsThePolicy() {
        assertThat(
                complete()
                        .cacheFor(Duration.ofMinutes(1))
                        .whenSlow(Duration.ofSeconds(2), 7)
                        .build()
                        .toString(),
                is("IntrospectionValidator[server=https://as1.example.com/introspect, issuer=any,"
                        + " client=client_secret_basic of rs, audience=[https://rs.example.com/api], responses=plain,"
                        + " scopes=[scope], roles=[roles], clockSkew=PT30S, cache=10000 for PT1M (negative PT5S, stale"
                        + " PT0S), timeout=PT3S, maxConcurrentCalls=32, whenSlow=7 after PT2S, circuitBreaker=5 for"
                        + " PT2S]"));
    }
}
