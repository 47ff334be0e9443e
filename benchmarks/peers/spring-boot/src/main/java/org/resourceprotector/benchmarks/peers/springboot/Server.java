package org.resourceprotector.benchmarks.peers.springboot;

import java.io.IOException;
import java.security.Security;
import java.util.Map;
import org.conscrypt.Conscrypt;
import org.resourceprotector.benchmarks.stand.Stand;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.security.oauth2.resource.servlet.OAuth2ResourceServerAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.autoconfigure.security.servlet.UserDetailsServiceAutoConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Spring Boot with Web MVC on its embedded Tomcat and Spring Security's resource server, with the settings that a user gets
 * who sets none.
 *
 * <p>Nimbus asks the JCA for signatures without naming a provider, so a native one is put before all others.
 */
public final class Server {

    private Server() {}

    /**
     * Serves until standard input ends.
     *
     * @param arguments none
     * @throws IOException if standard input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        Stand stand = Stand.told();
        if (stand.isNative()) {
            Security.insertProviderAt(Conscrypt.newProvider(), 1);
        }
        SpringApplication application = new SpringApplication(stand.isProtected() ? Closed.class : Open.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setDefaultProperties(
                Map.of("server.address", "127.0.0.1", "server.port", stand.port(), "logging.level.root", "WARN"));
        application.addInitializers((ApplicationContextInitializer<GenericApplicationContext>)
                context -> context.registerBean(Stand.class, () -> stand));
        application.run();
        Stand.serveUntilInputEnds();
    }

    /** The resources, protected. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Resources.class, Protection.class})
    static class Closed {}

    /** The resources, with nothing before them. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(
            exclude = {
                SecurityAutoConfiguration.class,
                SecurityFilterAutoConfiguration.class,
                UserDetailsServiceAutoConfiguration.class,
                OAuth2ResourceServerAutoConfiguration.class
            })
    @Import(Resources.class)
    static class Open {}
}
