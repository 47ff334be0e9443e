package org.resourceprotector.interop.servers;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.resourceprotector.processes.control.Child;

/** The npm package oidc-provider with the script of the description, in a process of its own. New keys at every start. */
final class OidcProvider implements AuthorizationServer {

    static final String JWT = "urn:api:jwt";
    static final String OPAQUE = "urn:api:opaque";

    private static final Duration LONGEST_START = Duration.ofMinutes(1);
    private static final String KEY_ID = "`${alg}-1`";

    private static OidcProvider running;

    private final Path home = Workplace.target("oidc-provider");
    private final int port = Workplace.freePort();
    private Child process;
    private int starts;

    private OidcProvider() {}

    /** The one that runs until all tests are over. */
    static synchronized OidcProvider running() {
        if (running == null) {
            OidcProvider server = new OidcProvider();
            server.start();
            running = server;
        }
        return running;
    }

    @Override
    public void start() {
        starts++;
        start("`${alg}-" + starts + "`");
    }

    /** Starts it with new keys under the identifiers of those before. */
    void startWithTheSameKeyIds() {
        start("`${alg}-" + starts + "`");
    }

    private void start(String keyId) {
        Path script = home.resolve("as-" + port + ".mjs");
        try {
            String text = Files.readString(Workplace.description("oidc-provider/as.mjs"));
            assertThat("the script names its keys", text, containsString(KEY_ID));
            Files.writeString(script, text.replace(KEY_ID, keyId));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> command = List.of("node", script.toString(), String.valueOf(port));
        process = Child.start(Workplace.log("oidc-provider"), home, Map.of(), command);
        Await.until("oidc-provider is ready", LONGEST_START, () -> {
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
        return "http://127.0.0.1:" + port;
    }

    @Override
    public String[] audience() {
        return new String[] {JWT, "urn:api:short"};
    }

    @Override
    public String profile() {
        return "RFC9068";
    }

    @Override
    public String token() {
        return token(JWT, "profile");
    }

    @Override
    public String tokenThatMayWrite() {
        return token(JWT, "profile orders:write");
    }

    @Override
    public String tokenOfTwoSeconds() {
        return token("urn:api:short", "profile");
    }

    @Override
    public String tokenForAnotherAudience() {
        return token("urn:api:es256", "profile");
    }

    @Override
    public String introspectedToken() {
        return token(OPAQUE, "profile");
    }

    @Override
    public String introspectedTokenThatMayWrite() {
        return token(OPAQUE, "profile orders:write");
    }

    @Override
    public String introspectedAudience() {
        return OPAQUE;
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
        Http.postForm(tokenEndpoint() + "/revocation", Http.basic("svc", "svc-secret"), Map.of("token", token))
                .ok();
    }

    String token(String resource, String scope) {
        return token("svc", resource, scope, Map.of());
    }

    String token(String client, String resource, String scope, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.putAll(Http.basic(client, "svc-secret"));
        Map<String, String> form = Map.of("grant_type", "client_credentials", "resource", resource, "scope", scope);
        return Http.postForm(tokenEndpoint(), all, form)
                .ok()
                .json()
                .get("access_token")
                .asText();
    }

    String tokenEndpoint() {
        return issuer() + "/token";
    }
}
