package org.resourceprotector.contract;

import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.client.Entity;
import jakarta.ws.rs.client.Invocation;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.glassfish.jersey.client.ClientProperties;
import org.glassfish.jersey.test.DeploymentContext;
import org.glassfish.jersey.test.inmemory.InMemoryTestContainerFactory;
import org.glassfish.jersey.test.spi.TestContainer;
import org.resourceprotector.contract.Answer.Header;

/**
 * Runs applications as {@code JerseyTest} does by default, without a socket: the client hands
 * requests to the engine.
 */
public final class InMemory implements Runner {

    private static final URI BASE = URI.create("http://localhost/");

    @Override
    public Running run(Application application) {
        TestContainer container =
                new InMemoryTestContainerFactory().create(BASE, DeploymentContext.newInstance(application));
        container.start();
        Client client = ClientBuilder.newClient(container.getClientConfig())
                .property(ClientProperties.FOLLOW_REDIRECTS, false)
                .property(ClientProperties.SUPPRESS_HTTP_COMPLIANCE_VALIDATION, true);
        return new InMemoryServer(container, client);
    }

    private record InMemoryServer(TestContainer container, Client client) implements Running {

        @Override
        public Answer send(String method, String path, List<Header> headers, String body) {
            Invocation.Builder request = client.target(uri(path)).request();
            String type = "text/plain";
            for (Header header : headers) {
                if (header.name().equals("Content-Type")) {
                    type = header.value();
                } else {
                    request.header(header.name(), header.value());
                }
            }
            try (Response response =
                    body.isEmpty() ? request.method(method) : request.method(method, Entity.entity(body, type))) {
                List<Header> lines = new ArrayList<>();
                response.getStringHeaders()
                        .forEach((name, values) -> values.forEach(value -> lines.add(new Header(name, value))));
                String text = response.hasEntity() ? response.readEntity(String.class) : "";
                return new Answer(response.getStatus(), List.copyOf(lines), text);
            } catch (ProcessingException failedInTheEngine) {
                // what a container answers with a 500
                return new Answer(500, List.of(), "");
            }
        }

        private static URI uri(String path) {
            try {
                return URI.create("http://localhost" + path);
            } catch (IllegalArgumentException notSendable) {
                throw new Wire.NoAnswerError(0);
            }
        }

        @Override
        public Answer sendRaw(String method, String path, List<Header> headers, String body) {
            return send(method, path, headers, body);
        }

        @Override
        public void stop() {
            client.close();
            container.stop();
        }
    }
}
