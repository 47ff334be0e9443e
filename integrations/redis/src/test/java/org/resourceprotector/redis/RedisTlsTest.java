package org.resourceprotector.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.resourceprotector.nodes.Proofs.inAMinute;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.resourceprotector.processes.control.Ports;

/** Whose certificate a server may have. */
@EnabledIfSystemProperty(named = "redis.server", matches = ".+")
@Timeout(240)
class RedisTlsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    Path folder;

    private SSLContext before;
    private RedisServer server;

    @BeforeEach
    void remember() throws Exception {
        before = SSLContext.getDefault();
    }

    @AfterEach
    void stop() throws IOException {
        SSLContext.setDefault(before);
        server.close();
    }

    @Test
    void certificateThatIsTrusted_isTaken() throws Exception {
        String uri = start("ip:127.0.0.1", true);
        try (RedisReplayStore store = RedisReplayStore.builder(uri).build()) {
            assertThat(store.firstUse("a", inAMinute()), is(true));
            assertThat(store.firstUse("a", inAMinute()), is(false));
        }
    }

    @Test
    void certificateOfAnotherHost_isRefused() throws Exception {
        isRefused(start("dns:redis.example.com", true));
    }

    @Test
    void certificateThatNobodyTrusts_isRefused() throws Exception {
        isRefused(start("ip:127.0.0.1", false));
    }

    private static void isRefused(String uri) {
        IllegalStateException refused = assertThrows(
                IllegalStateException.class, () -> RedisReplayStore.builder(uri).build());
        assertThat(refused.getMessage(), startsWith("no connection to Redis"));
    }

    /** Starts the server with a certificate of its own, and tells its address. */
    private String start(String name, boolean isTrusted) throws Exception {
        Path store = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "redis",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=redis",
                        "-ext",
                        "san=" + name,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(), is(0));
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        Certificate certificate = keys.getCertificate("redis");
        Path certificateFile = pem("CERTIFICATE", certificate.getEncoded());
        Path keyFile =
                pem("PRIVATE KEY", keys.getKey("redis", PASSWORD.toCharArray()).getEncoded());
        if (isTrusted) {
            trust(certificate);
        }
        int port = Ports.free();
        server = RedisServer.start(
                "--tls-port",
                String.valueOf(port),
                "--tls-cert-file",
                certificateFile.toString(),
                "--tls-key-file",
                keyFile.toString(),
                "--tls-ca-cert-file",
                certificateFile.toString(),
                "--tls-auth-clients",
                "no");
        return "rediss://127.0.0.1:" + port;
    }

    private Path pem(String what, byte[] der) throws IOException {
        return Files.writeString(
                folder.resolve(what + ".pem"),
                "-----BEGIN " + what + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + what
                        + "-----\n");
    }

    private static void trust(Certificate certificate) throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("redis", certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLContext.setDefault(context);
    }
}
