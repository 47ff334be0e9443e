package org.resourceprotector.interop.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.resourceprotector.processes.control.Child;

/** The npm package oauth2-mock-server, in a process of its own. A new key at every start. Its opaque tokens are none. */
final class Oauth2MockServer implements AuthorizationServer {

    private static final String AUDIENCE = "https://api.example.test";
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private static Oauth2MockServer running;

    private final Path home = Workplace.target("oauth2-mock-server");
    private final int port = Workplace.freePort();
    private Child process;

    private Oauth2MockServer() {}

    /** The one that runs until all tests are over. */
    static synchronized Oauth2MockServer running() {
        if (running == null) {
            Oauth2MockServer server = new Oauth2MockServer();
            server.start();
            running = server;
        }
        return running;
    }

    @Override
    public void start() {
        List<String> command = List.of("node", home.resolve("server.mjs").toString(), String.valueOf(port));
        process = Child.start(Workplace.log("oauth2-mock-server"), home, Map.of(), command);
        Await.until("oauth2-mock-server is ready", LONGEST_START, () -> {
            process.mustLive();
            return Http.answers(issuer() + "/.well-known/openid-configuration");
        });
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void rotate() {
        stop();
        start();
    }

    @Override
    public String issuer() {
        return "http://localhost:" + port;
    }

    @Override
    public String[] audience() {
        return new String[] {AUDIENCE};
    }

    @Override
    public String profile() {
        return "TEST_SERVER";
    }

    @Override
    public String token() {
        return token(Map.of());
    }

    @Override
    public String tokenThatMayWrite() {
        return token(Map.of("scope", "profile orders:write"));
    }

    @Override
    public String tokenOfTwoSeconds() {
        return token(Map.of("lifetime", "2"));
    }

    @Override
    public String tokenForAnotherAudience() {
        return token(Map.of("aud", "https://other.example.test"));
    }

    @Override
    public String introspectedToken() {
        throw new UnsupportedOperationException("it says of every token that it is active");
    }

    @Override
    public String introspectedTokenThatMayWrite() {
        return introspectedToken();
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
        throw new UnsupportedOperationException("it revokes nothing");
    }

    /** A token for a client, with parameters instead of others or beside them. */
    String token(Map<String, String> parameters) {
        Map<String, String> form = new HashMap<>(
                Map.of("grant_type", "client_credentials", "scope", "profile", "aud", AUDIENCE, "sub", "svc"));
        form.putAll(parameters);
        form.values().removeIf("none"::equals);
        return Http.postForm(issuer() + "/token", Map.of(), form)
                .ok()
                .json()
                .get("access_token")
                .asText();
    }
}
