package org.resourceprotector.benchmarks.peers.smallrye;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import io.smallrye.jwt.auth.jaxrs.JWTAuthenticationFilter;
import io.smallrye.jwt.auth.jaxrs.JWTAuthorizationFilterRegistrar;
import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.security.Security;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.conscrypt.Conscrypt;
import org.resourceprotector.benchmarks.stand.Stand;

/**
 * SmallRye JWT as it is used outside Quarkus: its beans in a CDI container, its two parts for Jakarta REST in the
 * application, its settings from the configuration of MicroProfile.
 *
 * <p>Without protection the beans are in the container as well, but nothing asks them.
 */
public final class Server {

    private static final Logger ROOT = Logger.getLogger("");

    private Server() {}

    /**
     * Serves until standard input ends.
     *
     * @param arguments none
     * @throws IOException if standard input cannot be read
     * @throws ExecutionException if the engine does not start
     * @throws InterruptedException if the process is ended meanwhile
     */
    public static void main(String[] arguments) throws IOException, ExecutionException, InterruptedException {
        Stand stand = Stand.told();
        if (stand.isNative()) {
            Security.insertProviderAt(Conscrypt.newProvider(), 1);
        }
        ROOT.setLevel(Level.WARNING);
        set(stand);
        SeBootstrap.Configuration where = SeBootstrap.Configuration.builder()
                .host("127.0.0.1")
                .port(stand.port())
                .build();
        SeBootstrap.start(application(stand), where).toCompletableFuture().get();
        Stand.serveUntilInputEnds();
    }

    /** Several algorithms are taken from a key set only, so it has to be said that it is one. */
    private static void set(Stand stand) {
        System.setProperty("mp.jwt.verify.issuer", stand.issuer());
        System.setProperty("mp.jwt.verify.audiences", stand.audience());
        System.setProperty("mp.jwt.verify.publickey.location", stand.jwksUri().toString());
        System.setProperty("mp.jwt.verify.publickey.algorithm", "RS256,ES256");
        System.setProperty("smallrye.jwt.verify.key-format", "JWK");
        System.setProperty("smallrye.jwt.path.groups", "scope");
    }

    private static Application application(Stand stand) {
        return stand.isProtected()
                ? new Api(Set.of(
                        ProtectedResources.class, JWTAuthenticationFilter.class, JWTAuthorizationFilterRegistrar.class))
                : new Api(Set.of(OpenResources.class));
    }

    /** The resources, what protects them, and JSON. */
    private static final class Api extends Application {

        private final Set<Class<?>> classes;

        Api(Set<Class<?>> classes) {
            this.classes = classes;
        }

        @Override
        public Set<Class<?>> getClasses() {
            return classes;
        }

        @Override
        @SuppressWarnings("deprecation")
        public Set<Object> getSingletons() {
            return Set.of(new JacksonJsonProvider());
        }
    }
}
