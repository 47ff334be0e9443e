package org.resourceprotector.contract;

import java.net.URI;
import java.util.List;
import java.util.function.Consumer;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.resourceprotector.contract.Answer.Header;
import org.resourceprotector.processes.control.Ports;

/**
 * A server that is configured by CXF's own factory bean, as applications do that have no {@code
 * Application}.
 */
final class ConfiguredServer implements Running, AutoCloseable {

    private final Server server;
    private final URI base;
    private final Wire wire;

    private ConfiguredServer(Server server, URI base) {
        this.server = server;
        this.base = base;
        this.wire = new Wire(base);
    }

    /** Starts it; throws what CXF throws if a setting is refused. */
    static ConfiguredServer start(Consumer<JAXRSServerFactoryBean> settings) {
        URI base = URI.create("http://localhost:" + Ports.free() + "/");
        JAXRSServerFactoryBean factory = new JAXRSServerFactoryBean();
        factory.setAddress(base.toString());
        settings.accept(factory);
        return new ConfiguredServer(factory.create(), base);
    }

    /** The address of what is below it, for proofs. */
    String uri(String path) {
        return base.resolve(path).toString();
    }

    Call get(String path) {
        return call("GET", path);
    }

    Call call(String method, String path) {
        return new Call(this, method, path);
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
        server.destroy();
    }

    @Override
    public void close() {
        stop();
    }
}
