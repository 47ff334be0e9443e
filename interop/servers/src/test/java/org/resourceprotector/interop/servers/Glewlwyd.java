package org.resourceprotector.interop.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.resourceprotector.processes.control.Child;

/** Glewlwyd of Debian, set up by the scripts of the description, in a process of its own. */
final class Glewlwyd implements AuthorizationServer {

    static final String AUDIENCE = "https://api.example.test";

    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String CONFIGURATION = """
            port=PORT
            bind_address="127.0.0.1"
            external_url="http://127.0.0.1:PORT"
            cookie_secure=0
            log_mode="console"
            log_level="WARNING"
            admin_scope="g_admin"
            profile_scope="g_profile"
            user_module_path="/usr/lib/glewlwyd/user"
            user_middleware_module_path="/usr/lib/glewlwyd/user_middleware"
            client_module_path="/usr/lib/glewlwyd/client"
            user_auth_scheme_module_path="/usr/lib/glewlwyd/scheme"
            plugin_module_path="/usr/lib/glewlwyd/plugin"
            use_secure_connection=false
            secure_connection_key_file=""
            secure_connection_pem_file=""
            hash_algorithm="SHA512"
            database =
            {
              type = "sqlite3"
              path = "HOME/glewlwyd.db"
            };
            """;

    private static Glewlwyd running;

    private final Path program = Workplace.installed("/usr/bin/glewlwyd");
    private final Path tables = Workplace.installed("/usr/share/dbconfig-common/data/glewlwyd/install/sqlite3");
    private final int port = Workplace.freePort();
    private final Path home = Workplace.target("glewlwyd-" + port);
    private final String api = "http://127.0.0.1:" + port + "/api";
    private Child process;

    private Glewlwyd() {}

    /** The one that runs until all tests are over. */
    static synchronized Glewlwyd running() {
        if (running == null) {
            Glewlwyd server = new Glewlwyd();
            server.prepare();
            server.start();
            server.configure();
            running = server;
        }
        return running;
    }

    private void prepare() {
        try {
            Files.createDirectories(home);
            String configuration = CONFIGURATION.replace("PORT", "" + port).replace("HOME", home.toString());
            Files.writeString(home.resolve("glewlwyd.conf"), configuration);
            Path script = home.resolve("tables.py");
            Files.writeString(
                    script,
                    "import sqlite3, sys\nsqlite3.connect('glewlwyd.db').executescript(open(sys.argv[1]).read())\n");
            Script.run(home, "python3", script, tables.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the scripts do, a scope that the application knows, and an issuer of short tokens. */
    private void configure() {
        try {
            ObjectNode plugin = plugin();
            Files.writeString(home.resolve("plugin.json"), plugin.toString());
            Script.run(home, "bash", Workplace.description("glewlwyd/setup.sh"), "" + port);
            administer("POST", "/scope/", JSON.createObjectNode().put("name", "profile"));
            ObjectNode client = (ObjectNode)
                    Http.get(api + "/client/svc", administrator()).ok().json();
            ((ArrayNode) client.get("scope")).add("profile");
            administer("PUT", "/client/svc", client);
            plugin.put("name", "short");
            ((ObjectNode) plugin.get("parameters"))
                    .put("iss", issuerOfTwoSeconds())
                    .put("access-token-duration", 2);
            administer("POST", "/mod/plugin/", plugin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the server is told of the issuer, with a new key. */
    private ObjectNode plugin() throws IOException {
        SigningKey.write(home);
        Script.run(home, "python3", Workplace.description("glewlwyd/mkplugin.py"), "" + port);
        ObjectNode plugin =
                (ObjectNode) JSON.readTree(home.resolve("plugin.json").toFile());
        ((ObjectNode) plugin.get("parameters")).put("access-token-duration", 300);
        return plugin;
    }

    private Map<String, String> administrator() {
        Answer login = Http.postJson(api + "/auth/", Map.of(), "{\"username\": \"admin\", \"password\": \"password\"}");
        return Map.of("Cookie", login.ok().header("Set-Cookie").replaceFirst(";.*", ""));
    }

    private void administer(String method, String path, JsonNode json) {
        Map<String, String> headers = Http.with(administrator(), "Content-Type", "application/json");
        Http.send(method, api + path, headers, json.toString()).ok();
    }

    @Override
    public void start() {
        List<String> command = List.of(program.toString(), "--config-file=" + home.resolve("glewlwyd.conf"));
        process = Child.start(Workplace.log("glewlwyd"), home, Map.of(), command);
        Await.until("Glewlwyd is ready", LONGEST_START, () -> {
            process.mustLive();
            return Http.answers(api.replace("/api", "/config"));
        });
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void rotate() {
        try {
            administer("PUT", "/mod/plugin/oidc", plugin());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stop();
        start();
    }

    @Override
    public String issuer() {
        return api + "/oidc";
    }

    /** The issuer whose tokens live for two seconds. */
    String issuerOfTwoSeconds() {
        return api + "/short";
    }

    @Override
    public String[] audience() {
        return new String[] {AUDIENCE};
    }

    @Override
    public String profile() {
        return "RFC9068";
    }

    @Override
    public String token() {
        return token(issuer(), Map.of("scope", "profile", "resource", AUDIENCE));
    }

    @Override
    public String tokenThatMayWrite() {
        return token(issuer(), Map.of("scope", "profile orders:write", "resource", AUDIENCE));
    }

    @Override
    public String tokenOfTwoSeconds() {
        return token(issuerOfTwoSeconds(), Map.of("scope", "profile", "resource", AUDIENCE));
    }

    /** Without a resource the scopes are the audience. */
    @Override
    public String tokenForAnotherAudience() {
        return token(issuer(), Map.of("scope", "profile"));
    }

    /** It has no opaque access tokens; it is asked about its JWTs. */
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
        Http.postForm(issuer() + "/revoke", Http.basic("svc", "svc-secret"), Map.of("token", token))
                .ok();
    }

    /** What the client gets for the user of the description; a resource is no parameter of this grant here. */
    JsonNode tokensOfAdmin(String scope) {
        return grant(
                issuer(),
                Map.of("grant_type", "password", "username", "admin", "password", "password", "scope", scope));
    }

    /** What the client gets for a refresh token. */
    JsonNode refreshed(String refreshToken) {
        return grant(issuer(), Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    /** What it tells a client of a token. */
    JsonNode introspected(String token) {
        Map<String, String> rs = Http.basic(introspectionClient(), introspectionSecret());
        return Http.postForm(issuer() + "/introspect", rs, Map.of("token", token))
                .ok()
                .json();
    }

    /** The same by RFC 9701. */
    String signedIntrospection(String token) {
        Map<String, String> rs = Http.with(
                Http.basic(introspectionClient(), introspectionSecret()),
                "Accept",
                "application/token-introspection+jwt");
        return Http.postForm(issuer() + "/introspect", rs, Map.of("token", token))
                .ok()
                .body();
    }

    String token(String issuer, Map<String, String> parameters) {
        return grant(issuer, Http.with(parameters, "grant_type", "client_credentials"))
                .get("access_token")
                .asText();
    }

    private JsonNode grant(String issuer, Map<String, String> form) {
        return Http.postForm(issuer + "/token", Http.basic("svc", "svc-secret"), form)
                .ok()
                .json();
    }
}
