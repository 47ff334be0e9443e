package org.resourceprotector.interop.proxies;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.SeBootstrap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.mtls.ClientCertificateFormat;
import org.resourceprotector.mtls.MutualTls;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.TokenValidator;

/** The recipe for nginx, as docs/proxies.md has it, in a real one. */
@EnabledIfSystemProperty(named = "nginx", matches = ".+")
class NginxTest {

    private static final Pattern RECIPE = Pattern.compile("```nginx\n(.*?)```", Pattern.DOTALL);
    private static final String HEADER = "Client-Cert: ";

    @TempDir
    static java.nio.file.Path folder;

    private static int port;
    private static Process nginx;
    private static SeBootstrap.Instance application;

    private record Token(Set<String> scopes, Confirmation confirmation) implements AccessToken {

        @Override
        public String getName() {
            return "alice";
        }
    }

    /** What the tokens are for. */
    @Path("hello")
    public static final class Hello {

        @GET
        @Protected
        public String hello() {
            return "hello";
        }
    }

    private static ResourceConfig api() {
        MutualTls certificates = MutualTls.fromHeader("Client-Cert", ClientCertificateFormat.URL_ENCODED_PEM)
                .trustedProxies("127.0.0.1/32");
        return new ResourceConfig(Hello.class)
                .register(ResourceProtector.builder()
                        .validator(TokenValidator.lookup(NginxTest::find))
                        .senderConstraint(certificates)
                        .build());
    }

    /** A token is bound to the certificate that has its name. */
    private static Optional<Token> find(String name) {
        try (var pem = Files.newInputStream(folder.resolve(name + ".pem"))) {
            byte[] der = CertificateFactory.getInstance("X.509")
                    .generateCertificate(pem)
                    .getEncoded();
            String thumbprint = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(der));
            return Optional.of(new Token(Set.of(), new Confirmation(Map.of("x5t#S256", thumbprint))));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        certificate("api", "DNS:localhost");
        certificate("ours", "DNS:client.example.com");
        certificate("others", "DNS:client.example.com");
        certificate(
                "large",
                IntStream.range(0, 100)
                        .mapToObj(i -> "DNS:client-number-" + i + ".example.com")
                        .collect(Collectors.joining(",")));
        int behind = freePort();
        application = SeBootstrap.start(
                        api(),
                        SeBootstrap.Configuration.builder()
                                .host("127.0.0.1")
                                .port(behind)
                                .build())
                .toCompletableFuture()
                .join();
        port = freePort();
        java.nio.file.Path configuration = folder.resolve("nginx.conf");
        Files.writeString(configuration, configuration(behind));
        nginx = new ProcessBuilder(System.getProperty("nginx"), "-c", configuration.toString(), "-p", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        for (int i = 0; i < 200 && call("ours", List.of()) == 0; i++) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    /** The server of the document with our ports and files. */
    private static String configuration(int behind) throws IOException {
        java.nio.file.Path document = java.nio.file.Path.of(System.getProperty("basedir", "."))
                .toAbsolutePath()
                .resolve("../../docs/proxies.md");
        Matcher recipe = RECIPE.matcher(Files.readString(document));
        assertThat(recipe.find(), is(true));
        String server = recipe.group(1)
                .replace("listen 443", "listen 127.0.0.1:" + port)
                .replace("127.0.0.1:8080", "127.0.0.1:" + behind)
                .replace("/etc/nginx/", folder + "/");
        return "daemon off; master_process off; pid " + folder + "/pid; error_log stderr;\nevents {}\nhttp {\n"
                + "access_log off; client_body_temp_path " + folder + "/a; proxy_temp_path " + folder
                + "/b; fastcgi_temp_path " + folder + "/c; uwsgi_temp_path " + folder + "/d; scgi_temp_path " + folder
                + "/e;\n" + server + "}\n";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void certificate(String name, String names) throws Exception {
        run(List.of(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
                "-nodes",
                "-keyout",
                folder.resolve(name + ".key").toString(),
                "-out",
                folder.resolve(name + ".pem").toString(),
                "-subj",
                "/CN=" + name,
                "-days",
                "2",
                "-addext",
                "subjectAltName=" + names));
    }

    private static String run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** The status for a token that is bound to a certificate; 0 if there is no answer. */
    private static int call(String token, List<String> more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-s",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                "--cacert",
                folder.resolve("api.pem").toString(),
                "-H",
                "Authorization: Bearer " + token));
        command.addAll(more);
        command.add("https://localhost:" + port + "/hello");
        return Integer.parseInt(run(command));
    }

    private static List<String> with(String certificate) {
        return List.of(
                "--cert", folder.resolve(certificate + ".pem").toString(),
                "--key", folder.resolve(certificate + ".key").toString());
    }

    private static List<String> sending(String certificate) throws IOException {
        String pem = Files.readString(folder.resolve(certificate + ".pem"));
        return List.of(
                "-H", HEADER + URLEncoder.encode(pem, StandardCharsets.US_ASCII).replace("+", "%20"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        nginx.destroy();
        if (!nginx.waitFor(10, TimeUnit.SECONDS)) {
            nginx.destroyForcibly();
        }
        application.stop().toCompletableFuture().join();
    }

    @Test
    void certificateOfTheToken_isAccepted() throws Exception {
        assertThat(call("ours", with("ours")), is(200));
    }

    @Test
    void largeCertificate_isAccepted() throws Exception {
        assertThat(Files.size(folder.resolve("large.pem")), is(greaterThan(4_000L)));
        assertThat(call("large", with("large")), is(200));
    }

    @Test
    @DisplayName("R8705-3-c without a certificate, and with another one, the token is refused")
    void noneAndAnothers_areRefused() throws Exception {
        assertThat(call("ours", List.of()), is(401));
        assertThat(call("ours", with("others")), is(401));
        assertThat(call("ours", with("large")), is(401));
    }

    @Test
    void headerOfTheCaller_isReplaced() throws Exception {
        assertThat(call("ours", sending("ours")), is(401));
        List<String> both = new ArrayList<>(with("others"));
        both.addAll(sending("ours"));
        assertThat(call("ours", both), is(401));
        List<String> good = new ArrayList<>(with("ours"));
        good.addAll(sending("others"));
        assertThat(call("ours", good), is(200));
    }
}
