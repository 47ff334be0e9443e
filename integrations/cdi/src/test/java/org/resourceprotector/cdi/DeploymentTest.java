package org.resourceprotector.cdi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jboss.weld.environment.se.WeldContainer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.cdi.shop.Audit;
import org.resourceprotector.cdi.wrong.Beans;
import org.resourceprotector.cdi.wrong.Words;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.token.TokenValidator;

/** Which protector counts, on an engine that finds a bean container running, with a few beans each. */
@Tag("once")
class DeploymentTest {

    private static final String P = "resource-protector.";

    private final Map<String, String> set = new LinkedHashMap<>();

    private void set(String name, String value) {
        set.put(P + name, value);
        System.setProperty(P + name, value);
    }

    /** The configuration remembers which names it has seen. */
    @AfterEach
    void forget() {
        set.keySet().forEach(System::clearProperty);
        forgetNames();
    }

    private static void forgetNames() {
        ConfigProviderResolver.instance().releaseConfig(ConfigProvider.getConfig());
    }

    /** Names its resources, and what it is told. */
    private static final class Api extends Application {

        private final Supplier<Object> making;
        private Object made;

        Api(Supplier<Object> making) {
            this.making = making;
        }

        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(Words.class);
        }

        @Override
        @SuppressWarnings("deprecation")
        public Set<Object> getSingletons() {
            if (made == null) {
                made = making.get();
            }
            return Set.of(made);
        }
    }

    private static Server start(Class<?>... beans) {
        return Server.withBeans(new Server.Listed(Words.class), beans);
    }

    private static String refusal(Application application, Class<?>... beans) {
        return Containers.messages(assertThrows(
                RuntimeException.class,
                () -> Server.withBeans(application, beans).close()));
    }

    private static String refusal(Class<?>... beans) {
        return refusal(new Server.Listed(Words.class), beans);
    }

    private static ResourceProtector bean() {
        return CDI.current().select(ResourceProtector.class).get();
    }

    private static ResourceProtector another() {
        return ResourceProtector.builder()
                .validator(TokenValidator.lookup(text -> Optional.of(new Beans.Word(text, Set.of(text)))))
                .realm("by hand")
                .build();
    }

    private static String challenge(Server server) {
        return server.get("/words").headers().firstValue("WWW-Authenticate").orElse("");
    }

    @Test
    void producedProtector_isRegistered() {
        try (Server server = start(Words.class, Beans.GoodProducer.class)) {
            assertThat(server.get("/words").statusCode(), is(401));
            assertThat(server.with("other", "/words").statusCode(), is(403));
            assertThat(server.with("word", "/words").body(), is("word"));
        }
    }

    @Test
    void withoutAProtector_theResourceIsNamed() {
        assertThat(
                refusal(Words.class),
                allOf(containsString("Words#word"), containsString("produce it as a @Singleton bean")));
    }

    @Test
    void failingProducer_isNamed() {
        assertThat(
                refusal(Words.class, Beans.FailingProducer.class),
                containsString("Beans$FailingProducer#protector fails to make the ResourceProtector"));
    }

    @Test
    void producerOfNull_isNamed() {
        assertThat(
                refusal(Words.class, Beans.NullProducer.class),
                containsString("Beans$NullProducer#protector fails to make the ResourceProtector"));
    }

    @Test
    void beanThatIsRegisteredByHand_countsOnce() {
        try (Server server =
                Server.withBeans(new Api(DeploymentTest::bean), Words.class, Beans.GoodProducer.class, Audit.class)) {
            assertThat(server.get("/words").statusCode(), is(401));
            assertThat(server.with("word", "/words").body(), is("word"));
        }
    }

    @Test
    void beanThatAFeatureRegisters_countsOnce() {
        Feature own = context -> bean().configure(context);
        try (Server server = Server.withBeans(new Api(() -> own), Words.class, Beans.GoodProducer.class)) {
            assertThat(server.get("/words").statusCode(), is(401));
            assertThat(server.with("word", "/words").body(), is("word"));
        }
    }

    @Test
    void anotherProtectorThanTheBean_isRefused() {
        assertThat(
                refusal(new Api(DeploymentTest::another), Words.class, Beans.GoodProducer.class),
                containsString("two ResourceProtectors"));
        Feature own = context -> another().configure(context);
        assertThat(
                refusal(new Api(() -> own), Words.class, Beans.GoodProducer.class),
                containsString("two ResourceProtectors"));
    }

    @Test
    void protectorByHand_needsNoBean() {
        try (Server server = Server.withBeans(new Api(DeploymentTest::another), Words.class)) {
            assertThat(challenge(server), is("Bearer realm=\"by hand\", scope=\"word\""));
            assertThat(server.with("word", "/words").body(), is("word"));
        }
    }

    @Test
    void properties_makeAProtector() {
        try (TestIssuer issuer = TestIssuer.start()) {
            set("issuer", issuer.issuer());
            set("audience", issuer.audience());
            set("insecure-loopback-http", "true");
            Audit.HEARD.clear();
            try (LogLines log = new LogLines();
                    Server server = start(Words.class, Audit.class)) {
                assertThat(challenge(server), is("Bearer realm=\"api\", scope=\"word\""));
                assertThat(
                        server.with(issuer.token().scope("other").value(), "/words")
                                .statusCode(),
                        is(403));
                assertThat(
                        server.with(issuer.token().subject("ada").scope("word").value(), "/words")
                                .body(),
                        is("ada"));
                assertThat(
                        server.with(issuer.token().wrongAudience().scope("word").value(), "/words")
                                .statusCode(),
                        is(401));
                assertThat(log.lines(), is(empty()));
            }
            assertThat(Audit.HEARD.size(), is(4));
        }
    }

    @Test
    void propertiesOfIntrospection_makeAProtector() {
        try (TestIssuer issuer = TestIssuer.builder().opaqueTokens().start()) {
            set("introspection.issuer", issuer.issuer());
            set("introspection.client-id", TestIssuer.CLIENT_ID);
            set("introspection.client-secret", TestIssuer.CLIENT_SECRET);
            set("audience", issuer.audience());
            set("insecure-loopback-http", "true");
            try (Server server = start(Words.class)) {
                assertThat(
                        server.with(issuer.token().subject("ada").scope("word").opaqueValue(), "/words")
                                .body(),
                        is("ada"));
                assertThat(server.with("unknown", "/words").statusCode(), is(401));
            }
        }
    }

    @Test
    void brokenProperties_failTheStart() {
        set("issuer", "https://as.example.com");
        assertThat(refusal(Words.class), containsString("resource-protector.audience is missing"));
        forgetNames();
        set("audiance", "api");
        assertThat(refusal(Words.class), containsString("resource-protector.audiance is no property"));
    }

    @Test
    void propertiesBesideAProducer_areSaidToBeUnused() {
        set("realm", "of the properties");
        try (LogLines log = new LogLines();
                Server server = start(Words.class, Beans.GoodProducer.class)) {
            assertThat(challenge(server), containsString("realm=\"api\""));
            assertThat(
                    log.lines(),
                    contains("WARNING resource-protector.realm counts for nothing, because " + Beans.class.getName()
                            + "$GoodProducer#protector makes the ResourceProtector; remove one of them"));
        }
    }

    @Test
    void propertiesBesideAProtectorByHand_areSaidToBeUnused() {
        set("realm", "of the properties");
        try (LogLines log = new LogLines();
                Server server = Server.withBeans(new Api(DeploymentTest::another), Words.class)) {
            assertThat(challenge(server), containsString("realm=\"by hand\""));
            assertThat(
                    log.lines(),
                    contains("WARNING resource-protector.realm counts for nothing, because the Application makes the"
                            + " ResourceProtector; remove one of them"));
        }
    }

    /** What Quarkus is asked at its start, if its application lists its classes. */
    @Test
    void protectionThatNoRuntimeAskedFor_isNamed() {
        try (WeldContainer container = Containers.of(Words.class)) {
            Deployments deployments = container.select(Deployments.class).get();
            assertThat(
                    assertThrows(IllegalStateException.class, deployments::requireRegistered)
                            .getMessage(),
                    allOf(
                            containsString("Words#word"),
                            containsString("name org.resourceprotector.cdi.ProtectorFeature.class, too")));
        }
        try (WeldContainer container = Containers.of(Beans.GoodProducer.class)) {
            Deployments deployments = container.select(Deployments.class).get();
            assertThat(
                    assertThrows(IllegalStateException.class, deployments::requireRegistered)
                            .getMessage(),
                    containsString("Beans$GoodProducer#protector"));
        }
        try (WeldContainer container = Containers.of(Beans.Listener.class)) {
            container.select(Deployments.class).get().requireRegistered();
        }
        try (Server server = start(Words.class, Beans.GoodProducer.class)) {
            assertThat(server.get("/words").statusCode(), is(401));
            CDI.current().select(Deployments.class).get().requireRegistered();
        }
    }

    /** A protector that a client registered would report no endpoints any more. */
    @Test
    void clients_areLeftAlone() {
        try (Client client = ClientBuilder.newClient();
                Server server = start(Words.class, Beans.GoodProducer.class)) {
            assertThat(
                    client.target(server.address() + "/words").request().get().getStatus(), is(401));
            assertThat(bean().endpoints().size(), is(1));
        }
    }
}
