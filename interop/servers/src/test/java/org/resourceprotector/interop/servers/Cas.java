package org.resourceprotector.interop.servers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.resourceprotector.processes.control.Child;

/** Apereo CAS, which {@code interop/run heavy} built, with the properties of the description, in a process of its own. */
final class Cas implements AuthorizationServer {

    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final String PORT = "25060";

    /** A client, as CAS wants it in a file: identifier, number, seconds of its access tokens, whether they are JWTs. */
    private static final String SERVICE = """
            {"@class": "org.apereo.cas.services.OidcRegisteredService", "name": "%1$s", "id": %2$d,
             "serviceId": "^http://127[.]0[.]0[.]1:.*", "clientId": "%1$s", "clientSecret": "%1$s-secret",
             "jwtAccessToken": %4$s, "generateRefreshToken": true, "bypassApprovalPrompt": true,
             "supportedGrantTypes": ["java.util.HashSet", ["client_credentials", "password", "refresh_token"]],
             "supportedResponseTypes": ["java.util.HashSet", ["code"]],
             "scopes": ["java.util.HashSet", ["openid", "profile", "orders:write"]],
             "accessTokenExpirationPolicy": {
               "@class": "org.apereo.cas.support.oauth.services.DefaultRegisteredServiceOAuthAccessTokenExpirationPolicy",
               "maxTimeToLive": "PT%3$dS", "timeToKill": "PT%3$dS"}}
            """;

    /** Scopes that OpenID Connect does not have are dropped otherwise, and after wrong secrets it answers 401 to right ones. */
    private static final String MORE = """
            cas.authn.throttle.failure.threshold=0
            cas.authn.oidc.discovery.scopes=openid,profile,offline_access,orders:write
            cas.authn.oidc.core.user-defined-scopes[orders:write]=email
            """;

    private static Cas running;

    private final Path home = Workplace.heavy("cas");
    private final int port = Workplace.freePort();
    private final Path configuration = Workplace.target("cas-" + port);
    private Child process;

    private Cas() {}

    /** The one that runs until all tests are over. */
    static synchronized Cas running() {
        if (running == null) {
            Cas server = new Cas();
            server.configure();
            server.start();
            running = server;
        }
        return running;
    }

    private void configure() {
        try {
            Path services = Files.createDirectories(configuration.resolve("services"));
            String properties = Files.readString(Workplace.description("cas/cas.properties"));
            Files.writeString(
                    configuration.resolve("cas.properties"),
                    properties.replace(PORT, String.valueOf(port)) + "\n" + MORE);
            int id = 1001;
            for (String client : List.of("svc", "svc-short", "svc-elsewhere", "svc-opaque", "rs")) {
                String service = SERVICE.formatted(
                        client, id, client.equals("svc-short") ? 2 : 300, !client.equals("svc-opaque"));
                Files.writeString(services.resolve(client + "-" + id + ".json"), service);
                id++;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void start() {
        String classPath = String.join(
                File.pathSeparator,
                configuration.toString(),
                home.resolve("WEB-INF/classes").toString(),
                home.resolve("WEB-INF/lib/*").toString());
        List<String> command = List.of(
                Workplace.java(),
                "-Xmx1g",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--add-opens",
                "java.base/java.lang=ALL-UNNAMED",
                "--add-opens",
                "java.base/java.util=ALL-UNNAMED",
                "-cp",
                classPath,
                "org.apereo.cas.web.CasWebApplication",
                "--cas.standalone.configuration-directory=" + configuration);
        Map<String, String> environment = Map.of("CAS_CONF", configuration.toString());
        process = Child.start(Workplace.log("cas"), configuration, environment, command);
        Await.until("CAS is ready", LONGEST_START, () -> {
            process.mustLive();
            return Http.answers(issuer() + "/.well-known/openid-configuration");
        });
    }

    @Override
    public void stop() {
        process.stop();
    }

    /** It makes keys if it has none. */
    @Override
    public void rotate() {
        stop();
        try {
            Files.delete(configuration.resolve("keystore.jwks"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        start();
    }

    @Override
    public String issuer() {
        return "http://127.0.0.1:" + port + "/cas/oidc";
    }

    /** Clients. */
    @Override
    public String[] audience() {
        return new String[] {"svc", "svc-short"};
    }

    @Override
    public String profile() {
        return "CAS";
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
        return "svc-opaque";
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
        Http.postForm(issuer() + "/revoke", Http.basic("svc-opaque", "svc-opaque-secret"), Map.of("token", token))
                .ok();
    }

    /** What a client gets for the user of the description. */
    JsonNode tokensOfAlice(String client) {
        return grant(
                client,
                Map.of("grant_type", "password", "username", "alice", "password", "alice", "scope", "openid profile"));
    }

    /** What a client gets for a refresh token. */
    JsonNode refreshed(String client, String refreshToken) {
        return grant(client, Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /** What it tells the application of a token. */
    Answer introspected(String token) {
        Map<String, String> rs = Http.basic(introspectionClient(), introspectionSecret());
        return Http.postForm(issuer() + "/introspect", rs, Map.of("token", token));
    }

    private String token(String client, String scope) {
        return grant(client, Map.of("grant_type", "client_credentials", "scope", scope))
                .get("access_token")
                .asText();
    }

    private JsonNode grant(String client, Map<String, String> form) {
        return Http.postForm(issuer() + "/accessToken", Http.basic(client, client + "-secret"), form)
                .ok()
                .json();
    }
}
