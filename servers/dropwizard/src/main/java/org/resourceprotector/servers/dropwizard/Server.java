package org.resourceprotector.servers.dropwizard;

import io.dropwizard.configuration.ResourceConfigurationSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import org.resourceprotector.servers.resources.Protection;
import org.resourceprotector.servers.resources.Resources;

/** Registers the resources, and the protector. */
public final class Server extends Application<Configuration> {

    /** Starts it. */
    public static void main(String[] arguments) throws Exception {
        new Server().run("server", "server.yml");
    }

    @Override
    public void initialize(Bootstrap<Configuration> bootstrap) {
        bootstrap.setConfigurationSourceProvider(new ResourceConfigurationSourceProvider());
    }

    @Override
    public void run(Configuration configuration, Environment environment) {
        Resources.all().forEach(environment.jersey()::register);
        Protection.singletons().forEach(environment.jersey()::register);
    }
}
