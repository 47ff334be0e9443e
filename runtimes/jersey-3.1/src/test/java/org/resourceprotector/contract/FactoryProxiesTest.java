package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.function.Supplier;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.process.internal.RequestScoped;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

/** Proxies of HK2 and of Spring that are of a declared class, while a factory made a subclass with annotations. */
class FactoryProxiesTest {

    private static final String COUNTER = "behind/proxy";
    private static final Tokens TOKENS = new Tokens();
    private static final AnnotationConfigApplicationContext SPRING =
            new AnnotationConfigApplicationContext(Beans.class);

    @RegisterExtension
    static final Deployed SERVER =
            Deployed.application(() -> unprotected().register(ResourceProtector.with(TOKENS.validator())));

    private static ResourceConfig unprotected() {
        return new ResourceConfig(OfHk2.class)
                .register(SPRING.getBean(Root.class))
                .register(SPRING.getBean(OfSpring.class))
                .register(new AbstractBinder() {
                    @Override
                    protected void configure() {
                        bindFactory((Supplier<Declared>) () -> new Made())
                                .to(Declared.class)
                                .proxy(true)
                                .proxyForSameScope(false)
                                .in(RequestScoped.class);
                    }
                });
    }

    @AfterAll
    static void close() {
        SPRING.close();
    }

    /** What is declared. */
    public static class Declared {
        @GET
        public String get() {
            return Ran.here(COUNTER);
        }
    }

    /** What a factory makes. */
    public static class Made extends Declared {
        @Override
        @Protected("profile")
        public String get() {
            return super.get();
        }
    }

    @Path("/hk2")
    @Singleton
    public static class OfHk2 {
        private final Declared bean;

        @Inject
        public OfHk2(Declared bean) {
            this.bean = bean;
        }

        @Path("object")
        public Object object() {
            return bean;
        }

        @Path("typed")
        public Declared typed() {
            return bean;
        }
    }

    /** A root resource, as it is declared. */
    @Path("/spring-root")
    public static class Root {
        @GET
        public String get() {
            return Ran.here(COUNTER);
        }

        @Path("locator")
        public Object locator() {
            return new Declared();
        }
    }

    /** A root resource, as it is made. */
    public static class MadeRoot extends Root {
        @Override
        @Protected("profile")
        public String get() {
            return super.get();
        }

        @Override
        @Protected("profile")
        public Object locator() {
            return super.locator();
        }
    }

    @Path("/spring")
    public static class OfSpring {
        private final Declared scoped;
        private final Declared lazy;

        OfSpring(Declared scoped, Declared lazy) {
            this.scoped = scoped;
            this.lazy = lazy;
        }

        @Path("scoped")
        public Object scoped() {
            return scoped;
        }

        @Path("typed")
        public Declared typed() {
            return scoped;
        }

        @Path("lazy")
        public Object lazy() {
            return lazy;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Beans {
        @Bean
        @Scope(value = ConfigurableBeanFactory.SCOPE_PROTOTYPE, proxyMode = ScopedProxyMode.TARGET_CLASS)
        Root root() {
            return new MadeRoot();
        }

        @Bean
        @Scope(value = ConfigurableBeanFactory.SCOPE_PROTOTYPE, proxyMode = ScopedProxyMode.TARGET_CLASS)
        Declared scoped() {
            return new Made();
        }

        @Bean
        Declared plain() {
            return new Made();
        }

        @Bean
        OfSpring resource(Declared scoped, @Lazy Declared plain) {
            return new OfSpring(scoped, plain);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/hk2/object",
                "/hk2/typed",
                "/spring-root",
                "/spring-root/locator",
                "/spring/scoped",
                "/spring/typed",
                "/spring/lazy"
            })
    void annotationsBehindTheProxyHold(String path) {
        int ran = Ran.times(COUNTER);
        assertThat(SERVER.get(path).send().status(), is(401));
        assertThat(SERVER.get(path).bearer(Tokens.EMAIL).send().status(), is(403));
        assertThat(Ran.times(COUNTER), is(ran));
        assertThat(SERVER.get(path).bearer(Tokens.PROFILE).send().body(), is("ran " + COUNTER));
    }

    @Test
    void withoutProtector_nothingBehindTheProxyIsOpen() {
        int ran = Ran.times(COUNTER);
        try (Server server = Server.start(unprotected())) {
            for (String path :
                    new String[] {"/hk2/object", "/hk2/typed", "/spring-root", "/spring/scoped", "/spring/lazy"}) {
                assertThat(path, server.get(path).send().status(), is(500));
            }
        }
        assertThat(Ran.times(COUNTER), is(ran));
    }
}
