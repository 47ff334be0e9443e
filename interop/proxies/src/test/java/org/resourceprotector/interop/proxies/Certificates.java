package org.resourceprotector.interop.proxies;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.resourceprotector.mtls.ClientCertificateFormat;

/**
 * Certificates of OpenSSL in a folder: {@code NAME.pem} and {@code NAME.key}.
 *
 * <p>{@code api} is the server's, {@code issuer} the issuer of {@code ours}, {@code others}, {@code large} and
 * {@code expired}, {@code stranger} that of {@code strange}; {@code own} is its own issuer.
 */
record Certificates(Path folder) {

    static Certificates make(Path folder) {
        Certificates made = new Certificates(folder);
        made.selfSigned("api", "DNS:api.example.com");
        made.selfSigned("own", "DNS:client.example.com");
        made.selfSigned("issuer", "DNS:issuer.example.com");
        made.selfSigned("stranger", "DNS:stranger.example.com");
        made.issued("ours", "issuer", "DNS:client.example.com");
        made.issued("others", "issuer", "DNS:client.example.com");
        made.issued("strange", "stranger", "DNS:client.example.com");
        made.expired("expired", "issuer");
        String names = IntStream.range(0, 100)
                .mapToObj(i -> "DNS:client-number-" + i + ".example.com")
                .collect(Collectors.joining(","));
        made.issued("large", "issuer", names);
        return made;
    }

    private void selfSigned(String name, String names) {
        make(name, names, List.of());
    }

    private void issued(String name, String issuer, String names) {
        List<String> by = List.of("-CA", pem(issuer), "-CAkey", key(issuer));
        make(
                name,
                names,
                Stream.concat(by.stream(), Stream.of("-addext", "basicConstraints=critical,CA:FALSE"))
                        .toList());
    }

    private void make(String name, String names, List<String> more) {
        List<String> command = new ArrayList<>(request(name));
        command.addAll(List.of("-x509", "-days", "2", "-out", pem(name), "-addext", "subjectAltName=" + names));
        command.addAll(more);
        Command.run(command, "");
        mustBeThere(name);
    }

    private void expired(String name, String issuer) {
        String request = folder.resolve(name + ".csr").toString();
        Command.run(
                Stream.concat(request(name).stream(), Stream.of("-out", request))
                        .toList(),
                "");
        List<String> command = new ArrayList<>(List.of("openssl", "x509", "-req", "-in", request, "-out", pem(name)));
        command.addAll(List.of("-days", "-1", "-CA", pem(issuer), "-CAkey", key(issuer), "-CAcreateserial"));
        Command.run(command, "");
        mustBeThere(name);
    }

    private List<String> request(String name) {
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-new", "-newkey", "ec", "-nodes"));
        command.addAll(List.of("-pkeyopt", "ec_paramgen_curve:P-256", "-keyout", key(name), "-subj", "/CN=" + name));
        return command;
    }

    private void mustBeThere(String name) {
        if (!Files.exists(Path.of(pem(name)))) {
            throw new AssertionError("openssl made no certificate " + name);
        }
    }

    String pem(String name) {
        return folder.resolve(name + ".pem").toString();
    }

    String key(String name) {
        return folder.resolve(name + ".key").toString();
    }

    String text(String name) {
        try {
            return Files.readString(Path.of(pem(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] der(String name) {
        try (InputStream pem = Files.newInputStream(Path.of(pem(name)))) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(pem)
                    .getEncoded();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String thumbprint(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(der(name));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As the application would believe it of the proxy. */
    String header(String name, ClientCertificateFormat format) {
        String base64 = Base64.getEncoder().encodeToString(der(name));
        return switch (format) {
            case RFC9440 -> ":" + base64 + ":";
            case URL_ENCODED_PEM -> URLEncoder.encode(text(name), US_ASCII).replace("+", "%20");
            case BASE64_DER -> base64;
        };
    }
}
