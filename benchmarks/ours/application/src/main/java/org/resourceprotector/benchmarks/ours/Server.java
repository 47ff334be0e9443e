package org.resourceprotector.benchmarks.ours;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.conscrypt.Conscrypt;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.benchmarks.stand.OpenResources;
import org.resourceprotector.benchmarks.stand.Stand;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.RemoteKeySource;
import org.resourceprotector.token.TokenValidator;

/** Our server, on the engine of the class path, with the settings that a user gets who sets none. */
public final class Server {

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
        SeBootstrap.Configuration where = SeBootstrap.Configuration.builder()
                .host("127.0.0.1")
                .port(stand.port())
                .build();
        SeBootstrap.start(application(stand), where).toCompletableFuture().get();
        Stand.serveUntilInputEnds();
    }

    private static Application application(Stand stand) {
        JacksonJsonProvider json = new JacksonJsonProvider();
        return stand.isProtected()
                ? new Api(ProtectedResources.class, Set.of(json, protector(stand)))
                : new Api(OpenResources.class, Set.of(json));
    }

    private static ResourceProtector protector(Stand stand) {
        return ResourceProtector.with(stand.allIssuers().stream()
                .map(issuer -> validator(stand, issuer))
                .toArray(TokenValidator[]::new));
    }

    private static JwtValidator validator(Stand stand, String issuer) {
        JwtValidator.Builder tokens = JwtValidator.builder()
                .issuer(issuer)
                .audience(stand.audience())
                .keys(RemoteKeySource.builder()
                        .jwksUri(stand.jwksUri())
                        .insecureLoopbackHttp()
                        .build());
        if (stand.isNative()) {
            tokens.provider(Conscrypt.newProvider());
        }
        return tokens.build();
    }

    /** One resource class, and what it needs. */
    private static final class Api extends Application {

        private final Class<?> resources;
        private final Set<Object> singletons;

        Api(Class<?> resources, Set<Object> singletons) {
            this.resources = resources;
            this.singletons = singletons;
        }

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(resources);
        }

        @Override
        @SuppressWarnings("deprecation")
        public Set<Object> getSingletons() {
            return singletons;
        }
    }
}
