package org.resourceprotector.interop.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.resourceprotector.processes.control.Child;

/**
 * The Maven artifact mock-oauth2-server, in a process of its own. It has keys in a fixed order, and gives the next one to an
 * issuer that is asked for the first time; all of an issuer's keys have its name as identifier. Anybody is a client.
 */
final class MockOauth2Server implements AuthorizationServer {

    static final String AUDIENCE = "https://api.example.test";
    static final String ELSEWHERE = "https://elsewhere.example.test";

    /** The profile with one more relaxation. */
    static final String NONCE_ACCEPTED = "MOCK_OAUTH2_SERVER_WITH_NONCE";

    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    /** How long tokens live is said of an issuer, what they say depends on a parameter. The first that fits counts. */
    private static final String CONFIGURATION = """
            {"httpServer": "NettyWrapper", "tokenCallbacks": [
              {"issuerId": "default", "tokenExpiry": 300, "requestMappings": [
                {"requestParam": "resource", "match": "https://elsewhere.example.test",
                 "claims": {"sub": "svc", "aud": ["https://elsewhere.example.test"], "scope": "profile"}},
                {"requestParam": "scope", "match": "profile orders:write",
                 "claims": {"sub": "svc", "aud": ["https://api.example.test"], "scope": "profile orders:write"}},
                {"requestParam": "grant_type", "match": "client_credentials",
                 "claims": {"sub": "svc", "aud": ["https://api.example.test"], "scope": "profile"}},
                {"requestParam": "grant_type", "match": "*",
                 "claims": {"sub": "jane", "aud": ["https://api.example.test"], "scope": "openid profile"}}]},
              {"issuerId": "short", "tokenExpiry": 2, "requestMappings": [
                {"requestParam": "grant_type", "match": "*",
                 "claims": {"sub": "svc", "aud": ["https://api.example.test"], "scope": "profile"}}]}]}
            """;

    private static MockOauth2Server running;

    private final int port = Workplace.freePort();
    private final String root = "http://localhost:" + port;
    private Child process;
    private int rotations;

    private MockOauth2Server() {}

    /** The one that runs until all tests are over. */
    static synchronized MockOauth2Server running() {
        if (running == null) {
            MockOauth2Server server = new MockOauth2Server();
            server.start();
            running = server;
        }
        return running;
    }

    @Override
    public void start() {
        List<String> command = List.of(
                Workplace.java(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Workplace.classPath("mock-oauth2-server"),
                "no.nav.security.mock.oauth2.StandaloneMockOAuth2ServerKt");
        Map<String, String> environment = Map.of(
                "SERVER_HOSTNAME", "localhost", "SERVER_PORT", String.valueOf(port), "JSON_CONFIG", CONFIGURATION);
        process = Child.start(Workplace.log("mock-oauth2-server"), Workplace.target("."), environment, command);
        Await.until("mock-oauth2-server is ready", LONGEST_START, () -> {
            process.mustLive();
            return Http.answers(root + "/isalive");
        });
        for (int i = 0; i < rotations; i++) {
            Http.get(root + "/other" + i + "/jwks", Map.of()).ok();
        }
    }

    @Override
    public void stop() {
        process.stop();
    }

    /** It has another key after a restart, because others ask for theirs first. */
    @Override
    public void rotate() {
        stop();
        rotations++;
        start();
    }

    /** The key that it publishes. */
    String key() {
        return Http.get(issuer() + "/jwks", Map.of()).ok().body();
    }

    @Override
    public String issuer() {
        return root + "/default";
    }

    /** The issuer whose tokens live for two seconds. */
    String issuerOfTwoSeconds() {
        return root + "/short";
    }

    /** An issuer of which the configuration says nothing. */
    String issuerAsItComes() {
        return root + "/as-it-comes";
    }

    @Override
    public String[] audience() {
        return new String[] {AUDIENCE};
    }

    @Override
    public String profile() {
        return "MOCK_OAUTH2_SERVER";
    }

    @Override
    public String token() {
        return token(issuer(), Map.of("scope", "profile"));
    }

    @Override
    public String tokenThatMayWrite() {
        return token(issuer(), Map.of("scope", "profile orders:write"));
    }

    @Override
    public String tokenOfTwoSeconds() {
        return token(issuerOfTwoSeconds(), Map.of("scope", "profile"));
    }

    @Override
    public String tokenForAnotherAudience() {
        return token(issuer(), Map.of("scope", "profile", "resource", ELSEWHERE));
    }

    /** It is asked about its JWTs; others it does not have. */
    @Override
    public String introspectedToken() {
        return token();
    }

    @Override
    public String introspectedTokenThatMayWrite() {
        return tokenThatMayWrite();
    }

    @Override
    public String introspectedAudience() {
        return AUDIENCE;
    }

    @Override
    public String introspectionClient() {
        return "rs";
    }

    @Override
    public String introspectionSecret() {
        return "rs-secret";
    }

    @Override
    public void revoke(String token) {
        throw new UnsupportedOperationException("it revokes refresh tokens only");
    }

    /** A token of any issuer, which is there as soon as somebody asks for it. */
    String token(String issuer, Map<String, String> parameters) {
        return grant(issuer, Http.with(parameters, "grant_type", "client_credentials"))
                .get("access_token")
                .asText();
    }

    /** What the client {@code web} gets for a user who logged in, with the nonce that it sent, if any. */
    JsonNode tokensOfJane(String issuer, String nonce) {
        String uri = issuer + "/authorize?client_id=web&response_type=code&redirect_uri=http%3A%2F%2Flocalhost%2Fcb"
                + "&scope=openid%20profile&state=s" + (nonce.isEmpty() ? "" : "&nonce=" + nonce);
        String location = Http.get(uri, Map.of()).header("Location");
        String code = location.replaceFirst(".*[?&]code=([^&]*).*", "$1");
        return grant(
                issuer,
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        URLDecoder.decode(code, UTF_8),
                        "redirect_uri",
                        "http://localhost/cb"));
    }

    /** The answer of the token endpoint to the client {@code web}. */
    JsonNode grant(String issuer, Map<String, String> form) {
        return Http.postForm(issuer + "/token", Http.basic("web", "secret"), form)
                .ok()
                .json();
    }
}
