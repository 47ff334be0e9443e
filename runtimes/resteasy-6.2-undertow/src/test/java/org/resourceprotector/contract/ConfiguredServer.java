package org.resourceprotector.contract;

import io.undertow.servlet.api.DeploymentInfo;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.resteasy.plugins.server.undertow.UndertowJaxrsServer;
import org.jboss.resteasy.spi.ResteasyDeployment;
import org.resourceprotector.contract.Answer.Header;
import org.resourceprotector.processes.control.Ports;

/**
 * A server that runs a deployment of RESTEasy's own, as embedders start it that have no {@code
 * Application}.
 */
final class ConfiguredServer implements Running, AutoCloseable {

    private final UndertowJaxrsServer server;
    private final Wire wire;

    private ConfiguredServer(UndertowJaxrsServer server, URI base) {
        this.server = server;
        this.wire = new Wire(base);
    }

    /** Starts it; throws what RESTEasy throws if it refuses the deployment. */
    static ConfiguredServer start(ResteasyDeployment deployment) {
        return start(server -> server.deploy(deployment));
    }

    /** Starts an application below a path. */
    static ConfiguredServer start(Application application, String path) {
        return start(server -> server.deploy(application, path));
    }

    /** Starts a web application. */
    static ConfiguredServer start(DeploymentInfo web) {
        return start(server -> server.deploy(web));
    }

    private static ConfiguredServer start(Consumer<UndertowJaxrsServer> deployed) {
        int port = Ports.free();
        UndertowJaxrsServer server =
                new UndertowJaxrsServer().setHostname("localhost").setPort(port).start();
        try {
            deployed.accept(server);
        } catch (RuntimeException | Error e) {
            server.stop();
            throw e;
        }
        return new ConfiguredServer(server, URI.create("http://localhost:" + port + "/"));
    }

    Call get(String path) {
        return new Call(this, "GET", path);
    }

    @Override
    public Answer send(String method, String path, List<Header> headers, String body) {
        return wire.send(method, path, headers, body);
    }

    @Override
    public Answer sendRaw(String method, String path, List<Header> headers, String body) {
        return wire.send(method, path, headers, body);
    }

    @Override
    public void stop() {
        server.stop();
    }

    @Override
    public void close() {
        stop();
    }
}
