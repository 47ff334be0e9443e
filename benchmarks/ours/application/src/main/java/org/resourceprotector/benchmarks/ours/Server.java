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
import org.resourceprotector.dpop.Dpop;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.keys.RemoteKeySource;

/** Our server, on the engine of the class path, with the settings that a user gets who sets none. */
public final class Server {

    /** One client with thousands of proofs a second is more than the default has room for. */
    private static final int MAX_LIVE_PROOFS = 2_000_000;

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
        ResourceProtector.Builder protector = ResourceProtector.builder();
        stand.allIssuers().forEach(issuer -> protector.validator(validator(stand, issuer)));
        if (stand.hasProofs()) {
            protector.senderConstraint(dpop(stand));
        }
        return protector.build();
    }

    private static Dpop dpop(Stand stand) {
        Dpop.Builder proofs = Dpop.builder().replayStore(ReplayStore.inMemory(MAX_LIVE_PROOFS));
        if (stand.isNative()) {
            proofs.provider(Conscrypt.newProvider());
        }
        return proofs.build();
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
