package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.oneOf;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.SeBootstrap.Configuration.SSLClientAuthentication;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.contract.DpopEndpoints.BoundToken;
import org.resourceprotector.mtls.MutualTls;
import org.resourceprotector.processes.control.Ports;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.TokenValidator;

/** Tokens that are bound to the certificate of the TLS connection, on engines that start with TLS. */
class ClientCertificateInTlsTest {

    private static final TestCertificate SERVER = TestCertificate.create();
    private static final TestCertificate CLIENT = TestCertificate.create();
    private static final TestCertificate STRANGER = TestCertificate.create();
    private static final String BOUND = Secrets.token("bound");
    private static final String UNBOUND = Secrets.token("unbound");

    /** Whether the engine tells the certificate; where that is not known, bound tokens may be refused. */
    private static final boolean TELLS = Boolean.getBoolean("contract.tellsCertificate");

    private static ResourceProtector protector() {
        return ResourceProtector.builder()
                .validator(TokenValidator.lookup(token -> token.equals(BOUND)
                        ? Optional.of(new BoundToken(
                                "alice", Set.of(), new Confirmation(Map.of("x5t#S256", CLIENT.thumbprint()))))
                        : token.equals(UNBOUND) ? Optional.of(BoundToken.toNothing()) : Optional.empty()))
                .senderConstraint(MutualTls.fromTls())
                .build();
    }

    private static SeBootstrap.Instance start() {
        SeBootstrap.Configuration configuration = SeBootstrap.Configuration.builder()
                .protocol("HTTPS")
                .host("localhost")
                .port(Ports.free())
                .rootPath("/")
                .sslContext(serverSide())
                .sslClientAuthentication(SSLClientAuthentication.OPTIONAL)
                .build();
        try {
            return SeBootstrap.start(application(), configuration)
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
        } catch (Exception doesNotStartWithTls) {
            return TELLS ? fail(doesNotStartWithTls) : abort("does not start with TLS");
        }
    }

    private static int come(URI base, SSLContext tls, String path, String token) throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(tls)
                .connectTimeout(Duration.ofSeconds(10))
                .build();
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Client-Cert", CLIENT.header())
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    @Test
    @DisplayName("R8705-3-a R8705-3-b R8705-3-c R8705-3-e the certificate of the connection, another one, and none")
    void certificateOfTheConnection_mustMatch() throws Exception {
        SeBootstrap.Instance server = start();
        try {
            URI base = server.configuration().baseUri();
            if (!TELLS) {
                reached(base);
            }
            check(base, TELLS);
        } finally {
            stop(server);
        }
    }

    /** Calls the application with every certificate, on a server that asks for one. */
    static void check(URI base, boolean tells) throws Exception {
        SSLContext own = TestCertificate.tls(CLIENT, SERVER);
        SSLContext none = TestCertificate.tls(null, SERVER);
        assertThat(come(base, own, "/dpop/any", BOUND), tells ? is(200) : oneOf(200, 401));
        assertThat(come(base, own, "/dpop/any", BOUND), tells ? is(200) : oneOf(200, 401));
        assertThat(come(base, TestCertificate.tls(STRANGER, SERVER), "/dpop/any", BOUND), is(401));
        assertThat(come(base, none, "/dpop/any", BOUND), is(401));
        assertThat(come(base, none, "/dpop/any", UNBOUND), is(200));
        assertThat(come(base, own, "/dpop/bound", UNBOUND), is(401));
    }

    /** The application that is called. */
    static Application application() {
        return new Api(DpopEndpoints.Root.class, protector());
    }

    /** The server's side of TLS. */
    static SSLContext serverSide() {
        return TestCertificate.tls(SERVER, CLIENT, STRANGER);
    }

    /** The same in files, one of the server's certificate and one of those that it trusts; answers their password. */
    static String serverSide(Path keys, Path anchors) {
        return SERVER.write(keys, anchors, CLIENT, STRANGER);
    }

    /** RESTEasy on Undertow starts nothing if it is to have TLS, says that it did, and then fails to stop it. */
    private static void stop(SeBootstrap.Instance server) throws Exception {
        try {
            server.stop().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException doesNotStop) {
            assertThat(doesNotStop.getCause(), is(instanceOf(NullPointerException.class)));
        }
    }

    /** Some engines say that they started with TLS, and did not. */
    private static void reached(URI base) {
        try {
            come(base, TestCertificate.tls(null, SERVER), "/dpop/where", UNBOUND);
        } catch (Exception noTls) {
            abort("does not talk TLS");
        }
    }
}
