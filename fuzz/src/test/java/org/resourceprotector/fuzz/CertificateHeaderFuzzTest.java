package org.resourceprotector.fuzz;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.resourceprotector.mtls.ClientCertificateFormat;
import org.resourceprotector.mtls.MutualTls;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.SenderConstraint.Proof;

/** Any text as the header in which a proxy tells the certificate of a client; its first byte chooses the format. */
class CertificateHeaderFuzzTest {

    private static final List<ClientCertificateFormat> FORMATS = List.of(ClientCertificateFormat.values());
    private static final List<MutualTls> SERVERS = FORMATS.stream()
            .map(format -> MutualTls.fromHeader("Client-Cert", format).trustedProxies("127.0.0.1"))
            .toList();

    /** A request of a trusted proxy. */
    private record Proxied(String line) implements PresentedToken.Request {

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public URI uri() {
            return URI.create(Party.URI);
        }

        @Override
        public List<String> header(String name) {
            return name.equals("Client-Cert") ? List.of(line) : List.of();
        }

        @Override
        public String remoteAddress() {
            return "127.0.0.1";
        }
    }

    @FuzzTest
    void a_header_is_one_certificate_and_nothing_else(byte[] input) throws GeneralSecurityException {
        if (input.length == 0) {
            return;
        }
        int format = (input[0] & 0xFF) % FORMATS.size();
        String line = new String(input, 1, input.length - 1, StandardCharsets.ISO_8859_1);
        PresentedToken presented = new PresentedToken("Bearer", Party.OPAQUE, new Proxied(line));
        Proof proof = Cost.bounded(line.length(), () -> SERVERS.get(format).examine(presented));
        Shown.hides(proof.toString(), line);
        Rejection refusal = proof.refusal();
        if (refusal != null) {
            Shown.harmless(refusal.detail(), line);
            return;
        }
        byte[] sent = der(FORMATS.get(format), line.strip());
        byte[] certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(sent))
                .getEncoded();
        assertArrayEquals(certificate, sent, "the header is not the encoding of its certificate");
        Rejection other = proof.verify(
                new Confirmation(Map.of("x5t#S256", thumbprint(Party.OPAQUE.getBytes(StandardCharsets.US_ASCII)))));
        assertNotNull(other, "any binding is proved");
        Shown.harmless(other.detail(), line);
        assertNull(proof.verify(new Confirmation(Map.of("x5t#S256", thumbprint(certificate)))), "not its thumbprint");
        assertTrue(Arrays.equals(sent, 0, 1, new byte[] {0x30}, 0, 1), "no sequence");
    }

    private static byte[] der(ClientCertificateFormat format, String line) {
        return switch (format) {
            case RFC9440 -> Base64.getDecoder().decode(line.replaceFirst("^:(.*):$", "$1"));
            case BASE64_DER -> Base64.getDecoder().decode(line);
            case URL_ENCODED_PEM ->
                Base64.getMimeDecoder()
                        .decode(URLDecoder.decode(line.replace("+", "%2B"), StandardCharsets.ISO_8859_1)
                                .replaceAll("-----(BEGIN|END) CERTIFICATE-----", ""));
        };
    }

    private static String thumbprint(byte[] bytes) throws GeneralSecurityException {
        return Party.base64(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
