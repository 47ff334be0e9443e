package org.resourceprotector.example.resteasy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.example.Example;
import org.resourceprotector.example.Samples;
import org.resourceprotector.example.Settings;
import org.resourceprotector.mtls.ClientCertificateFormat;
import org.resourceprotector.mtls.MutualTls;
import org.resourceprotector.token.SenderConstraint;

/**
 * An nginx on this machine in front of the API. It ends TLS, asks callers for a certificate, and hands that on as
 * docs/proxies.md tells. The certificates of server and client are made anew each time, by OpenSSL. Not thread-safe.
 */
final class Nginx implements AutoCloseable {

    private static final String HEADER = "Client-Cert";
    private static final int MAX_POLLS = 100;

    private final int port;
    private final Path folder;
    private final String program;
    private @Nullable Process process;

    private Nginx(int port, Path folder, String program) {
        this.port = port;
        this.folder = folder;
        this.program = program;
    }

    /** One at the port that {@code NGINX} names, which is not started yet. */
    static Optional<Nginx> named(Settings settings) {
        return settings.get("NGINX").map(port -> {
            if (!port.matches("[1-9][0-9]{0,4}") || Integer.parseInt(port) > 65535) {
                throw new IllegalArgumentException("NGINX is a port, from 1 to 65535, not " + port);
            }
            Path folder = Path.of(settings.get("DATA_DIR").orElse("data"), "nginx")
                    .toAbsolutePath()
                    .normalize();
            Nginx nginx = new Nginx(Integer.parseInt(port), folder, program());
            nginx.makeCertificates();
            return nginx;
        });
    }

    /** Debian has it where only root looks. */
    private static String program() {
        return Stream.concat(
                        Stream.of(Optional.ofNullable(System.getenv("PATH"))
                                .orElse("")
                                .split(File.pathSeparator, -1)),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("NGINX needs nginx, which is not there: install it"))
                .toString();
    }

    private void makeCertificates() {
        try {
            Files.createDirectories(folder);
            makeCertificate("api", "DNS:localhost");
            makeCertificate("client", "DNS:client.example.com");
        } catch (IOException e) {
            throw new IllegalStateException("NGINX needs openssl, which is not there: install it", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void makeCertificate(String name, String names) throws IOException, InterruptedException {
        List<String> command = List.of(
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
                "7",
                "-addext",
                "subjectAltName=" + names);
        Process openssl = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        if (openssl.waitFor() != 0) {
            throw new IllegalStateException("openssl made no certificate, see " + folder.resolve("openssl.log"));
        }
    }

    /** What the protector needs. Whoever is on this machine can write the header, too: it is an example. */
    static SenderConstraint certificates() {
        return MutualTls.fromHeader(HEADER, ClientCertificateFormat.URL_ENCODED_PEM)
                .trustedProxies("127.0.0.1");
    }

    /** Starts it in front of an API that runs; if it cannot start, that is closed. */
    Example start(Example behind) {
        try {
            start(behind.uri().getPort());
            return behind;
        } catch (RuntimeException e) {
            behind.close();
            throw e;
        }
    }

    private void start(int behind) {
        try {
            if (!isFree()) {
                throw new IllegalStateException("port " + port + " is taken, choose another: NGINX=8444");
            }
            Path file = folder.resolve("nginx.conf");
            Files.writeString(file, configuration(behind));
            Path log = folder.resolve("nginx.log");
            Process started = new ProcessBuilder(program, "-c", file.toString(), "-p", folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            process = started;
            for (int i = 0; i < MAX_POLLS && started.isAlive(); i++) {
                if (isAnswering()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            throw new IllegalStateException("nginx does not start, see " + log);
        } catch (IOException e) {
            throw new UncheckedIOException("nginx does not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private boolean isFree() {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private boolean isAnswering() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String configuration(int behind) {
        return """
                daemon off;
                master_process off;
                pid 'FOLDER/pid';
                error_log stderr;
                events {}
                http {
                  access_log off;
                  client_body_temp_path 'FOLDER/client_body';
                  proxy_temp_path 'FOLDER/proxy';
                  fastcgi_temp_path 'FOLDER/fastcgi';
                  uwsgi_temp_path 'FOLDER/uwsgi';
                  scgi_temp_path 'FOLDER/scgi';
                  server {
                    listen 127.0.0.1:PORT ssl;
                    ssl_certificate 'FOLDER/api.pem';
                    ssl_certificate_key 'FOLDER/api.key';
                    # asks every client for a certificate, needs none, and takes one of any issuer
                    ssl_verify_client optional_no_ca;
                    location / {
                      proxy_pass http://127.0.0.1:BEHIND;
                      proxy_set_header Host $http_host;
                      # on every request, so that what a caller sends under this name is replaced
                      proxy_set_header HEADER $ssl_client_escaped_cert;
                    }
                  }
                }
                """.replace("PORT", String.valueOf(port))
                .replace("BEHIND", String.valueOf(behind))
                .replace("HEADER", HEADER)
                .replace("FOLDER", folder.toString());
    }

    /** What {@code cnf} has of the client's certificate. */
    private String thumbprint() {
        try (InputStream pem = Files.newInputStream(folder.resolve("client.pem"))) {
            byte[] der = CertificateFactory.getInstance("X.509")
                    .generateCertificate(pem)
                    .getEncoded();
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(der));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The samples of the issuer, with calls by way of nginx. */
    Samples samples(Issuer issuer) {
        return new Samples() {

            @Override
            public String good(String user, String scopes) {
                return issuer.good(user, scopes);
            }

            @Override
            public List<String> bad() {
                return issuer.bad();
            }

            @Override
            public String tour(URI api) {
                return issuer.tour(api) + "\n\n" + calls(issuer.bound("alice", "profile", thumbprint()));
            }
        };
    }

    private String calls(String token) {
        String call = "\ncurl -i --cacert \"$DIR/api.pem\" -H \"Authorization: Bearer $BOUND\"";
        String uri = " \"https://localhost:" + port + "/user\"";
        return "By way of nginx, with a token that is bound to a certificate: with the certificate, without it, and with it"
                + " in a header of the caller's, which is not believed:\n\n"
                + "DIR='" + folder + "'\nBOUND=" + token
                + call + " --cert \"$DIR/client.pem\" --key \"$DIR/client.key\"" + uri
                + call + uri
                + call + " -H \"" + HEADER
                + ": $(sed 's/ /%20/g; s/$/%0A/' \"$DIR/client.pem\" | tr -d '\\n')\"" + uri;
    }

    @Override
    public void close() {
        Process running = process;
        if (running == null) {
            return;
        }
        running.destroy();
        try {
            if (!running.waitFor(10, TimeUnit.SECONDS)) {
                running.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running.destroyForcibly();
        }
    }
}
