package org.resourceprotector.interop.proxies;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.resourceprotector.mtls.ClientCertificateFormat;
import org.resourceprotector.processes.control.Ports;

/** What becomes of a token that is bound to a certificate, behind a proxy that is set up as docs/proxies.md has it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProxyContract {

    static final String HEADER = "Client-Cert";

    private static final String HOST = "api.example.com";
    private static final String NO_CONNECTION = "no connection";

    /** Anywhere: openssl tells of a session in the middle of lines. */
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.1 (\\d{3}) ");

    private Certificates certificates;
    private ProtectedApplication application;
    private Proxy forAnyIssuer;
    private Proxy forOneIssuer;

    /** Its column in the tables of the document. */
    abstract String name();

    /** That of its recipes in the document. */
    abstract String language();

    abstract ClientCertificateFormat format();

    /**
     * A whole configuration with a recipe in it.
     *
     * @param port where it listens
     * @param behind the port of the application
     * @param folder the files are there, and nowhere else
     */
    abstract String configuration(String recipe, int port, int behind, Path folder);

    /** Starts the proxy in the foreground. */
    abstract List<String> command(Path configuration, Path folder);

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        certificates = Certificates.make(folder);
        application = ProtectedApplication.start(certificates, format());
        forAnyIssuer = start(Document.recipe(language()), Files.createDirectory(folder.resolve("any")));
        forOneIssuer = start(Document.recipeForOneIssuer(language()), Files.createDirectory(folder.resolve("one")));
    }

    private Proxy start(String recipe, Path folder) throws IOException {
        for (String file : List.of("api.pem", "api.key", "issuer.pem")) {
            Files.copy(certificates.folder().resolve(file), folder.resolve(file));
        }
        int port = Ports.free();
        Path file = folder.resolve("configuration");
        Files.writeString(file, configuration(recipe, port, application.port(), folder));
        Proxy proxy = Proxy.start(command(file, folder), port, folder);
        proxy.awaitReady(() -> !call(proxy, "ours").equals(NO_CONNECTION));
        return proxy;
    }

    @AfterAll
    void stop() {
        forAnyIssuer.close();
        forOneIssuer.close();
        application.close();
    }

    /** What a caller gets with a token that is bound to a certificate. */
    private String call(Proxy proxy, String token, String... options) {
        List<String> command = new ArrayList<>(List.of(
                "curl",
                "-q",
                "-s",
                "--noproxy",
                "*",
                "-o",
                "/dev/null",
                "-w",
                "%{http_code}",
                "--cacert",
                certificates.pem("api"),
                "--resolve",
                HOST + ":" + proxy.port() + ":127.0.0.1",
                "-H",
                "Authorization: Bearer " + token));
        command.addAll(List.of(options));
        command.add("https://" + HOST + ":" + proxy.port() + "/hello");
        String status = Command.run(command, "");
        return status.equals("000") ? NO_CONNECTION : status;
    }

    private String[] with(String certificate, String... more) {
        List<String> options = new ArrayList<>(
                List.of("--cert", certificates.pem(certificate), "--key", certificates.key(certificate)));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    private String[] sending(String name, String certificate) {
        return new String[] {"-H", name + ": " + certificates.header(certificate, format())};
    }

    /** The same in a TLS session that began in another connection, with a certificate, by both versions of TLS. */
    private String callInResumedSession(Proxy proxy, String token, String certificate) {
        String status = callInResumedSession(proxy, token, certificate, "-tls1_3");
        assertThat("by TLS 1.2", callInResumedSession(proxy, token, certificate, "-tls1_2"), is(status));
        return status;
    }

    private String callInResumedSession(Proxy proxy, String token, String certificate, String version) {
        String session = certificates.folder().resolve("session").toString();
        String first = converse(
                proxy,
                certificate,
                List.of(
                        version,
                        "-sess_out",
                        session,
                        "-cert",
                        certificates.pem(certificate),
                        "-key",
                        certificates.key(certificate)));
        assertThat(first, status(first), is("200"));
        String second = converse(proxy, token, List.of(version, "-sess_in", session));
        assertThat(second, second.contains("Reused, TLSv1"), is(true));
        return status(second);
    }

    private static String converse(Proxy proxy, String token, List<String> options) {
        List<String> command = new ArrayList<>(List.of("openssl", "s_client", "-ign_eof", "-servername", HOST));
        command.addAll(List.of("-connect", "127.0.0.1:" + proxy.port()));
        command.addAll(options);
        return Command.run(
                command,
                "GET /hello HTTP/1.1\r\nHost: " + HOST + "\r\nAuthorization: Bearer " + token
                        + "\r\nConnection: close\r\n\r\n");
    }

    private static String status(String conversation) {
        Matcher status = STATUS.matcher(conversation);
        return status.find() ? status.group(1) : NO_CONNECTION;
    }

    /** What one of the document's callers gets. */
    private String get(Proxy proxy, String caller) {
        return switch (caller) {
            case "has A" -> call(proxy, "ours", with("ours"));
            case "has A, of 4 KB" -> call(proxy, "large", with("large"));
            case "has A, which is its own issuer" -> call(proxy, "own", with("own"));
            case "has A, of an issuer that nobody knows" -> call(proxy, "strange", with("strange"));
            case "has A, which is expired" -> call(proxy, "expired", with("expired"));
            case "has A, in a session that is resumed" -> callInResumedSession(proxy, "ours", "ours");
            case "has A, and sends the header with another" ->
                call(proxy, "ours", with("ours", sending(HEADER, "others")));
            case "has no certificate" -> call(proxy, "ours");
            case "has another certificate" -> call(proxy, "ours", with("others"));
            case "has another, in a session that is resumed" -> callInResumedSession(proxy, "ours", "others");
            case "has none, and sends the header with A" -> call(proxy, "ours", sending(HEADER, "ours"));
            case "has another, and sends the header with A" ->
                call(proxy, "ours", with("others", sending(HEADER.toLowerCase(Locale.ROOT), "ours")));
            default -> throw new AssertionError("the document has a caller that nobody knows: " + caller);
        };
    }

    private Map<String, String> get(Proxy proxy, Iterable<String> callers) {
        Map<String, String> answers = new LinkedHashMap<>();
        callers.forEach(caller -> answers.put(caller, get(proxy, caller)));
        return answers;
    }

    @Test
    void callersGetWhatTheDocumentSays() {
        Map<String, String> said = Document.column("the caller", name());
        assertThat(get(forAnyIssuer, said.keySet()), is(said));
        assertThat(certificates.text("large").length(), is(greaterThan(4_000)));
    }

    @Test
    void callersGetWhatTheDocumentSaysWithOneIssuer() {
        Map<String, String> said = Document.column("the caller, with one issuer", name());
        assertThat(get(forOneIssuer, said.keySet()), is(said));
    }

    /** Whatever the document says. */
    @Test
    @DisplayName("R8705-3-c R9440-4-b without its certificate, a token is refused")
    void tokenWithoutItsCertificate_isRefused() {
        List<String> callers = List.of(
                "has no certificate",
                "has another certificate",
                "has another, in a session that is resumed",
                "has none, and sends the header with A",
                "has another, and sends the header with A");
        for (Proxy proxy : List.of(forAnyIssuer, forOneIssuer)) {
            get(proxy, callers).forEach((caller, answer) -> assertThat(caller, answer, is("401")));
            assertThat(get(proxy, "has A"), is("200"));
        }
    }
}
