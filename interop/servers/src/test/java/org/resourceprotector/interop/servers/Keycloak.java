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

/** Keycloak of the build, with the realm of the description, in a process of its own. */
final class Keycloak implements AuthorizationServer {

    static final String AUDIENCE = "https://api.example.test";
    static final String AUDIENCE_MAPPER = """
            {"name": "aud-api", "protocol": "openid-connect", "protocolMapper": "oidc-audience-mapper",
             "config": {"included.custom.audience": "https://api.example.test", "access.token.claim": "true"}}
            """;

    private static final Duration LONGEST_START = Duration.ofMinutes(6);
    private static final String KEY_PROVIDER = "org.keycloak.keys.KeyProvider";

    private static Keycloak running;

    private final Path home = Workplace.keycloak();
    private final String adminPassword = UUID.randomUUID().toString();
    private final String root = "http://127.0.0.1:" + Workplace.freePort();
    private Child process;
    private int priorityOfNewestKey = 200;

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
        command.addAll(List.of("--http-host=127.0.0.1", "--http-port=" + root.substring(root.lastIndexOf(':') + 1)));
        command.addAll(List.of("--cache=local", "--import-realm"));
        Map<String, String> environment = Map.of(
                "KC_BOOTSTRAP_ADMIN_USERNAME", "admin",
                "KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword,
                "JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx512m",
                "JAVA_OPTS_APPEND", "-XX:TieredStopAtLevel=1");
        process = Child.start("keycloak", home, environment, command);
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
        priorityOfNewestKey++; // the highest signs
        create("/components", """
                {"name": "key-%1$d", "providerId": "rsa-generated", "providerType": "%2$s", "parentId": "%3$s",
                 "config": {"priority": ["%1$d"], "enabled": ["true"], "active": ["true"], "algorithm": ["RS256"]}}
                """.formatted(priorityOfNewestKey, KEY_PROVIDER, realmId()));
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
        return token(clientOnce("svc-elsewhere", """
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

    /** The answer of the token endpoint. */
    JsonNode grant(String client, Map<String, String> headers, Map<String, String> form) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(Http.basic(client, "svc-secret"));
        return Http.postForm(tokenEndpoint(), all, form).ok().json();
    }

    String tokenEndpoint() {
        return issuer() + "/protocol/openid-connect/token";
    }

    /** A client that gets no audience but what its mappers say, made when it is first asked for. */
    String clientOnce(String name, String mappers) {
        String found = "/clients?clientId=" + name;
        if (Http.get(admin(found), authority()).ok().json().isEmpty()) {
            create("/clients", """
                    {"clientId": "%s", "secret": "svc-secret", "serviceAccountsEnabled": true,
                     "directAccessGrantsEnabled": true, "standardFlowEnabled": false,
                     "defaultClientScopes": ["basic", "profile:read"], "protocolMappers": [%s]}
                    """.formatted(name, mappers));
        }
        return name;
    }

    /** Makes what the administration can make, and answers its address. */
    String create(String collection, String json) {
        return Http.postJson(admin(collection), authority(), json).ok().header("Location");
    }

    JsonNode read(String path) {
        return Http.get(admin(path), authority()).ok().json();
    }

    void change(String path, String json) {
        Http.send("POST", admin(path), Http.with(authority(), "Content-Type", "application/json"), json)
                .ok();
    }

    /** Takes all keys for signing out of the key set but the one that signs. */
    void withdrawOldKeys() {
        List<JsonNode> keys = new ArrayList<>();
        read("/components?type=" + KEY_PROVIDER + "&parent=" + realmId()).forEach(keys::add);
        keys.stream()
                .filter(key -> key.get("providerId").asText().equals("rsa-generated"))
                .sorted(Comparator.comparingInt(Keycloak::priority).reversed())
                .skip(1)
                .forEach(key -> Http.send(
                                "DELETE", admin("/components/" + key.get("id").asText()), authority(), "")
                        .ok());
    }

    private static int priority(JsonNode key) {
        return key.get("config").get("priority").get(0).asInt();
    }

    private String realmId() {
        return read("").get("id").asText();
    }

    private String admin(String path) {
        return root + "/admin/realms/demo" + path;
    }

    private Map<String, String> authority() {
        Map<String, String> form = Map.of(
                "grant_type", "password", "client_id", "admin-cli", "username", "admin", "password", adminPassword);
        return Http.bearer(Http.postForm(root + "/realms/master/protocol/openid-connect/token", Map.of(), form)
                .ok()
                .json()
                .get("access_token")
                .asText());
    }
}
