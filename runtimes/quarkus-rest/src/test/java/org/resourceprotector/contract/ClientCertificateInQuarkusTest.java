package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Quarkus REST with TLS by its properties, because it has no SeBootstrap. */
class ClientCertificateInQuarkusTest {

    @Test
    @DisplayName("R8705-3-a R8705-3-b R8705-3-c R8705-3-e the certificate of the connection, another one, and none")
    void certificateOfTheConnection_mustMatch(@TempDir Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        Path anchors = folder.resolve("anchors.p12");
        String password = ClientCertificateInTlsTest.serverSide(keys, anchors);
        String tls = "quarkus.http.ssl.";
        Map<String, String> settings = Map.of(
                tls + "certificate.key-store-file",
                keys.toString(),
                tls + "certificate.key-store-password",
                password,
                tls + "certificate.trust-store-file",
                anchors.toString(),
                tls + "certificate.trust-store-password",
                password,
                tls + "client-auth",
                "request",
                "quarkus.http.test-ssl-port",
                "0");
        OverHttp server = new QuarkusRest()
                .run(ClientCertificateInTlsTest.application(), "https", "quarkus.http.test-ssl-port", settings);
        try {
            ClientCertificateInTlsTest.check(server.base(), true);
        } finally {
            server.stop();
        }
    }

    private static int calledBehindProxies(String... trusted) throws Exception {
        Api application = new Api(
                DpopEndpoints.Root.class, ClientCertificateTest.protector(ClientCertificateTest.proxies(trusted)));
        OverHttp server = new QuarkusRest()
                .run(
                        application,
                        "http",
                        "quarkus.http.test-port",
                        Map.of("quarkus.http.proxy.proxy-address-forwarding", "true"));
        try {
            return server.send(
                            "GET",
                            "/dpop/any",
                            List.of(
                                    new Answer.Header("Authorization", "Bearer " + ClientCertificateTest.BOUND),
                                    new Answer.Header("Client-Cert", ClientCertificateTest.CERTIFICATE.header()),
                                    new Answer.Header("X-Forwarded-For", "10.0.0.1")),
                            "")
                    .status();
        } finally {
            server.stop();
        }
    }

    @Test
    @DisplayName("R9440-4-b the peer of the connection is a trusted proxy, and not who writes so into a header")
    void addressInAHeader_isNotThatOfTheProxy() throws Exception {
        assertThat(calledBehindProxies("10.0.0.0/8"), is(401));
        assertThat(calledBehindProxies("127.0.0.0/8", "::1"), is(200));
    }
}
