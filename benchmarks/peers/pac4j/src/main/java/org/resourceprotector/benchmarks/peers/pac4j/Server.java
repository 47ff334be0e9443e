package org.resourceprotector.benchmarks.peers.pac4j;

import com.fasterxml.jackson.jakarta.rs.json.JacksonJsonProvider;
import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.security.Security;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.conscrypt.Conscrypt;
import org.pac4j.core.authorization.authorizer.RequireAnyRoleAuthorizer;
import org.pac4j.core.authorization.generator.FromAttributesAuthorizationGenerator;
import org.pac4j.core.config.Config;
import org.pac4j.http.client.direct.DirectBearerAuthClient;
import org.pac4j.jax.rs.features.Pac4JFeature;
import org.pac4j.jax.rs.features.Pac4JSecurityFeature;
import org.pac4j.jwt.credentials.authenticator.JwtAuthenticator;
import org.resourceprotector.benchmarks.stand.OpenResources;
import org.resourceprotector.benchmarks.stand.Stand;

/** pac4j without sessions: a client for bearer tokens, their scopes as roles, and an authorizer for each of them. */
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
                ? new Api(
                        ProtectedResources.class,
                        Set.of(json, new Pac4JFeature(security(stand)), new Pac4JSecurityFeature()))
                : new Api(OpenResources.class, Set.of(json));
    }

    /** The store is asked for where this version of pac4j does not want it set any more. */
    @SuppressWarnings("deprecation")
    private static Config security(Stand stand) {
        FromAttributesAuthorizationGenerator scopes =
                new FromAttributesAuthorizationGenerator(List.of("scope"), List.of());
        scopes.setSplitChar(" ");
        DirectBearerAuthClient client = new DirectBearerAuthClient(
                new JwtAuthenticator(new IssuerKeys(stand.jwksUri())),
                new ApiProfileCreator(stand.issuer(), stand.audience()));
        client.addAuthorizationGenerator(scopes);
        Config config = new Config(client);
        config.setSessionStore(new NoSessions());
        config.addAuthorizer("profile", RequireAnyRoleAuthorizer.requireAnyRole("profile"));
        config.addAuthorizer("orders:write", RequireAnyRoleAuthorizer.requireAnyRole("orders:write"));
        return config;
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
