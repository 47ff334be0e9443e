package org.resourceprotector.mtls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.jose.StrictJson;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.SenderConstraint.Proof;
import org.resourceprotector.token.TokenValidator;

/** The only good case is the certificate of the token, from whom may say so. */
class MutualTlsTest {

    private static final String NAME = "Client-Cert";
    private static final String PROXY = "10.1.2.3";

    /** Certificates that were made for these tests, of keys that nobody has. */
    private static final X509Certificate certificate =
            certificate("MIIBPTCB5aADAgECAggnIvZxOjbaJjAKBggqhkjOPQQDAjATMREwDwYDVQQDEwhjbGllbnQtMTAgFw0yNjExMjkx"
                    + "NDAxMzNaGA8yMTI2MTEwNTE0MDEzM1owEzERMA8GA1UEAxMIY2xpZW50LTEwWTATBgcqhkjOPQIBBggqhkjOPQMB"
                    + "BwNCAAQyp57xu9RMs1u5+QWptoQUUUMcW/96//KSpTzRutEK2q2k9GAhfimIM15iyit8fatYVPHc31qAtZ39FYLs"
                    + "0DyGoyEwHzAdBgNVHQ4EFgQUr9Kx/E4q9cItCet5lGodG3HMoTUwCgYIKoZIzj0EAwIDRwAwRAIgQtbrz2WW71OH"
                    + "Wd5HzbYuwBX+D0SudmDj2nJSylGt2JMCIBskvhhrVyqeUDEpWgJdvuOqG900lXmtrHln43IUfiFD");

    private static final X509Certificate other =
            certificate("MIIBPzCB5qADAgECAgkAiVg4ZpN0KZwwCgYIKoZIzj0EAwIwEzERMA8GA1UEAxMIY2xpZW50LTIwIBcNMjYxMTI5"
                    + "MTQwMTM5WhgPMjEyNjExMDUxNDAxMzlaMBMxETAPBgNVBAMTCGNsaWVudC0yMFkwEwYHKoZIzj0CAQYIKoZIzj0D"
                    + "AQcDQgAEqzBaZgh/4sZEvZRGYILpOvAi/e+F69czBXHajHZ7LsXAikvy4lDcPfAinHTZNLe3kcr46ooiogDKMSmA"
                    + "7pm8n6MhMB8wHQYDVR0OBBYEFA2ZC1WQTQxK94tgI6QmYJOQbmBvMAoGCCqGSM49BAMCA0gAMEUCIEgf+SClHSiV"
                    + "dvaNeA0XnnzrKUq5828+Z0hAAZ7hs00OAiEAr9ppBP7xW4VTsD6jdUkbQ0+lAsQYPazStfOsmD8SmXI=");

    private static final byte[] der = encoded(certificate);

    private static X509Certificate certificate(String base64) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(
                            new ByteArrayInputStream(Base64.getDecoder().decode(base64)));
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static String sequence(byte[] bytes) {
        return ":" + base64(bytes) + ":";
    }

    private static String pem(byte[] bytes) {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
                + "\n-----END CERTIFICATE-----\n";
    }

    /** As nginx writes it. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            escaped.append(
                    Character.isLetterOrDigit(c) || c == '-' ? String.valueOf(c) : String.format("%%%02X", (int) c));
        }
        return escaped.toString();
    }

    private static String thumbprint(byte[] bytes) throws Exception {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static MutualTls trusting(ClientCertificateFormat format) {
        return MutualTls.fromHeader(NAME, format).trustedProxies("10.0.0.0/8", "fd00::/8");
    }

    private static Proof examine(
            MutualTls constraint, @Nullable X509Certificate tls, @Nullable String address, @Nullable String... lines) {
        return constraint.examine(new PresentedToken("Bearer", "token", new PresentedToken.Request() {
            @Override
            public String method() {
                return "GET";
            }

            @Override
            public URI uri() {
                return URI.create("https://rs.example.com/");
            }

            @Override
            public List<String> header(String name) {
                return name.equalsIgnoreCase(NAME) ? Arrays.asList(lines) : List.of(sequence(der));
            }

            @Override
            public @Nullable X509Certificate clientCertificate() {
                return tls;
            }

            @Override
            public @Nullable String remoteAddress() {
                return address;
            }
        }));
    }

    /** What becomes of a token that is bound to the certificate. */
    private static String outcome(Proof proof) throws Exception {
        Rejection refusal = proof.refusal();
        if (refusal == null) {
            refusal = proof.verify(new Confirmation(Map.of("x5t#S256", thumbprint(der))));
        }
        return refusal == null ? "good" : refusal.reason() + ": " + refusal.detail();
    }

    private static final String NOT_ONE = "UNPROVEN_BINDING: there is not exactly one header with a client certificate";
    private static final String NOT_A_CERTIFICATE =
            "UNPROVEN_BINDING: the header of the proxy is not one certificate in its format";
    private static final String OTHER = "UNPROVEN_BINDING: the certificate is not the one that the token is bound to";
    private static final String UNTRUSTED =
            "UNPROVEN_BINDING: the request did not come from a trusted proxy, or the" + " runtime does not tell whence";

    @Test
    @DisplayName(
            "R8705-3-a R8705-3-b R8705-3-c R8705-3.1-b R8705-6.2-a the certificate of the connection, another one, and none")
    void certificateOfTheConnection_mustMatch() throws Exception {
        MutualTls tls = MutualTls.fromTls();
        assertThat(outcome(examine(tls, certificate, null)), is("good"));
        assertThat(outcome(examine(tls, other, null)), is(OTHER));
        assertThat(
                outcome(examine(tls, null, PROXY, sequence(der))),
                is("UNPROVEN_BINDING: the connection has no client certificate, or the runtime does not tell it"));
    }

    @Test
    @DisplayName("R8705-3.1-a the thumbprint has one spelling")
    void thumbprint_hasOneSpelling() throws Exception {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(der);
        Proof proof = examine(MutualTls.fromTls(), certificate, null);
        for (Object bad : new Object[] {
            thumbprint(der) + "=",
            base64(digest),
            HexFormat.of().formatHex(digest),
            "",
            thumbprint(der).substring(1),
            1
        }) {
            boolean isSame = thumbprint(der).equals(bad);
            assertThat(proof.verify(new Confirmation(Map.of("x5t#S256", bad))) == null, is(isSame));
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R9440-4-b R9440-2.2-a R9440-des-a the certificate of a proxy's header, in each format")
    void certificateOfHeader_mustMatch(ClientCertificateFormat format) throws Exception {
        MutualTls constraint = trusting(format);
        for (byte[] bytes : new byte[][] {der, other.getEncoded(), der}) {
            String text = switch (format) {
                case RFC9440 -> sequence(bytes);
                case URL_ENCODED_PEM -> escaped(pem(bytes));
                case BASE64_DER -> base64(bytes);
            };
            assertThat(outcome(examine(constraint, null, PROXY, text)), is(bytes == der ? "good" : OTHER));
            assertThat(
                    outcome(examine(constraint, null, "fd00::7", " " + text + " ")), is(bytes == der ? "good" : OTHER));
        }
    }

    @Test
    @DisplayName("R9440-des-a PEM with the characters escaped that Apache httpd escapes, and in small letters")
    void percentEncodingOfHttpd_isRead() throws Exception {
        String text = pem(der).replace(" ", "%20").replace("\n", "%0a");
        assertThat(outcome(examine(trusting(ClientCertificateFormat.URL_ENCODED_PEM), null, PROXY, text)), is("good"));
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R9440-2.4-b R9440-2.2-a five ways to say that there is none, and none of them is good")
    void noCertificate_isNeverGood(ClientCertificateFormat format) throws Exception {
        MutualTls constraint = trusting(format);
        assertThat(outcome(examine(constraint, null, PROXY)), is(NOT_ONE));
        assertThat(outcome(examine(constraint, null, PROXY, (String) null)), is(NOT_ONE));
        for (String text : List.of(
                "",
                "::",
                ":",
                "(null)",
                ":{http.request.tls.client.certificate_der_base64}:",
                "-",
                ":====:",
                "%",
                "%0",
                "%0A")) {
            assertThat(text, outcome(examine(constraint, null, PROXY, text)), is(NOT_A_CERTIFICATE));
        }
    }

    @Test
    @DisplayName("R9440-2.2-a what is nearly a byte sequence with a certificate")
    void whatIsNearlyCertificate_isRefused() throws Exception {
        byte[] twice = Arrays.copyOf(der, der.length * 2);
        System.arraycopy(der, 0, twice, der.length, der.length);
        byte[] pemText = pem(der).getBytes(US_ASCII);
        for (String text : List.of(
                base64(der),
                sequence(der) + ";a=b",
                sequence(der) + ", " + sequence(der),
                sequence(der).replace("=", "").replace(":", "") + ":",
                ":" + base64(der).substring(0, 40) + "\n" + base64(der).substring(40) + ":",
                ":" + Base64.getUrlEncoder().encodeToString(pemText) + "-:",
                sequence(pemText),
                sequence(twice),
                sequence(Arrays.copyOf(der, der.length + 1)),
                sequence(Arrays.copyOf(der, der.length - 1)),
                pem(der),
                escaped(pem(der)))) {
            assertThat(
                    text,
                    outcome(examine(trusting(ClientCertificateFormat.RFC9440), null, PROXY, text)),
                    is(NOT_A_CERTIFICATE));
        }
        for (String text : List.of(
                sequence(der),
                escaped(pem(der) + pem(der)),
                escaped("x" + pem(der)),
                escaped(pem(der)) + "%zz",
                escaped(pem(der)).replace("%0A", "%20"),
                escaped(pem(der)).replace("%0A", " "),
                escaped(pem(twice)),
                escaped(pem(der)).replace('M', '\u014d'),
                escaped("-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----"))) {
            assertThat(
                    text,
                    outcome(examine(trusting(ClientCertificateFormat.URL_ENCODED_PEM), null, PROXY, text)),
                    is(NOT_A_CERTIFICATE));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"AQ", "AR==", "AQ=", "AQ== ", "AQ==\n", "AQ==AQ==", "A-__", ""})
    @DisplayName("R9440-2.2-a base64 has one spelling")
    void secondSpellingOfBase64_isRefused(String text) {
        assertThat(ClientCertificateFormat.BASE64_DER.der("AQ=="), is(new byte[] {1}));
        assertThat(ClientCertificateFormat.BASE64_DER.der(text), is(nullValue()));
        assertThat(ClientCertificateFormat.RFC9440.der(":" + text + ":"), is(nullValue()));
    }

    @Test
    void bytesThatAreNoCertificate_areRefusedWhateverTheyAreBoundTo() {
        byte[] trailing = Arrays.copyOf(der, der.length + 1);
        for (byte[] junk : new byte[][] {"not a certificate".getBytes(US_ASCII), trailing}) {
            MutualTls constraint = trusting(ClientCertificateFormat.BASE64_DER);
            for (int i = 0; i < 3; i++) {
                assertThat(
                        examine(constraint, null, PROXY, base64(junk)).refusal().detail(),
                        is("the header of the proxy is not one certificate in its format"));
            }
        }
    }

    @Test
    @DisplayName("R9440-2.2-b R9440-2.3-a one line of one header; a chain is not read")
    void headerThatIsNotThereOnce_isRefused() throws Exception {
        MutualTls constraint = trusting(ClientCertificateFormat.RFC9440);
        assertThat(outcome(examine(constraint, null, PROXY, sequence(der), sequence(der))), is(NOT_ONE));
        assertThat(outcome(examine(constraint, null, PROXY, sequence(der), "")), is(NOT_ONE));
        assertThat(outcome(examine(constraint, null, PROXY, ":" + "A".repeat(16 * 1024 - 1) + ":")), is(NOT_ONE));
        assertThat(
                outcome(examine(constraint, null, PROXY, ":" + "A".repeat(16 * 1024 - 2) + ":")),
                is(NOT_A_CERTIFICATE));
        assertThat(outcome(examine(constraint, null, PROXY)), is(NOT_ONE));
        assertThat(outcome(examine(constraint, certificate, PROXY)), is(NOT_ONE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11.0.0.1",
                "9.255.255.255",
                "127.0.0.1",
                "::1",
                "fc00::1",
                "::a01:203",
                "",
                "localhost",
                "10.1.2",
                "10.1.2.3.4",
                "10.1.2.256",
                "0x0a010203",
                "167838211",
                "10.1.2.3, 8.8.8.8",
                "example.com"
            })
    @DisplayName("R9440-4-b a header from anywhere else counts for nothing")
    void headerFromElsewhere_countsForNothing(String address) throws Exception {
        assertThat(
                outcome(examine(trusting(ClientCertificateFormat.RFC9440), certificate, address, sequence(der))),
                is(UNTRUSTED));
    }

    @Test
    @DisplayName("R9440-4-a no proxy is trusted unless it is named, and none whose address is not known")
    void unknownProxy_isNotTrusted() throws Exception {
        MutualTls nobody = MutualTls.fromHeader(NAME, ClientCertificateFormat.RFC9440);
        assertThat(outcome(examine(nobody, null, "127.0.0.1", sequence(der))), is(UNTRUSTED));
        assertThat(
                outcome(examine(trusting(ClientCertificateFormat.RFC9440), null, null, sequence(der))), is(UNTRUSTED));
    }

    @Test
    void headerWithoutProxies_isRefusedInAProtector() {
        MutualTls nobody = MutualTls.fromHeader(NAME, ClientCertificateFormat.RFC9440);
        ResourceProtector.Builder builder = ResourceProtector.builder()
                .validator(TokenValidator.lookup(token -> Optional.empty()))
                .senderConstraint(nobody);
        IllegalStateException refused = assertThrows(IllegalStateException.class, builder::build);
        assertThat(refused.getMessage(), containsString("add .trustedProxies("));
        assertThrows(IllegalArgumentException.class, nobody::trustedProxies);
        ResourceProtector.builder()
                .validator(TokenValidator.lookup(token -> Optional.empty()))
                .senderConstraint(nobody.trustedProxies("10.0.0.0/8"))
                .build();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.255.255.255", "10.0.0.0", "::ffff:10.1.2.3", "fd12:3456::1", "[fd00::1]", "fd00::1%eth0"})
    void addressOfProxy_isReadInEverySpelling(String address) throws Exception {
        assertThat(
                outcome(examine(trusting(ClientCertificateFormat.RFC9440), null, address, sequence(der))), is("good"));
    }

    @ParameterizedTest
    @CsvSource({
        "128.0.0.0/1, 255.1.2.3, 127.255.255.255",
        "10.1.2.3/32, 10.1.2.3, 10.1.2.4",
        "10.1.2.3, 10.1.2.3, 10.1.2.2",
        "::1, ::1, ::2",
        "fe80::/10, febf:ffff::1, fec0::",
        "::ffff:10.1.2.3, 10.1.2.3, 10.1.2.4",
        "192.168.4.0/22, 192.168.7.255, 192.168.8.0"
    })
    @DisplayName("R9440-4-b a range has all its addresses, and none beside it")
    void range_hasItsAddressesAndNoOthers(String range, String in, String out) throws Exception {
        MutualTls constraint =
                MutualTls.fromHeader(NAME, ClientCertificateFormat.RFC9440).trustedProxies(range);
        assertThat(outcome(examine(constraint, null, in, sequence(der))), is("good"));
        assertThat(outcome(examine(constraint, null, out, sequence(der))), is(UNTRUSTED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0.0/0",
                "::/0",
                "10.0.0.7/8",
                "10.0.0.0/",
                "10.0.0.0/-1",
                "localhost",
                "10.0",
                "fd00::/129",
                "10.0.0.0/8/8",
                "10.0.0.0/99999999999",
                "fd00:::/8"
            })
    void absurdRange_isRefused(String range) {
        MutualTls constraint = MutualTls.fromHeader(NAME, ClientCertificateFormat.RFC9440);
        assertThrows(IllegalArgumentException.class, () -> constraint.trustedProxies(range));
    }

    @Test
    @DisplayName("R9440-2.4-a the answer depends on the header, and says so")
    void answer_variesByTheHeader() {
        MutualTls constraint = trusting(ClientCertificateFormat.RFC9440);
        assertThat(examine(constraint, null, PROXY, sequence(der)).responseHeaders(), is(Map.of("Vary", NAME)));
        assertThat(examine(constraint, null, "8.8.8.8").responseHeaders(), is(Map.of("Vary", NAME)));
        assertThat(examine(MutualTls.fromTls(), certificate, null).responseHeaders(), is(Map.of()));
    }

    @Test
    @DisplayName("R8705-3-a R8705-3.1-a the scheme, and the member that a token is bound by")
    void scheme_andMemberOfTheConfirmation() {
        assertThat(MutualTls.fromTls().scheme(), is("Bearer"));
        assertThat(MutualTls.fromTls().confirmationMember(), is("x5t#S256"));
    }

    @Test
    void settingsThatMakeNoSense_areRefused() {
        assertThrows(IllegalStateException.class, () -> MutualTls.fromTls().trustedProxies("10.0.0.0/8"));
        assertThrows(
                IllegalArgumentException.class, () -> MutualTls.fromHeader("a b", ClientCertificateFormat.RFC9440));
        assertThrows(IllegalArgumentException.class, () -> MutualTls.fromHeader("", ClientCertificateFormat.RFC9440));
        assertThrows(NullPointerException.class, () -> MutualTls.fromHeader(NAME, null));
    }

    @Test
    @DisplayName("R9110-17.16-a nothing of a certificate is shown")
    void certificate_isNotShown() throws Exception {
        MutualTls constraint = trusting(ClientCertificateFormat.RFC9440);
        Proof proof = examine(constraint, null, PROXY, sequence(der));
        assertThat(constraint.toString(), is("MutualTls[Client-Cert, RFC9440]"));
        assertThat(MutualTls.fromTls().toString(), is("MutualTls[TLS]"));
        assertThat(proof.toString(), is("Proof"));
    }

    private static Map<String, Object> vector(String file) throws Exception {
        Path path = Path.of(
                        System.getProperty("resourceprotector.shared", "../../shared"), "vectors/oauth-rfc-examples")
                .resolve(file);
        assumeTrue(Files.exists(path), "skipped: no vectors at " + path);
        return StrictJson.object(Files.readAllBytes(path), new StrictJson.Limits(1_000_000, 8));
    }

    @Test
    @Tag("vectors")
    @DisplayName("R8705-3.1-a the certificate of RFC 8705, appendix A")
    void certificateOfRfc8705_hasItsThumbprint() throws Exception {
        Map<String, Object> example = vector("rfc8705-appendix-a.json");
        X509Certificate theirs = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(((String) example.get("pem")).getBytes(US_ASCII)));
        Confirmation confirmation = new Confirmation(Map.of("x5t#S256", example.get("x5t#S256")));
        assertThat(examine(MutualTls.fromTls(), theirs, null).verify(confirmation) == null, is(true));
        assertThat(examine(MutualTls.fromTls(), certificate, null).verify(confirmation) == null, is(false));
    }

    @Test
    @Tag("vectors")
    @DisplayName("R9440-2.2-a the header of RFC 9440, appendix A")
    void headerOfRfc9440_isRead() throws Exception {
        Map<String, Object> example = vector("rfc9440-client-cert.json");
        Proof proof =
                examine(trusting(ClientCertificateFormat.RFC9440), null, PROXY, (String) example.get("Client-Cert"));
        Confirmation confirmation = new Confirmation(Map.of("x5t#S256", example.get("x5t#S256_of_leaf_computed")));
        assertThat(proof.refusal() == null && proof.verify(confirmation) == null, is(true));
        assertThat(
                outcome(examine(trusting(ClientCertificateFormat.RFC9440), null, PROXY, (String)
                        example.get("Client-Cert-Chain"))),
                is(NOT_A_CERTIFICATE));
    }
}
