package org.resourceprotector.interop.servers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.resourceprotector.processes.control.Child;

/** The Spring application of {@code interop/spring}, in a process of its own. */
final class SpringAuthorizationServer implements AuthorizationServer {

    static final String AUDIENCE = "https://api.example.test";

    /** Spring Authorization Server 1.5, which runs until all tests are over. */
    static final Supplier<SpringAuthorizationServer> OF_ITS_OWN = once("authorization-server-1.5");

    /** The same as it became a part of Spring Security 7.1. */
    static final Supplier<SpringAuthorizationServer> OF_SECURITY = once("security-7.1");

    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    private final String module;
    private final int port = Workplace.freePort();
    private final Path keys;
    private Child process;

    private SpringAuthorizationServer(String module) {
        this.module = module;
        this.keys = Workplace.target("keys-of-spring-" + port + ".json");
    }

    private static Supplier<SpringAuthorizationServer> once(String module) {
        return new Supplier<>() {
            private SpringAuthorizationServer running;

            @Override
            public synchronized SpringAuthorizationServer get() {
                if (running == null) {
                    SpringAuthorizationServer server = new SpringAuthorizationServer(module);
                    server.start();
                    running = server;
                }
                return running;
            }
        };
    }

    /** Starts it with the keys that it had before. */
    @Override
    public void start() {
        List<String> command = List.of(
                Workplace.java(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Workplace.classPath("spring/" + module),
                "org.resourceprotector.interop.spring.SpringServer",
                String.valueOf(port),
                keys.toString());
        process = Child.start(Workplace.log("spring-" + module), Workplace.target("."), Map.of(), command);
        Await.until("Spring is ready", LONGEST_START, () -> {
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
        try {
            Files.delete(keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    @Override
    public String issuer() {
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String[] audience() {
        return new String[] {AUDIENCE};
    }

    @Override
    public String profile() {
        return "SPRING_AUTHORIZATION_SERVER";
    }

    @Override
    public String token() {
        return token("svc", "profile");
    }

    @Override
    public String tokenThatMayWrite() {
        return token("svc", "profile orders:write");
    }

    @Override
    public String tokenOfTwoSeconds() {
        return token("svc-short", "profile");
    }

    @Override
    public String tokenForAnotherAudience() {
        return token("svc-elsewhere", "profile");
    }

    @Override
    public String introspectedToken() {
        return token("svc-opaque", "profile");
    }

    @Override
    public String introspectedTokenThatMayWrite() {
        return token("svc-opaque", "profile orders:write");
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
        Map<String, String> client = Http.basic("svc-opaque", "svc-opaque-secret");
        Http.postForm(issuer() + "/oauth2/revoke", client, Map.of("token", token))
                .ok();
    }

    String token(String client, String scope) {
        Map<String, String> form = Map.of("grant_type", "client_credentials", "scope", scope);
        return Http.postForm(issuer() + "/oauth2/token", Http.basic(client, client + "-secret"), form)
                .ok()
                .json()
                .get("access_token")
                .asText();
    }

    /** What the client {@code web} gets for a user who logged in. */
    JsonNode tokensOfJane() {
        String redirectUri = issuer() + "/cb";
        Login.Code code = Login.code(issuer() + "/oauth2/authorize", redirectUri, "openid profile");
        return grant(Map.of(
                "grant_type",
                "authorization_code",
                "code",
                code.code(),
                "code_verifier",
                code.verifier(),
                "redirect_uri",
                redirectUri));
    }

    /** What the client {@code web} gets for a refresh token. */
    JsonNode refreshed(String refreshToken) {
        return grant(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /** What it tells the application of a token. */
    JsonNode introspected(String token) {
        Map<String, String> rs = Http.basic(introspectionClient(), introspectionSecret());
        return Http.postForm(issuer() + "/oauth2/introspect", rs, Map.of("token", token))
                .ok()
                .json();
    }

    private JsonNode grant(Map<String, String> form) {
        return Http.postForm(issuer() + "/oauth2/token", Http.basic("web", "web-secret"), form)
                .ok()
                .json();
    }
}
