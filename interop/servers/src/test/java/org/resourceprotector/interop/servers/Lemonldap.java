package org.resourceprotector.interop.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.resourceprotector.processes.control.Child;

/** LemonLDAP::NG of Debian with the configuration of the description, in a process of its own. */
final class Lemonldap implements AuthorizationServer {

    static final String AUDIENCE = "https://api.example.test";

    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final String SECRET = "-secret-0123456789-0123456789-01";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String INI = """
            [all]
            logLevel = warn
            [configuration]
            type = File
            dirName = HOME/conf
            localStorage = Cache::FileCache
            localStorageOptions = { 'namespace' => 'lemonldap-ng-config', 'cache_root' => 'HOME/cache' }
            [portal]
            templateDir = /usr/share/lemonldap-ng/portal/templates
            languages = en
            """;

    private static Lemonldap running;

    private final Path portal = Workplace.installed("/usr/share/lemonldap-ng/portal/htdocs/index.psgi");
    private final int port = Workplace.freePort();
    private final Path home = Workplace.target("lemonldap-" + port);
    private Child process;
    private int keys;

    private Lemonldap() {}

    /** The one that runs until all tests are over. */
    static synchronized Lemonldap running() {
        if (running == null) {
            Lemonldap server = new Lemonldap();
            server.configure();
            server.start();
            running = server;
        }
        return running;
    }

    /** Writes the configuration with a new key. */
    private void configure() {
        try {
            for (String folder : List.of("conf", "cache", "sessions/lock", "psessions/lock")) {
                Files.createDirectories(home.resolve(folder));
            }
            SigningKey.write(home);
            Script.run(home, "python3", Workplace.description("lemonldap/mkconf.py"), ".", "" + port);
            keys++;
            Path file = home.resolve("conf/lmConf-1.json");
            ObjectNode configuration = (ObjectNode) JSON.readTree(file.toFile());
            configuration.put("oidcServiceKeyIdSig", "key" + keys);
            configuration.put("oidcServiceAccessTokenExpiration", 300);
            // with a rule that is always true, everybody has the scope
            configuration.remove("oidcRPMetaDataScopeRules");
            ObjectNode clients = (ObjectNode) configuration.get("oidcRPMetaDataOptions");
            ObjectNode brief = clients.get("rpjwt").deepCopy();
            brief.put("oidcRPMetaDataOptionsClientID", "rp-short");
            brief.put("oidcRPMetaDataOptionsClientSecret", "rp-short" + SECRET);
            brief.put("oidcRPMetaDataOptionsAccessTokenExpiration", 2);
            clients.set("rpshort", brief);
            Files.writeString(file, configuration.toString());
            Files.writeString(home.resolve("llng.ini"), INI.replace("HOME", home.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void start() {
        List<String> command =
                List.of("plackup", "-E", "production", "-o", "127.0.0.1", "-p", "" + port, portal.toString());
        Map<String, String> environment =
                Map.of("LLNG_DEFAULTCONFFILE", home.resolve("llng.ini").toString());
        process = Child.start(Workplace.log("lemonldap"), home, environment, command);
        Await.until("LemonLDAP::NG is ready", LONGEST_START, () -> {
            process.mustLive();
            return Http.answers(issuer() + ".well-known/openid-configuration");
        });
    }

    @Override
    public void stop() {
        process.stop();
    }

    @Override
    public void rotate() {
        stop();
        configure();
        start();
    }

    @Override
    public String issuer() {
        return "http://127.0.0.1:" + port + "/";
    }

    @Override
    public String[] audience() {
        return new String[] {AUDIENCE};
    }

    @Override
    public String profile() {
        return "LEMONLDAP_NG";
    }

    @Override
    public String token() {
        return token("rp-jwt", "profile");
    }

    @Override
    public String tokenThatMayWrite() {
        return token("rp-jwt", "profile orders:write");
    }

    @Override
    public String tokenOfTwoSeconds() {
        return token("rp-short", "profile");
    }

    @Override
    public String tokenForAnotherAudience() {
        return token("rp-noaud", "profile");
    }

    @Override
    public String introspectedToken() {
        return token("rp-opaque", "profile");
    }

    @Override
    public String introspectedTokenThatMayWrite() {
        return token("rp-opaque", "profile orders:write");
    }

    /** Answers have no audience; this is the client. */
    @Override
    public String introspectedAudience() {
        return "rp-opaque";
    }

    @Override
    public String introspectionClient() {
        return "rs";
    }

    @Override
    public String introspectionSecret() {
        return "rs" + SECRET;
    }

    /** Clients cannot revoke; an administrator deletes the session, whose identifier the token is. */
    @Override
    public void revoke(String token) {
        try {
            Files.delete(home.resolve("sessions").resolve(token));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a client gets for the user of the server's demonstration. */
    JsonNode tokensOfDwho(String client) {
        return grant(
                client,
                Map.of(
                        "grant_type",
                        "password",
                        "username",
                        "dwho",
                        "password",
                        "dwho",
                        "scope",
                        "openid profile offline_access"));
    }

    /** What a client gets for a refresh token. */
    JsonNode refreshed(String client, String refreshToken) {
        return grant(client, Map.of("grant_type", "refresh_token", "refresh_token", refreshToken));
    }

    private String token(String client, String scope) {
        return grant(client, Map.of("grant_type", "client_credentials", "scope", scope))
                .get("access_token")
                .asText();
    }

    private JsonNode grant(String client, Map<String, String> form) {
        return Http.postForm(issuer() + "oauth2/token", Http.basic(client, client + SECRET), form)
                .ok()
                .json();
    }
}
