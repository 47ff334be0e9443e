package org.resourceprotector.spring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.server.model.Resource;
import org.junit.jupiter.api.Test;
import org.resourceprotector.Protected;
import org.resourceprotector.testkit.TestIssuer;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.context.annotation.RequestScope;

/** Resources that Spring makes for each request, behind proxies that are registered when there is none. */
class ScopedResourcesTest {

    /** As it is declared. */
    @Path("parcels")
    public static class Parcels {

        @GET
        public String all() {
            return "parcels";
        }
    }

    /** As it is made. */
    public static class GuardedParcels extends Parcels {

        @Override
        @Protected("parcels")
        public String all() {
            return super.all();
        }
    }

    /** Has a bean called, and not one that Jersey makes of its class. */
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Registered {
        @Bean
        ResourceConfig resources(Parcels parcels) throws NoSuchMethodException {
            Resource.Builder resource = Resource.builder("parcels");
            resource.addMethod("GET").handledBy(parcels, Parcels.class.getMethod("all"));
            return new ResourceConfig().registerResources(resource.build());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Registered.class)
    static class Open {
        @Bean
        @RequestScope
        Parcels parcels() {
            return new Parcels();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Registered.class)
    static class Declared {
        @Bean
        @RequestScope
        GuardedParcels parcels() {
            return new GuardedParcels();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import(Registered.class)
    static class Made {
        @Bean
        @RequestScope
        Parcels parcels() {
            return new GuardedParcels();
        }
    }

    @Test
    void withoutAProtector_whatIsOpenStarts() {
        try (Boot server = Boot.start(Open.class)) {
            assertThat(server.get("/parcels").body(), is("parcels"));
        }
    }

    @Test
    void withoutAProtector_whatIsDeclaredIsRefused() {
        assertThat(Failures.report(Declared.class), containsString("but no ResourceProtector is registered"));
    }

    @Test
    void withoutAProtector_whatIsMadeIsClosed() {
        try (Boot server = Boot.start(Made.class)) {
            assertThat(server.get("/parcels").statusCode(), is(500));
        }
    }

    @Test
    void ruleOfTheBeanHolds() {
        try (TestIssuer issuer = TestIssuer.start()) {
            String[] properties = {
                "resource-protector.issuer=" + issuer.issuer(),
                "resource-protector.audience=" + issuer.audience(),
                "resource-protector.insecure-loopback-http=true"
            };
            for (Class<?> application : new Class<?>[] {Declared.class, Made.class}) {
                try (Boot server = Boot.start(application, properties)) {
                    String token = issuer.token().scope("parcels").authorization();
                    assertThat(server.get("/parcels").statusCode(), is(401));
                    assertThat(server.get("/parcels", "Authorization", token).body(), is("parcels"));
                }
            }
        }
    }
}
