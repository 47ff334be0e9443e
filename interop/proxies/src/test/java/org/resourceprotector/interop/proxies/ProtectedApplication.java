package org.resourceprotector.interop.proxies;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.SeBootstrap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.glassfish.jersey.server.ResourceConfig;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.mtls.ClientCertificateFormat;
import org.resourceprotector.mtls.MutualTls;
import org.resourceprotector.processes.control.Ports;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Confirmation;
import org.resourceprotector.token.TokenValidator;

/** What is behind the proxies. A token is bound to the certificate whose name it is. */
record ProtectedApplication(SeBootstrap.Instance instance, int port) implements AutoCloseable {

    private record Token(Set<String> scopes, Confirmation confirmation) implements AccessToken {

        @Override
        public String getName() {
            return "alice";
        }
    }

    /** What the tokens are for. */
    @Path("hello")
    public static final class Hello {

        @GET
        @Protected
        public String hello() {
            return "hello";
        }
    }

    static ProtectedApplication start(Certificates certificates, ClientCertificateFormat format) {
        TokenValidator tokens = TokenValidator.lookup(name ->
                Optional.of(new Token(Set.of(), new Confirmation(Map.of("x5t#S256", certificates.thumbprint(name))))));
        ResourceConfig api = new ResourceConfig(Hello.class)
                .register(ResourceProtector.builder()
                        .validator(tokens)
                        .senderConstraint(MutualTls.fromHeader(ProxyContract.HEADER, format)
                                .trustedProxies("127.0.0.1/32"))
                        .build());
        SeBootstrap.Configuration where = SeBootstrap.Configuration.builder()
                .host("127.0.0.1")
                .port(Ports.free())
                .build();
        SeBootstrap.Instance instance =
                SeBootstrap.start(api, where).toCompletableFuture().join();
        return new ProtectedApplication(instance, instance.configuration().port());
    }

    @Override
    public void close() {
        instance.stop().toCompletableFuture().join();
    }
}
