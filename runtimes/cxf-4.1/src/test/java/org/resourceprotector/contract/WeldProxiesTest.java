package org.resourceprotector.contract;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Stereotype;
import jakarta.enterprise.inject.Typed;
import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Qualifier;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.function.Consumer;
import org.apache.cxf.Bus;
import org.apache.cxf.BusFactory;
import org.apache.cxf.common.util.ClassUnwrapper;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.jaxrs.lifecycle.SingletonResourceProvider;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;
import org.jboss.weld.proxy.WeldClientProxy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.Unprotected;

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

    /** What a producer declares, with locators only. */
    public static class DeclaredLocators {
        @Path("open")
        public Object open() {
            return new DeclaredLeaf();
        }

        @Path("other")
        public Object other() {
            return new DeclaredLeaf();
        }
    }

    /** What it makes. */
    public static class MadeLocators extends DeclaredLocators {
        @Override
        @Protected("profile")
        public Object open() {
            return super.open();
        }

        @Override
        @Protected("profile")
        public Object other() {
            return super.other();
        }
    }

    /** Has rules, which say nothing of the locators in front of it. */
    public static class DeclaredLeaf {
        @GET
        @Unprotected
        public String get() {
            return Ran.here("weld/declared");
        }

        @GET
        @Path("email")
        @Protected("email")
        public String email() {
            return Ran.here("weld/declared");
        }

        @GET
        @Path("optional")
        @Protected(optional = true)
        public String optional() {
            return Ran.here("weld/declared");
        }
    }

    /** Is generic, and so is the bean that a producer makes. */
    public static class Generic<T> {
        @GET
        public String get() {
            return Ran.here("weld/declared");
        }
    }

    /** What it makes. */
    public static class OfGeneric extends Generic<String> {
        @Override
        @Protected("profile")
        public String get() {
            return super.get();
        }
    }

    /** All that the bean of its subclass shows. */
    public static class Shown {
        @GET
        public String get() {
            return Ran.here("weld/declared");
        }
    }

    /** Is not among its own types. */
    @ApplicationScoped
    @Typed(Shown.class)
    public static class Hidden extends Shown {
        @Override
        @Protected("profile")
        public String get() {
            return super.get();
        }
    }

    /** Makes itself, and more than that. */
    public static class MakingItself {
        @Produces
        @OfMaking
        @ApplicationScoped
        public static MakingItself make() {
            return new Other();
        }

        @GET
        public String get() {
            return Ran.here("weld/declared");
        }

        /** What is made. */
        public static class Other extends MakingItself {
            @Override
            @Protected("profile")
            public String get() {
                return super.get();
            }
        }
    }

    /** What its bean shows. */
    public interface Face {}

    /** Makes itself, and does not show that it is of its class. */
    @ApplicationScoped
    @Typed(Face.class)
    public static class MakingTyped implements Face {
        @Produces
        @ApplicationScoped
        public static MakingTyped make() {
            return new MadeTyped();
        }

        @GET
        public String get() {
            return Ran.here("weld/declared");
        }

        /** What is made. */
        public static class MadeTyped extends MakingTyped {
            @Override
            @Protected("profile")
            public String get() {
                return super.get();
            }
        }
    }

    /** Has a scope by another name. */
    @Stereotype
    @ApplicationScoped
    @Retention(RetentionPolicy.RUNTIME)
    @interface Service {}

    /** A bean of that scope. */
    @Service
    public static class OfStereotype {
        @GET
        public String get() {
            return "of a stereotype";
        }
    }

    /** Tells the one that is made. */
    @Qualifier
    @Retention(RetentionPolicy.RUNTIME)
    @interface OfMaking {}

    /** An open root that a producer makes. */
    @Path("/produced-open")
    public static class ProducedOpen {
        @GET
        public String get() {
            return "open";
        }

        @Path("plain")
        public Object plain() {
            return new Leaf();
        }
    }

    /** Needs a token of email. */
    @Protected("email")
    public static class WithEmail extends Application {}

    /** Selects the one that is made. */
    static final class OfMakingLiteral extends AnnotationLiteral<OfMaking> implements OfMaking {
        private static final long serialVersionUID = 1L;
    }

    /** Needs no token. */
    @Protected(optional = true)
    public static class WithOptional extends Application {}

    /** Names the class that a proxy was made from, as CXF's integration of CDI does. */
    public static class Unwrapper implements ClassUnwrapper {
        @Override
        public Class<?> getRealClass(Object object) {
            return getRealClassFromClass(object.getClass());
        }

        @Override
        public Object getRealObject(Object object) {
            return object;
        }

        @Override
        public Class<?> getRealClassFromClass(Class<?> type) {
            return WeldClientProxy.class.isAssignableFrom(type) ? type.getSuperclass() : type;
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

        @Produces
        @ApplicationScoped
        public Generic<String> generic() {
            return new OfGeneric();
        }

        @Produces
        @ApplicationScoped
        public ProducedOpen open() {
            return new ProducedOpen();
        }

        @Produces
        @ApplicationScoped
        public DeclaredLocators locators() {
            return new MadeLocators();
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

        @Path("locators")
        public Object locators() {
            return weld.select(DeclaredLocators.class).get();
        }

        @Path("generic")
        public Object generic() {
            return weld.select(new TypeLiteral<Generic<String>>() {}).get();
        }

        @Path("shown")
        public Object shown() {
            return weld.select(Shown.class, Any.Literal.INSTANCE).get();
        }

        @Path("making-typed")
        public Object makingTyped() {
            return weld.select(MakingTyped.class).get();
        }

        @Path("stereotype")
        public Object stereotype() {
            return weld.select(OfStereotype.class).get();
        }

        @Path("itself")
        public Object itself() {
            return weld.select(MakingItself.class, new OfMakingLiteral()).get();
        }

        @Path("seen")
        public Object seen() {
            return weld.select(Open.class).get();
        }

        @Path("plain")
        public Object plain() {
            return new Leaf();
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
                .addBeanClasses(
                        Producer.class,
                        Open.class,
                        Hidden.class,
                        MakingItself.class,
                        MakingTyped.class,
                        OfStereotype.class)
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

    static List<Consumer<JAXRSServerFactoryBean>> setUps() {
        Consumer<JAXRSServerFactoryBean> plain = factory -> {};
        Consumer<JAXRSServerFactoryBean> email = factory -> factory.setApplication(new WithEmail());
        Consumer<JAXRSServerFactoryBean> optional = factory -> factory.setApplication(new WithOptional());
        Consumer<JAXRSServerFactoryBean> unwrapping = factory -> {
            Bus bus = BusFactory.newInstance().createBus();
            bus.setProperty(ClassUnwrapper.class.getName(), new Unwrapper());
            factory.setBus(bus);
        };
        return List.of(plain, email, optional, unwrapping);
    }

    @ParameterizedTest
    @MethodSource("setUps")
    void beanThatProducerMakes_isRefusedWhateverElseIsDeclared(Consumer<JAXRSServerFactoryBean> setUp) {
        try (ConfiguredServer server = server(setUp.andThen(all -> all.setServiceBean(new Leading())))) {
            int ran = Ran.times("weld/declared");
            for (String path : List.of(
                    "/leading/object",
                    "/leading/typed",
                    "/leading/generic",
                    "/leading/shown",
                    "/leading/itself",
                    "/leading/making-typed",
                    "/leading/locators/open",
                    "/leading/locators/other/email",
                    "/leading/locators/other/optional")) {
                assertThat(path, server.get(path).send().status(), is(500));
                assertThat(path, server.get(path).bearer(Tokens.EMAIL).send().status(), is(500));
            }
            assertThat(Ran.times("weld/declared"), is(ran));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rootThatProducerMakes_isOpenIfItHasNoRule(boolean unwrapped) {
        ProducedOpen proxy = weld.select(ProducedOpen.class).get();
        Consumer<JAXRSServerFactoryBean> asBean = factory -> factory.setServiceBean(proxy);
        try (ConfiguredServer server = server(asBean.andThen(setUps().get(unwrapped ? 3 : 0)))) {
            assertThat(server.get("/produced-open").send().body(), is("open"));
            assertThat(server.get("/produced-open/plain").send().body(), is("ran weld/declared"));
        }
    }

    @Test
    void beanThatIsProduced_isRefusedUnderProtectUnannotated() {
        ResourceProtector protector = ResourceProtector.builder()
                .validator(TOKENS.validator())
                .protectUnannotated()
                .build();
        try (ConfiguredServer server = ConfiguredServer.start(factory -> {
            factory.setServiceBean(new Leading());
            factory.setProvider(protector);
        })) {
            assertThat(server.get("/leading/object").bearer(Tokens.PLAIN).send().status(), is(500));
            assertThat(server.get("/leading/seen").bearer(Tokens.PLAIN).send().body(), is("open"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void subResourceThatNoProducerMakes_staysOpen(boolean unwrapped) {
        Consumer<JAXRSServerFactoryBean> leading = factory -> factory.setServiceBean(new Leading());
        try (ConfiguredServer server = server(leading.andThen(setUps().get(unwrapped ? 3 : 0)))) {
            assertThat(server.get("/leading/seen").send().body(), is("open"));
            assertThat(server.get("/leading/stereotype").send().body(), is("of a stereotype"));
            assertThat(server.get("/leading/plain").send().body(), is("ran weld/declared"));
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
