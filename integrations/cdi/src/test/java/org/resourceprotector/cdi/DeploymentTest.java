package org.resourceprotector.cdi;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.client.Client;
import jakarta.ws.rs.client.ClientBuilder;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Feature;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
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
import org.resourceprotector.properties.KnownSettings;
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
                allOf(
                        containsString("Beans$FailingProducer#protector fails to make the ResourceProtector"),
                        containsString("have it return ResourceProtector.with(…) with a validator"),
                        containsString("set resource-protector.issuer and resource-protector.audience")));
    }

    @Test
    void producerOfNull_isNamed() {
        assertThat(
                refusal(Words.class, Beans.NullProducer.class),
                allOf(
                        containsString("Beans$NullProducer#protector fails to make the ResourceProtector"),
                        containsString("have it return ResourceProtector.with(…) with a validator"),
                        containsString("set resource-protector.issuer and resource-protector.audience")));
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
            set("introspection.timeout", "20s"); // the first call on a busy machine takes longer than the default
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

    /** Such as a switch that tightens: without the variable it would be off, and nobody would know. */
    @Test
    void expressionThatNothingSets_failsTheStart() {
        set("issuer", "https://as.example.com");
        set("audience", "api");
        set("require-https", "${RP_NO_SUCH_VARIABLE}");
        assertThat(
                refusal(Words.class),
                allOf(
                        containsString("resource-protector.require-https has an expression that nothing sets"),
                        not(containsString("RP_NO_SUCH_VARIABLE"))));
    }

    @Test
    void expressionThatIsEmpty_failsTheStart() {
        set("issuer", "https://as.example.com");
        set("audience", "api");
        set("realm", "${RP_NO_SUCH_VARIABLE:}");
        assertThat(refusal(Words.class), containsString("resource-protector.realm is empty"));
    }

    @Test
    void mistypedNameWithAnExpressionThatNothingSets_failsTheStart() {
        set("issuer", "https://as.example.com");
        set("audience", "api");
        set("reqire-https", "${RP_NO_SUCH_VARIABLE}");
        assertThat(refusal(Words.class), containsString("resource-protector.reqire-https"));
    }

    @Test
    void expressionWithAnotherInIt_isResolvedOrRefused() {
        set("issuer", "https://as.example.com");
        set("audience", "api");
        set("realm", "of ${resource-protector.audience}");
        try (Server server = start(Words.class)) {
            assertThat(challenge(server), containsString("realm=\"of api\""));
        }
        forgetNames();
        set("realm", "of ${resource-protector.error-uri}");
        set("error-uri", "${RP_NO_SUCH_VARIABLE}");
        assertThat(refusal(Words.class), containsString("has an expression that nothing sets"));
    }

    @Test
    void expressionThatLeadsToItself_isNamedAndNotShown() {
        set("issuer", "https://as.example.com");
        set("audience", "api");
        set("introspection.client-secret", "s3cr3t${resource-protector.introspection.client-secret}");
        assertThat(
                refusal(Words.class),
                allOf(
                        containsString("resource-protector.introspection.client-secret cannot be read"),
                        not(containsString("s3cr3t"))));
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
    void protectorWithAQualifier_isSaidToProtectNothing() {
        try (LogLines log = new LogLines();
                Server server = Server.withBeans(new Server.Listed(Open.class), Beans.QualifiedProducer.class)) {
            assertThat(server.get("/open").statusCode(), is(200));
            assertThat(
                    log.lines(),
                    contains("SEVERE " + Beans.class.getName()
                            + "$QualifiedProducer#strict makes a ResourceProtector with a"
                            + " qualifier, which is not registered: it protects nothing unless the application registers"
                            + " it; remove the qualifier"));
        }
    }

    @Test
    void protectorWithAQualifierThatIsDefaultToo_isRegistered() {
        try (LogLines log = new LogLines();
                Server server = start(Words.class, Beans.DefaultBesideQualifierProducer.class)) {
            assertThat(challenge(server), containsString("realm=\"api\""));
            assertThat(log.lines(), empty());
        }
    }

    @Test
    void protectorWithAQualifierBesideOneByHand_isNotSpokenOf() {
        try (LogLines log = new LogLines();
                Server server = Server.withBeans(
                        new Api(DeploymentTest::another), Words.class, Beans.QualifiedProducer.class)) {
            assertThat(challenge(server), containsString("realm=\"by hand\""));
            assertThat(log.lines(), empty());
        }
    }

    /** Without an annotation. */
    @Path("open")
    public static class Open {

        @GET
        public String open() {
            return "open";
        }
    }

    /** As of an application whose library brings the API alone. */
    @Test
    void apiOfMicroProfileConfigAlone_isNone() throws IOException, ReflectiveOperationException {
        URL[] classes = Stream.of(MicroProfileConfig.class, KnownSettings.class, Config.class)
                .map(each -> each.getProtectionDomain().getCodeSource().getLocation())
                .toArray(URL[]::new);
        try (URLClassLoader apiAlone = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
            Method values =
                    apiAlone.loadClass(MicroProfileConfig.class.getName()).getDeclaredMethod("values");
            values.setAccessible(true);

            assertThat(values.invoke(null), is(Map.of()));
        }
    }

    /** A configuration lists it, and reads such a name from the environment only. */
    @Test
    void systemPropertyLikeAVariable_isRefused() {
        String name = "RESOURCE_PROTECTOR_PROTECT_UNANNOTATED";
        System.setProperty(name, "true");
        forgetNames();
        try {
            assertThat(
                    refusal(new Server.Listed(Open.class)),
                    containsString(
                            name + " counts for nothing, because nothing here reads it as an environment variable;"
                                    + " write resource-protector.protect-unannotated"));
        } finally {
            System.clearProperty(name);
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
                            + " ResourceProtector; remove one of them: a ResourceProtector that is injected is that of the"
                            + " properties, which protects nothing"));
        }
    }

    @Test
    void listenerThatInjectsTheProtector_isNamedAsTheCause() {
        set("issuer", "https://as.example.com");
        set("audience", "api");
        assertThat(
                refusal(Words.class, Beans.ListenerWithTheProtector.class),
                containsString("a ProtectionListener injects the ResourceProtector"));
        forgetNames();
        try (Server server = start(Words.class, Beans.ListenerThatAsks.class)) {
            assertThat(server.get("/words").statusCode(), is(401));
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

    /** There may be no annotation at all: {@code protect-unannotated} protects what has none. */
    @Test
    void propertiesThatNoRuntimeAskedFor_areNamed() {
        set("protect-unannotated", "true");
        set("issuer", "https://as.example.com");
        set("audience", "api");
        try (WeldContainer container = Containers.of(Beans.Listener.class)) {
            Deployments deployments = container.select(Deployments.class).get();
            assertThat(
                    assertThrows(IllegalStateException.class, deployments::requireRegistered)
                            .getMessage(),
                    allOf(
                            containsString(
                                    "resource-protector.audience, resource-protector.issuer,"
                                            + " resource-protector.protect-unannotated: resource-protector-cdi was not asked to enforce this"),
                            containsString("ProtectorFeature.class")));
        }
        try (Server server = start(Beans.Listener.class)) {
            assertThat(server.get("/words").statusCode(), is(401));
            CDI.current().select(Deployments.class).get().requireRegistered();
        }
    }

    /** On Quarkus some sources are not read yet when the protector is made. */
    @Test
    void propertiesThatAreOthersAtTheStart_areNamed() {
        set("issuer", "https://as.example.com");
        set("audience", "api");
        set("realm", "first");
        try (Server server = start(Words.class)) {
            assertThat(server.get("/words").statusCode(), is(401));
            ConfiguredProtector configured =
                    CDI.current().select(ConfiguredProtector.class).get();
            configured.requireUnchanged();
            set("realm", "s3cr3t");
            set("require-https", "true");
            forgetNames();
            assertThat(
                    assertThrows(IllegalStateException.class, configured::requireUnchanged)
                            .getMessage(),
                    allOf(
                            containsString("resource-protector.realm, resource-protector.require-https: "),
                            containsString("would count for nothing"),
                            not(containsString("s3cr3t"))));
        }
    }

    @Test
    void propertiesThatOnlyTheStartHas_areNamed() {
        try (WeldContainer container = Containers.of(Beans.Listener.class)) {
            ConfiguredProtector configured =
                    container.select(ConfiguredProtector.class).get();
            assertThat(configured.properties(), is(empty()));
            set("protect-unannotated", "true");
            forgetNames();
            assertThat(
                    assertThrows(IllegalStateException.class, configured::requireUnchanged)
                            .getMessage(),
                    containsString("resource-protector.protect-unannotated: "));
        }
    }

    @Test
    void propertiesThatCountForNothing_mayChange() {
        try (Server server = start(Words.class, Beans.GoodProducer.class)) {
            assertUnaffected(server);
        }
        forget();
        try (Server server = Server.withBeans(new Api(DeploymentTest::another), Words.class)) {
            assertUnaffected(server);
        }
    }

    private void assertUnaffected(Server server) {
        assertThat(server.get("/words").statusCode(), is(401));
        set("realm", "of the properties");
        forgetNames();
        CDI.current().select(ConfiguredProtector.class).get().requireUnchanged();
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
