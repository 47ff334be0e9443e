package org.resourceprotector.testkit;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ProtectionException;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.introspection.ClientAuthentication;
import org.resourceprotector.introspection.IntrospectionValidator;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.token.TokenValidator;

/**
 * What the log says of wrong configurations, at INFO and above. The table of {@code docs/troubleshooting.md} is compared with
 * it, and written anew with {@code -Ddocs.update=true}.
 */
class WrongConfigurationsTest {

    private static final Path DOCUMENT = Path.of(System.getProperty("basedir", "."))
            .toAbsolutePath()
            .getParent()
            .resolve("docs")
            .resolve("troubleshooting.md");

    /** More than the defaults, so that a busy machine is not taken for a server that is down. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final String BEGIN = "| what is wrong | what is logged |\n|---|---|\n";

    private final List<String> rows = new ArrayList<>();

    @Test
    void everyWrongConfiguration_isFoundFromTheLog() throws IOException {
        try (TestIssuer issuer = TestIssuer.start();
                TestIssuer other = TestIssuer.start()) {
            JwtValidator.Builder good = validator(issuer);
            Map<String, String> names =
                    Map.of(issuer.issuer(), "https://as.example.com", other.issuer(), "https://other.example.com");
            String token = issuer.token().value();

            row(
                    "the issuer has a trailing slash too many",
                    names,
                    good.issuer(issuer.issuer() + "/").build(),
                    token);
            row(
                    "the tokens are those of another server",
                    names,
                    validator(issuer).build(),
                    other.token().value());
            row(
                    "the audience is not what the server writes into its tokens",
                    names,
                    validator(issuer).audience("orders").build(),
                    issuer.token().audience("https://api.example.com").value());
            row(
                    "the server's tokens are of the type `JWT`, and no profile is configured",
                    names,
                    validator(issuer).build(),
                    issuer.token().typ("JWT").value());
            Instant now = Instant.now();
            row(
                    "the clock of this machine is late or fast",
                    names,
                    validator(issuer).clock(Clock.fixed(now, ZoneOffset.UTC)).build(),
                    issuer.token().expiresAt(now.minus(Duration.ofSeconds(41))).value());
            row(
                    "the keys are those of another server",
                    names,
                    validator(issuer).keys(KeySource.jwkSet(other.jwkSetJson())).build(),
                    issuer.token().kid("k1").value());
            row(
                    "the server leaves out a claim of RFC 9068",
                    names,
                    validator(issuer).build(),
                    issuer.token().withoutClaim("client_id").value());
            row(
                    "scopes are in another claim",
                    names,
                    validator(issuer).build(),
                    issuer.token().withoutClaim("scope").claim("scp", "read").value());
            row(
                    "the address of the keys is wrong",
                    names,
                    validator(issuer)
                            .keys(RemoteKeySource.builder()
                                    .jwksUri(URI.create(issuer.issuer() + "/no-such-keys"))
                                    .timeout(PATIENCE)
                                    .insecureLoopbackHttp()
                                    .build())
                            .build(),
                    token);
            row(
                    "the host of the issuer is unknown to this machine",
                    Map.of("https://as.example.invalid", "https://as.example.com"),
                    JwtValidator.builder()
                            .issuer("https://as.example.invalid")
                            .audience(issuer.audience())
                            .build(),
                    issuer.token().issuer("https://as.example.invalid").value());
            row(
                    "a JWT validator for a server that issues opaque tokens",
                    names,
                    validator(issuer).build(),
                    "opaque-token");
            row(
                    "the introspection client has a wrong secret",
                    names,
                    introspection(issuer, "wrong").build(),
                    "opaque-token");
            row(
                    "the token is not known to the server that is asked",
                    names,
                    introspection(issuer, TestIssuer.CLIENT_SECRET).build(),
                    "opaque-token");
            row(
                    "only the server of one issuer is asked, and a JWT of another one comes",
                    names,
                    introspection(issuer, TestIssuer.CLIENT_SECRET)
                            .issuer(issuer.issuer())
                            .build(),
                    other.token().value());
        }
        compare();
    }

    private static JwtValidator.Builder validator(TestIssuer issuer) {
        return JwtValidator.builder()
                .issuer(issuer.issuer())
                .audience(issuer.audience())
                .keys(KeySource.jwkSet(issuer.jwkSetJson()));
    }

    private static IntrospectionValidator.Builder introspection(TestIssuer issuer, String secret) {
        return IntrospectionValidator.builder()
                .endpoint(URI.create(issuer.issuer() + "/introspect"))
                .client(ClientAuthentication.basic(TestIssuer.CLIENT_ID, secret))
                .audience(issuer.audience())
                .timeout(PATIENCE)
                .insecureLoopbackHttp();
    }

    private void row(String wrong, Map<String, String> names, TokenValidator validator, String token) {
        ResourceProtector protector = ResourceProtector.with(validator);
        List<String> lines;
        try (Lines log = new Lines()) {
            assertThrows(ProtectionException.class, () -> protector.acquire(headers(token), uri(), request(), "read"));
            lines = log.lines;
        }
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            String shown = line;
            for (Map.Entry<String, String> name : names.entrySet()) {
                shown = shown.replace(name.getKey(), name.getValue());
            }
            assertThat(shown.contains(token), is(false));
            text.append(text.length() == 0 ? "" : "<br>")
                    .append('`')
                    .append(shown.replace("|", "\\|"))
                    .append('`');
        }
        rows.add("| " + wrong + " | " + text + " |\n");
    }

    private void compare() throws IOException {
        String table = BEGIN + String.join("", rows).replaceAll("known are \"[^\"]*\"", "known are \"k2\"");
        String document = Files.readString(DOCUMENT);
        if (Boolean.getBoolean("docs.update")) {
            int begin = document.indexOf(BEGIN);
            int end = document.indexOf("\n\n", begin) + 1;
            Files.writeString(DOCUMENT, document.substring(0, begin) + table + document.substring(end));
        } else {
            assertThat(document, containsString(table));
        }
    }

    private static HttpHeaders headers(String token) {
        return proxy(
                HttpHeaders.class,
                Map.of(
                        "getRequestHeader", List.of("Bearer " + token),
                        "getAcceptableMediaTypes", List.of()));
    }

    private static UriInfo uri() {
        return proxy(UriInfo.class, Map.of("getRequestUri", URI.create("https://api.example.com/orders")));
    }

    private static Request request() {
        return proxy(Request.class, Map.of("getMethod", "GET"));
    }

    private static <T> T proxy(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answers.get(method.getName())));
    }

    /** What is logged while this is open. */
    private static final class Lines extends Handler implements AutoCloseable {

        private final Logger logger = Logger.getLogger("org.resourceprotector");
        private final List<String> lines = new ArrayList<>();

        Lines() {
            setLevel(Level.INFO);
            logger.addHandler(this);
        }

        @Override
        public synchronized void publish(LogRecord line) {
            lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            logger.removeHandler(this);
        }
    }
}
