package org.resourceprotector.benchmarks.peers.dropwizard;

import io.dropwizard.auth.AuthDynamicFeature;
import io.dropwizard.auth.AuthValueFactoryProvider;
import io.dropwizard.auth.oauth.OAuthCredentialAuthFilter;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import java.security.Security;
import org.conscrypt.Conscrypt;
import org.glassfish.jersey.server.filter.RolesAllowedDynamicFeature;
import org.resourceprotector.benchmarks.stand.OpenResources;
import org.resourceprotector.benchmarks.stand.Stand;

/**
 * Dropwizard with its own filter for bearer tokens, and jose4j behind it, as the add-on for tokens of this kind has it.
 *
 * <p>Without {@code CachingAuthenticator}: the manual of Dropwizard has it for back ends that stand up to little load,
 * and it keeps accepting what has expired meanwhile.
 */
public final class Server extends Application<Configuration> {

    private final Stand stand;

    private Server(Stand stand) {
        this.stand = stand;
    }

    /**
     * Serves until standard input ends.
     *
     * @param arguments none
     * @throws Exception if the server does not start, or standard input cannot be read
     */
    public static void main(String[] arguments) throws Exception {
        Stand stand = Stand.told();
        if (stand.isNative()) {
            Security.insertProviderAt(Conscrypt.newProvider(), 1);
        }
        new Server(stand).run("server", "server.yml");
        Stand.serveUntilInputEnds();
    }

    @Override
    public void initialize(Bootstrap<Configuration> bootstrap) {
        bootstrap.setConfigurationSourceProvider(new SubstitutingSourceProvider(
                new ResourceConfigurationSourceProvider(), new EnvironmentVariableSubstitutor()));
    }

    @Override
    public void run(Configuration configuration, Environment environment) {
        JerseyEnvironment jersey = environment.jersey();
        if (stand.isProtected()) {
            protect(jersey);
            jersey.register(new ProtectedResources());
        } else {
            jersey.register(new OpenResources());
        }
    }

    private void protect(JerseyEnvironment jersey) {
        jersey.register(new AuthDynamicFeature(new OAuthCredentialAuthFilter.Builder<User>()
                .setAuthenticator(new Tokens(stand))
                .setAuthorizer((user, role, context) -> user.scopes().contains(role))
                .setPrefix("Bearer")
                .buildAuthFilter()));
        jersey.register(RolesAllowedDynamicFeature.class);
        jersey.register(new AuthValueFactoryProvider.Binder<>(User.class));
    }
}
