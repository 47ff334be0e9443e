package org.resourceprotector.interop.spring;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import java.util.UUID;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** Starts it on a port of loopback. */
final class SpringServer {

    private SpringServer() {}

    /**
     * Runs until the process is ended.
     *
     * @param arguments the port, and the file with its keys, which is written if it is not there
     * @throws IOException if the file cannot be read or written
     * @throws JOSEException if the JVM makes no RSA keys
     * @throws ParseException if the file has no keys
     */
    public static void main(String[] arguments) throws IOException, JOSEException, ParseException {
        String port = arguments[0];
        JWKSet keys = keys(Path.of(arguments[1]));
        new SpringApplicationBuilder(SpringConfiguration.class)
                .initializers(context -> context.getBeanFactory().registerSingleton("keys", keys))
                .properties(Map.of(
                        "server.address", "127.0.0.1",
                        "server.port", port,
                        "issuer", "http://127.0.0.1:" + port,
                        "spring.security.user.name", "jane",
                        "spring.security.user.password", "secret",
                        "spring.main.banner-mode", "OFF"))
                .run();
    }

    private static JWKSet keys(Path file) throws IOException, JOSEException, ParseException {
        if (Files.exists(file)) {
            return JWKSet.load(file.toFile());
        }
        RSAKey key =
                new RSAKeyGenerator(2048).keyID(UUID.randomUUID().toString()).generate();
        JWKSet keys = new JWKSet(key);
        Files.writeString(file, keys.toString(false));
        return keys;
    }
}
