package org.resourceprotector.interop.servers;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.resourceprotector.processes.control.Child;

/** Keycloak of the build, with the realm of the description, in a process of its own. */
final class Keycloak implements AuthorizationServer {

    static final String AUDIENCE = "https://api.example.test";
    static final String AUDIENCE_MAPPER = """
            {"name": "aud-api", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
             "config": {"included.custom.audience": "https://api.example.test", "access.token.claim": "true"}}
            """;

    static final String CLIENT_ID_MAPPER = """
            {"name": "client_id", "protocol": "openid-connect", "protocolMapper": "oidc-hardcoded-claim-mapper",
             "config": {"claim.name": "client_id", "claim.value": "the-client", "jsonType.label": "String",
                        "access.token.claim": "true"}}
            """;

    private static final Duration LONGEST_START = Duration.ofMinutes(6);

    private static Keycloak running;

    private final Path home = Workplace.keycloak();
    private final String adminPassword = UUID.randomUUID().toString();
    private final int port = Workplace.freePort();
    private final String root = "http://127.0.0.1:" + port;
    private final KeycloakAdmin admin = new KeycloakAdmin(root, adminPassword);
    private Child process;

    private Keycloak() {}

    /** The one that runs until all tests are over. */
    static synchronized Keycloak running() {
        if (running == null) {
            running = started();
        }
        return running;
    }

    /** Starts with an empty database, into which the realm is imported. */
    private static Keycloak started() {
        Path realm = Workplace.description("keycloak/demo-realm.json");
        Keycloak keycloak = new Keycloak();
        Path data = keycloak.home.resolve("data");
        try {
            delete(data);
            Files.createDirectories(data.resolve("import"));
            Files.copy(realm, data.resolve("import/demo-realm.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keycloak.start();
        return keycloak;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Override
    public void start() {
        List<String> command = new ArrayList<>(List.of(home.resolve("bin/kc.sh").toString(), "start-dev"));
        command.addAll(List.of("--http-host=127.0.0.1", "--http-port=" + port));
        command.addAll(List.of("--cache=local", "--import-realm"));
        Map<String, String> environment = Map.of(
                "KC_BOOTSTRAP_ADMIN_USERNAME", "admin",
                "KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword,
                "JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx512m",
                "JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
        process = Child.start(Workplace.log("keycloak"), home, environment, command);
        Await.until("Keycloak is ready", LONGEST_START, () -> {
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
        admin.createKey();
    }

    @Override
    public String issuer() {
        return root + "/realms/demo";
    }

    @Override
    public String[] audience() {
        return new String[] {AUDIENCE};
    }

    @Override
    public String profile() {
        return "KEYCLOAK";
    }

    @Override
    public String token() {
        return token("svc", Map.of());
    }

    @Override
    public String tokenThatMayWrite() {
        return token("svc", Map.of("scope", "orders:write"));
    }

    @Override
    public String tokenOfTwoSeconds() {
        return token("svc-short", Map.of());
    }

    @Override
    public String tokenForAnotherAudience() {
        return token(admin.clientOnce("svc-elsewhere", """
                {"name": "elsewhere", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
                 "config": {"included.custom.audience": "https://elsewhere.example.test", "access.token.claim": "true"}}
                """), Map.of());
    }

    /** Keycloak has no opaque tokens; it is asked about its JWTs. */
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
        return "rs-introspect";
    }

    @Override
    public String introspectionSecret() {
        return "rs-secret";
    }

    @Override
    public void revoke(String token) {
        String endpoint = issuer() + "/protocol/openid-connect/revoke";
        Http.postForm(endpoint, Http.basic("svc", "svc-secret"), Map.of("token", token))
                .ok();
    }

    /** A token by client credentials; all clients of the realm have one secret. */
    String token(String client, Map<String, String> headers, Map<String, String> form) {
        return grant(client, headers, Http.with(form, "grant_type", "client_credentials"))
                .get("access_token")
                .asText();
    }

    String token(String client, Map<String, String> form) {
        return token(client, Map.of(), form);
    }

    /** A token by client credentials, asked for under another name of the server. */
    String tokenFrom(String host, String client) {
        Map<String, String> form = Map.of("grant_type", "client_credentials");
        String endpoint = tokenEndpoint().replace("127.0.0.1", host);
        return Http.postForm(endpoint, Http.basic(client, "svc-secret"), form)
                .ok()
                .json()
                .get("access_token")
                .asText();
    }

    /** The answer of the token endpoint. */
    JsonNode grant(String client, Map<String, String> headers, Map<String, String> form) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(Http.basic(client, "svc-secret"));
        return Http.postForm(tokenEndpoint(), all, form).ok().json();
    }

    String tokenEndpoint() {
        return issuer() + "/protocol/openid-connect/token";
    }

    KeycloakAdmin admin() {
        return admin;
    }
}
