package org.resourceprotector.contract;

import io.undertow.Undertow;
import java.net.URI;
import org.jboss.resteasy.plugins.server.undertow.UndertowJaxrsServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.processes.control.Ports;
import org.xnio.Options;
import org.xnio.SslClientAuthMode;

/** RESTEasy on an Undertow that was configured with TLS, because its own start with TLS starts nothing. */
class ClientCertificateInUndertowTest {

    @Test
    @DisplayName("R8705-3-a R8705-3-b R8705-3-c R8705-3-e the certificate of the connection, another one, and none")
    void certificateOfTheConnection_mustMatch() throws Exception {
        int port = Ports.free();
        UndertowJaxrsServer server = new UndertowJaxrsServer()
                .start(Undertow.builder()
                        .addHttpsListener(port, "localhost", ClientCertificateInTlsTest.serverSide())
                        .setSocketOption(Options.SSL_CLIENT_AUTH_MODE, SslClientAuthMode.REQUESTED));
        try {
            server.deploy(ClientCertificateInTlsTest.application(), "/");
            ClientCertificateInTlsTest.check(URI.create("https://localhost:" + port + "/"), true);
        } finally {
            server.stop();
        }
    }
}
