package org.resourceprotector.interop.servers;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Spring Authorization Server, in this JVM. */
final class SpringAuthorizationServer implements AuthorizationServer {

    static final String AUDIENCE = "https://api.example.test";

    private static SpringAuthorizationServer running;

    private final int port = Workplace.freePort();
    private JWKSet keys = newKeys();
    private ConfigurableApplicationContext context;

    private SpringAuthorizationServer() {}

    /** The one that runs until all tests are over. */
    static synchronized SpringAuthorizationServer running() {
        if (running == null) {
            SpringAuthorizationServer server = new SpringAuthorizationServer();
            server.start();
            running = server;
        }
        return running;
    }

    @Override
    public void start() {
        JWKSet published = keys;
        context = new SpringApplicationBuilder(SpringConfiguration.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("keys", published))
                .properties(Map.of(
                        "server.address", "127.0.0.1",
                        "server.port", port,
                        "issuer", issuer(),
                        "logging.file.name", Workplace.log("spring").toString(),
                        "logging.threshold.console", "OFF",
                        "spring.main.banner-mode", "OFF",
                        "spring.main.register-shutdown-hook", "false"))
                .run();
    }

    @Override
    public void stop() {
        context.close();
    }

    @Override
    public void rotate() {
        keys = newKeys();
        stop();
        start();
    }

    private static JWKSet newKeys() {
        try {
            RSAKey key = new RSAKeyGenerator(2048)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
            return new JWKSet(key);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
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
}
