package org.resourceprotector.testkit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasEntry;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The issuer as a client and a resource server see it, over real HTTP. */
class TestIssuerTest {

    @RegisterExtension
    static final TestIssuerExtension AUTHORIZATION = TestIssuerExtension.with(
            issuer -> issuer.algorithms("ES256", "PS256").client("reader", "sec:ret+&%", "profile email"));

    private final TestIssuer issuer = AUTHORIZATION.issuer();
    private final URI token = issuer.uri(IssuerEndpoint.TOKEN);

    @Test
    void portOfOnesChoice_isOpenedOnce() {
        int port;
        TestIssuerBuilder chosen = TestIssuer.builder().algorithms("ES256"); // made at once, while the port is free
        try (TestIssuer free = chosen.start()) {
            port = URI.create(free.issuer()).getPort();
        }
        chosen.port(port);

        try (TestIssuer first = chosen.start()) {
            assertThat(first.issuer(), is("http://127.0.0.1:" + port));
            assertThrows(UncheckedIOException.class, chosen::start);
        }
        assertThrows(IllegalArgumentException.class, () -> chosen.port(65_536));
    }

    @Test
    @DisplayName("R8414-3-a, R8414-3.3-a both documents name the issuer and where its endpoints are")
    void metadataTellWhereEverythingIs() throws IOException {
        for (String path : List.of("/.well-known/oauth-authorization-server", "/.well-known/openid-configuration")) {
            HttpResponse<String> response = IssuerClient.get(URI.create(issuer.issuer() + path));

            assertThat(response.statusCode(), is(200));
            assertThat(response.headers().firstValue("content-type").orElse(""), is("application/json"));
            assertThat(IssuerClient.json(response), hasEntry("issuer", issuer.issuer()));
            assertThat(IssuerClient.json(response), hasEntry("jwks_uri", issuer.issuer() + "/jwks"));
            assertThat(
                    IssuerClient.json(response), hasEntry("introspection_endpoint", issuer.issuer() + "/introspect"));
            assertThat(IssuerClient.json(response).values(), not(hasItem(List.of())));
        }
    }

    @Test
    @DisplayName(
            "R8414-3-a, R8414-5-a with a path in the issuer, the well-known part goes where each document wants it")
    void metadataOfAnIssuerWithAPath() throws IOException {
        try (TestIssuer tenant = TestIssuer.builder().path("/t1").start()) {
            String host = tenant.issuer().replace("/t1", "");

            assertThat(tenant.issuer(), startsWith("http://127.0.0.1:"));
            for (String path :
                    List.of("/.well-known/oauth-authorization-server/t1", "/t1/.well-known/openid-configuration")) {
                assertThat(
                        IssuerClient.json(IssuerClient.get(URI.create(host + path))),
                        hasEntry("issuer", tenant.issuer()));
            }
            assertThat(
                    IssuerClient.get(URI.create(tenant.issuer() + "/.well-known/oauth-authorization-server"))
                            .statusCode(),
                    is(404));
        }
    }

    @Test
    void metadataCanLie() throws IOException {
        try (TestIssuer liar = TestIssuer.start()) {
            liar.metadata("issuer", "https://other-issuer.example");
            liar.metadata("introspection_endpoint", null);

            Map<String, Object> document = IssuerClient.json(IssuerClient.get(liar.uri(IssuerEndpoint.OAUTH_METADATA)));
            assertThat(document, hasEntry("issuer", "https://other-issuer.example"));
            assertThat(document, not(hasKey("introspection_endpoint")));
        }
    }

    @Test
    @DisplayName("RJOSE-7517-5-a something else can stand in the key set, in front of the issuer's keys")
    void theKeySetIsWhatIsPublished() throws Exception {
        issuer.publishAlso("{\"kty\":\"AKP\"}");

        HttpResponse<String> response = IssuerClient.get(issuer.uri(IssuerEndpoint.JWKS));

        assertThat(response.headers().firstValue("content-type").orElse(""), is("application/jwk-set+json"));
        assertThat(response.body(), startsWith("{\"keys\":[{\"kty\":\"AKP\"},"));
        assertThat(response.body(), is(issuer.jwkSetJson()));
        assertThat(response.body(), not(containsString("\"d\":")));
    }

    @Test
    void clientCredentialsGiveATokenThatVerifies() throws Exception {
        HttpResponse<String> response =
                IssuerClient.post(token, IssuerClient.basic(), "grant_type", "client_credentials", "scope", "a b");
        Map<String, Object> answer = IssuerClient.json(response);
        SignedJWT jwt = SignedJWT.parse(String.valueOf(answer.get("access_token")));
        var key = JWKSet.parse(IssuerClient.get(issuer.uri(IssuerEndpoint.JWKS)).body())
                .getKeyByKeyId(jwt.getHeader().getKeyID());

        assertThat(response.statusCode(), is(200));
        assertThat(response.headers().firstValue("cache-control").orElse(""), is("no-store"));
        assertThat(answer, hasEntry("token_type", "Bearer"));
        assertThat(answer, hasEntry("scope", "a b"));
        assertThat(answer, hasEntry("expires_in", 300L));
        assertThat(
                jwt.verify(new DefaultJWSVerifierFactory()
                        .createJWSVerifier(jwt.getHeader(), key.toECKey().toPublicKey())),
                is(true));
        assertThat(jwt.getJWTClaimsSet().getSubject(), is(TestIssuer.CLIENT_ID));
        assertThat(jwt.getJWTClaimsSet().getAudience(), is(List.of(issuer.audience())));
    }

    @Test
    @DisplayName("a token without a scope has no empty one")
    void noScopeIsGranted_ifNoneIsAskedFor() throws IOException {
        Map<String, Object> answer =
                IssuerClient.json(IssuerClient.post(token, IssuerClient.basic(), "grant_type", "client_credentials"));

        assertThat(answer, hasEntry("token_type", "Bearer"));
        assertThat(answer, not(hasKey("scope")));
    }

    @Test
    void theResourceParameterNamesTheAudience() throws Exception {
        Map<String, Object> answer = IssuerClient.json(IssuerClient.post(
                token,
                IssuerClient.basic(),
                "grant_type",
                "client_credentials",
                "resource",
                "https://a.example",
                "resource",
                "https://b.example"));

        assertThat(
                SignedJWT.parse(String.valueOf(answer.get("access_token")))
                        .getJWTClaimsSet()
                        .getAudience(),
                is(List.of("https://a.example", "https://b.example")));
    }

    @Test
    @DisplayName("R7662-2.1-c id and secret are form-encoded before they are joined")
    void clientsAuthenticateByHeaderOrByForm() throws IOException {
        assertThat(grant(IssuerClient.basic("reader", "sec:ret+&%")), is("profile email"));
        assertThat(grant(Map.of(), "client_id", "reader", "client_secret", "sec:ret+&%"), is("profile email"));
    }

    @Test
    void clientsThatDoNotProveWhoTheyAreAreRefused() throws IOException {
        assertThat(grant(Map.of()), is("401 invalid_client"));
        assertThat(grant(IssuerClient.basic("reader", "wrong")), is("401 invalid_client"));
        assertThat(grant(IssuerClient.basic("nobody", "wrong")), is("401 invalid_client"));
        assertThat(grant(Map.of("Authorization", "Basic !")), is("401 invalid_client"));
        assertThat(
                grant(IssuerClient.basic("reader", "sec:ret+&%"), "client_id", "reader", "client_secret", "sec:ret+&%"),
                is("401 invalid_client"));
        assertThat(
                IssuerClient.post(token, IssuerClient.basic("nobody", "x"))
                        .headers()
                        .firstValue("www-authenticate"),
                is(Optional.of("Basic realm=\"issuer\"")));
    }

    @Test
    void whatCannotBeGrantedIsRefused() throws IOException {
        Map<String, String> reader = IssuerClient.basic("reader", "sec:ret+&%");

        assertThat(grant(reader, "scope", "admin"), is("400 invalid_scope"));
        assertThat(error(IssuerClient.post(token, reader, "grant_type", "password")), is("400 unsupported_grant_type"));
        assertThat(error(IssuerClient.post(token, reader)), is("400 invalid_request"));
        assertThat(IssuerClient.get(token).statusCode(), is(405));
    }

    @Test
    @DisplayName("R7662-2.1-c private_key_jwt")
    void clientsAuthenticateByAnAssertion() throws Exception {
        KeyPair pair = JwsAlgorithm.RS256.generateKeyPair();
        try (TestIssuer other =
                TestIssuer.builder().client("robot", pair.getPublic()).start()) {
            String good = assertion(pair, other.issuer(), 60);

            assertThat(grantByAssertion(other, good), is(200));
            assertThat(grantByAssertion(other, assertion(pair, "https://elsewhere.example", 60)), is(401));
            assertThat(grantByAssertion(other, assertion(pair, other.issuer(), -60)), is(401));
            assertThat(
                    grantByAssertion(other, assertion(JwsAlgorithm.RS256.generateKeyPair(), other.issuer(), 60)),
                    is(401));
            assertThat(grantByAssertion(other, "nonsense"), is(401));
        }
    }

    @Test
    void opaqueTokensAreKnownToTheIssuerOnly() throws IOException {
        try (TestIssuer other = TestIssuer.builder().opaqueTokens().start()) {
            Map<String, Object> answer = IssuerClient.json(IssuerClient.post(
                    other.uri(IssuerEndpoint.TOKEN), IssuerClient.basic(), "grant_type", "client_credentials"));
            String value = String.valueOf(answer.get("access_token"));

            assertThat(value, not(containsString(".")));
            assertThat(other.tokens().active(value).orElseThrow(), hasEntry("sub", TestIssuer.CLIENT_ID));
        }
    }

    @Test
    void outage_refusesConnectionsUntilTheIssuerRecovers() throws IOException {
        URI jwks = issuer.uri(IssuerEndpoint.JWKS);

        for (int day = 0; day < 3; day++) {
            assertThat(IssuerClient.get(jwks).statusCode(), is(200));
            issuer.outage();
            assertThrows(ConnectException.class, () -> IssuerClient.get(jwks));
            issuer.outage();
            issuer.recover();
            issuer.recover();
        }
        assertThat(IssuerClient.get(jwks).statusCode(), is(200));
    }

    @Test
    void issuerThatIsClosed_doesNotRecover() {
        TestIssuer closed = TestIssuer.start();
        URI jwks = closed.uri(IssuerEndpoint.JWKS);
        closed.close();
        closed.recover();
        assertThrows(ConnectException.class, () -> IssuerClient.get(jwks));
    }

    @ParameterizedTest
    @EnumSource
    void everyEndpointCanFailTalkNonsenseAndRecover(IssuerEndpoint endpoint) throws IOException {
        URI uri = issuer.uri(endpoint);

        issuer.failing(503, endpoint);
        assertThat(IssuerClient.get(uri).statusCode(), is(503));
        issuer.garbage(endpoint);
        assertThat(Json.read(IssuerClient.get(uri).body()).isPresent(), is(false));
        issuer.answer(endpoint, 429, Map.of("Retry-After", "7"), "later");
        assertThat(IssuerClient.get(uri).headers().firstValue("retry-after").orElse(""), is("7"));
        issuer.recover();
        assertThat(IssuerClient.get(uri).statusCode(), is(endpoint.takesForms() ? 405 : 200));
        assertThat(issuer.requestCount(endpoint), is(4));
    }

    @Test
    void faultsOfOneEndpointLeaveTheOthersAlone() throws IOException {
        issuer.failing(500, IssuerEndpoint.OAUTH_METADATA);

        assertThat(IssuerClient.get(issuer.uri(IssuerEndpoint.OAUTH_METADATA)).statusCode(), is(500));
        assertThat(IssuerClient.get(issuer.uri(IssuerEndpoint.OPENID_METADATA)).statusCode(), is(200));
        issuer.failing(500);
        assertThat(IssuerClient.get(issuer.uri(IssuerEndpoint.OPENID_METADATA)).statusCode(), is(500));
    }

    @Test
    void aHeldAnswerComesWhenTheIssuerRecovers() throws IOException {
        issuer.hold(IssuerEndpoint.JWKS);
        CompletableFuture<Integer> answer = CompletableFuture.supplyAsync(() -> status(IssuerEndpoint.JWKS));

        issuer.awaitRequests(IssuerEndpoint.JWKS, 1);
        assertThat(IssuerClient.get(issuer.uri(IssuerEndpoint.OAUTH_METADATA)).statusCode(), is(200));
        assertThat(answer.isDone(), is(false));
        issuer.recover();

        assertThat(answer.join(), is(200));
    }

    @Test
    void aSlowAnswerIsLateAndRight() {
        issuer.slow(Duration.ofMillis(200), IssuerEndpoint.JWKS);

        long start = System.nanoTime();
        assertThat(status(IssuerEndpoint.JWKS), is(200));
        assertThat(System.nanoTime() - start >= 200_000_000, is(true));
    }

    @Test
    @DisplayName("R7662-2.1-a what was sent can be looked at")
    void requestsAreRecorded() throws IOException {
        IssuerClient.post(token, IssuerClient.basic(), "grant_type", "client_credentials", "scope", "a+b /=~");

        RecordedRequest request = issuer.requests(IssuerEndpoint.TOKEN).get(0);
        assertThat(request.method(), is("POST"));
        assertThat(request.uri().getQuery(), is(nullValue()));
        assertThat(request.header("authorization"), startsWith("Basic "));
        assertThat(request.header("x-none"), is(nullValue()));
        assertThat(request.form().get("scope"), is(List.of("a+b /=~")));
        assertThat(request.toString(), is("RecordedRequest[POST /token]"));
    }

    @Test
    void theLastHundredRequestsAreKeptAndAllAreCounted() throws IOException {
        for (int i = 0; i < 101; i++) {
            IssuerClient.get(URI.create(issuer.uri(IssuerEndpoint.JWKS) + "?" + i));
        }

        assertThat(issuer.requestCount(IssuerEndpoint.JWKS), is(101));
        assertThat(issuer.requests(IssuerEndpoint.JWKS).size(), is(100));
        assertThat(issuer.requests(IssuerEndpoint.JWKS).get(99).uri().getQuery(), is("100"));
        issuer.forgetRequests();
        assertThat(issuer.requestCount(IssuerEndpoint.JWKS), is(0));
        assertThat(issuer.requests(IssuerEndpoint.JWKS), is(List.of()));
    }

    @Test
    void anIssuerInMemoryHasNoAddress() {
        TestIssuer inMemory = TestIssuer.inMemory();

        assertThat(inMemory.issuer(), is("https://issuer.example.com"));
        assertThrows(IllegalStateException.class, () -> inMemory.uri(IssuerEndpoint.JWKS));
        assertThrows(IllegalStateException.class, inMemory::outage);
        inMemory.recover();
        inMemory.close();
    }

    @Test
    void theIdentifierCanDifferFromTheAddress() throws IOException {
        try (TestIssuer named =
                TestIssuer.builder().issuer("https://login.example.com").start()) {
            assertThat(named.issuer(), is("https://login.example.com"));
            assertThat(
                    IssuerClient.json(IssuerClient.get(named.uri(IssuerEndpoint.OAUTH_METADATA))),
                    hasEntry("issuer", "https://login.example.com"));
            assertThat(named.toString(), is("TestIssuer[https://login.example.com]"));
        }
    }

    @Test
    void aPathIsWrittenAsIssuersWriteIt() {
        assertThrows(IllegalArgumentException.class, () -> TestIssuer.builder().path("t1"));
        assertThrows(IllegalArgumentException.class, () -> TestIssuer.builder().path("/t1/"));
    }

    private int status(IssuerEndpoint endpoint) {
        try {
            return IssuerClient.get(issuer.uri(endpoint)).statusCode();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** The scopes that were granted, or the status and the error. */
    private String grant(Map<String, String> headers, String... more) throws IOException {
        String[] form = new String[more.length + 2];
        form[0] = "grant_type";
        form[1] = "client_credentials";
        System.arraycopy(more, 0, form, 2, more.length);
        HttpResponse<String> response = IssuerClient.post(token, headers, form);
        return response.statusCode() == 200
                ? String.valueOf(IssuerClient.json(response).get("scope"))
                : error(response);
    }

    private static String error(HttpResponse<String> response) {
        return response.statusCode() + " " + IssuerClient.json(response).get("error");
    }

    private static int grantByAssertion(TestIssuer other, String assertion) throws IOException {
        return IssuerClient.post(
                        other.uri(IssuerEndpoint.TOKEN),
                        Map.of(),
                        "grant_type",
                        "client_credentials",
                        "client_assertion_type",
                        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                        "client_assertion",
                        assertion)
                .statusCode();
    }

    private static String assertion(KeyPair pair, String audience, int seconds) throws Exception {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.RS256),
                new JWTClaimsSet.Builder()
                        .issuer("robot")
                        .subject("robot")
                        .audience(audience)
                        .jwtID("1")
                        .expirationTime(Date.from(Instant.now().plusSeconds(seconds)))
                        .build());
        jwt.sign(new RSASSASigner(pair.getPrivate()));
        return jwt.serialize();
    }
}
