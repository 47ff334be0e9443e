package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.lifecycle.SingletonResourceProvider;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;

/** Resources that are client proxies of Weld. CXF names the class of a proxy, and hands out no sub-resource. */
class WeldProxiesTest {

    private static final Tokens TOKENS = new Tokens();

    private static WeldContainer weld;

    /** What a producer declares. */
    @Path("/produced")
    public static class Declared {
        @GET
        public String get() {
            return Ran.here("weld/declared");
        }

        @Path("leaf")
        public Object leaf() {
            return new Leaf();
        }
    }

    /** What it makes. */
    public static class Made extends Declared {
        @Override
        @Protected("profile")
        public String get() {
            return super.get();
        }

        @Override
        @Protected("profile")
        public Object leaf() {
            return super.leaf();
        }
    }

    /** Has no rule. */
    public static class Leaf {
        @GET
        public String get() {
            return Ran.here("weld/declared");
        }
    }

    /** A bean that no producer makes. */
    @ApplicationScoped
    @Path("/open")
    public static class Open {
        @GET
        public String get() {
            return "open";
        }
    }

    /** Makes them. */
    @ApplicationScoped
    public static class Producer {
        @Produces
        @ApplicationScoped
        public Declared declared() {
            return new Made();
        }
    }

    /** Leads to a proxy. */
    @Path("/leading")
    public static class Leading {
        @Path("object")
        public Object object() {
            return weld.select(Declared.class).get();
        }

        @Path("typed")
        public Declared typed() {
            return weld.select(Declared.class).get();
        }

        @Path("closed")
        @Protected("profile")
        public Object closed() {
            return weld.select(Open.class).get();
        }
    }

    @BeforeAll
    static void start() {
        weld = new Weld()
                .disableDiscovery()
                .addBeanClasses(Producer.class, Open.class)
                .initialize();
    }

    @AfterAll
    static void stop() {
        weld.shutdown();
    }

    private static ConfiguredServer server(Consumer<JAXRSServerFactoryBean> resources) {
        return ConfiguredServer.start(factory -> {
            resources.accept(factory);
            factory.setProvider(ResourceProtector.with(TOKENS.validator()));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"/produced", "/produced/leaf"})
    void rootThatProducerMakes_needsTheScopeOfItsOwnClass(String path) {
        Declared proxy = weld.select(Declared.class).get();
        Consumer<JAXRSServerFactoryBean> asBean = factory -> factory.setServiceBean(proxy);
        Consumer<JAXRSServerFactoryBean> byProvider = factory -> {
            factory.setResourceClasses(Declared.class);
            factory.setResourceProvider(Declared.class, new SingletonResourceProvider(proxy));
        };
        for (Consumer<JAXRSServerFactoryBean> resources :
                List.<Consumer<JAXRSServerFactoryBean>>of(asBean, byProvider)) {
            try (ConfiguredServer server = server(resources)) {
                assertThat(server.get(path).send().status(), is(401));
                assertThat(server.get(path).bearer(Tokens.EMAIL).send().status(), is(403));
                assertThat(server.get(path).bearer(Tokens.PROFILE).send().body(), is("ran weld/declared"));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/leading/object", "/leading/typed", "/leading/object/leaf"})
    void subResourceOfUnknownClass_isRefused(String path) {
        LogCapture log = LogCapture.start();
        try (ConfiguredServer server = server(factory -> factory.setResourceClasses(Leading.class))) {
            int ran = Ran.times("weld/declared");
            assertThat(server.get(path).send().status(), is(500));
            assertThat(Ran.times("weld/declared"), is(ran));
            assertThat(log.text(), containsString("write @Protected or @Unprotected on this type"));
        } finally {
            log.close();
        }
    }

    @Test
    void proxiesThatAreSeen_areHeldToWhatIsDeclared() {
        Open bean = weld.select(Open.class).get();
        try (ConfiguredServer server = server(factory -> factory.setServiceBeanObjects(bean, new Leading()))) {
            assertThat(server.get("/open").send().body(), is("open"));
            assertThat(server.get("/leading/closed").send().status(), is(401));
            assertThat(
                    server.get("/leading/closed").bearer(Tokens.PROFILE).send().body(), is("open"));
        }
    }
}
