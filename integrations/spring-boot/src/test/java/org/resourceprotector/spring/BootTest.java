package org.resourceprotector.spring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.ws.rs.core.Feature;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.TokenValidator;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Applications on Spring Boot, knocked on over HTTP. */
class BootTest {

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final String[] PROPERTIES = {
        "resource-protector.issuer=" + ISSUER.issuer(),
        "resource-protector.audience=" + ISSUER.audience(),
        "resource-protector.insecure-loopback-http=true"
    };

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    private static String[] with(String... more) {
        String[] all = Arrays.copyOf(PROPERTIES, PROPERTIES.length + more.length);
        System.arraycopy(more, 0, all, PROPERTIES.length, more.length);
        return all;
    }

    private static String token(String scope) {
        return ISSUER.token().subject("ada").scope(scope).authorization();
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Api {
        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.Orders.class);
        }
    }

    @Protected("staff")
    static class StaffResources extends ResourceConfig {
        StaffResources() {
            register(Shop.News.class);
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class StaffApi {
        @Bean
        ResourceConfig resources() {
            return new StaffResources();
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class MistakenApi {
        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.Mistaken.class);
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class OpenApi {
        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.News.class);
        }
    }

    /** Protects what has no annotation, so that nothing else notices if it is missing. */
    private static ResourceProtector refusingEverywhere() {
        return ResourceProtector.builder()
                .validator(TokenValidator.lookup(token -> Optional.empty()))
                .protectUnannotated()
                .build();
    }

    private static ResourceProtector refusing() {
        return ResourceProtector.builder()
                .validator(TokenValidator.lookup(token -> Optional.empty()))
                .realm("by hand")
                .build();
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class ByHandApi {
        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.Orders.class).register(refusing());
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class TwiceApi {
        @Bean
        ResourceProtector protector() {
            return refusing();
        }

        @Bean
        ResourceConfig resources(ResourceProtector protector) {
            return new ResourceConfig(Shop.Orders.class).register(protector);
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class TwoApi {
        @Bean
        ResourceProtector protector() {
            return refusing();
        }

        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.Orders.class).register(refusing());
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class FeatureApi {
        @Bean
        ResourceProtector protector() {
            return refusing();
        }

        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.Orders.class)
                    .register((Feature) context -> refusing().configure(context));
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class FeatureOfTheBeanApi {
        @Bean
        ResourceProtector protector() {
            return refusing();
        }

        @Bean
        ResourceConfig resources(ResourceProtector protector) {
            return new ResourceConfig(Shop.Orders.class).register((Feature) context -> protector.configure(context));
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class HeardApi {
        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.Orders.class);
        }

        @Bean
        Heard heard() {
            return new Heard();
        }

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }
    }

    static final class Heard implements ProtectionListener {

        private final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void accepted(AccessToken token, ProtectedEndpoint endpoint) {
            events.add("accepted " + token.getName());
        }

        @Override
        public void refused(Rejection rejection, ProtectedEndpoint endpoint) {
            events.add("refused " + rejection.reason());
        }
    }

    /** Makes Jersey by hand, and forgets its protector. */
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class ForgetfulApi {
        @Bean
        ResourceProtector protector() {
            return refusingEverywhere();
        }

        @Bean
        ServletRegistrationBean<ServletContainer> jersey() {
            return new ServletRegistrationBean<>(new ServletContainer(new ResourceConfig(Shop.News.class)), "/api/*");
        }
    }

    /** Makes Jersey by hand, with its protector. */
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class ServletApi {
        @Bean
        ResourceProtector protector() {
            return refusing();
        }

        @Bean
        ServletRegistrationBean<ServletContainer> jersey(ResourceProtector protector) {
            ServletRegistrationBean<ServletContainer> servlet = new ServletRegistrationBean<>(
                    new ServletContainer(new ResourceConfig(Shop.Orders.class).register(protector)), "/api/*");
            servlet.setLoadOnStartup(1);
            return servlet;
        }
    }

    /** Has all that is Jersey's in its parent. */
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class ChildApi {
        @Bean
        ResourceProtector protector() {
            return refusingEverywhere();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ParentOfApi {
        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.News.class);
        }
    }

    /** Needs its ResourceConfig before beans are looked at. */
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class EarlyApi {
        @Bean
        ResourceProtector protector() {
            return refusingEverywhere();
        }

        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.News.class);
        }

        @Bean
        static Early early(ResourceConfig resources) {
            return new Early(resources);
        }
    }

    static final class Early implements BeanPostProcessor, PriorityOrdered {

        Early(ResourceConfig resources) {
            resources.property("early", true);
        }

        @Override
        public int getOrder() {
            return 0;
        }
    }

    /** What Boot has made of the environment is settled when its properties come, as it is with AOT. */
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class LateApi {
        @Bean
        static BeanFactoryPostProcessor late(ConfigurableEnvironment environment) {
            return beans -> environment
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "late",
                            Map.of(
                                    "resource-protector.issuer",
                                    ISSUER.issuer(),
                                    "resource-protector.audience",
                                    ISSUER.audience(),
                                    "resource-protector.insecure-loopback-http",
                                    "true",
                                    "resource-protector.protect-unannotated",
                                    "true")));
        }

        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.News.class);
        }
    }

    /** Has a protector, of which the properties that come late know nothing. */
    static class LateByHandApi extends LateApi {
        @Override
        @Bean
        ResourceConfig resources() {
            return super.resources().register(refusingEverywhere());
        }
    }

    static class LateFeatureApi extends LateApi {
        @Override
        @Bean
        ResourceConfig resources() {
            return super.resources()
                    .register((Feature) context -> refusingEverywhere().configure(context));
        }
    }

    /** Has its properties late, and all that is Jersey's in its parent. */
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class LateChildApi {
        @Bean
        static BeanFactoryPostProcessor late(ConfigurableEnvironment environment) {
            return LateApi.late(environment);
        }
    }

    /** Without a ResourceConfig of its own; the actuator brings one. */
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class WithoutResourceConfig {}

    private static RuntimeException failure(Supplier<Boot> starting) {
        return assertThrows(RuntimeException.class, () -> starting.get().close());
    }

    /** What Boot reports of a start that is refused. */
    private static String report(Class<?> application, String... properties) {
        return report(() -> Boot.start(application, properties));
    }

    private static String report(Supplier<Boot> starting) {
        FailureAnalysis analysis = new RefusedStartAnalyzer().analyze(failure(starting));
        return analysis == null ? "no report" : analysis.getDescription();
    }

    /** The whole trace of a start that is refused, as it is printed. */
    private static String refusal(Class<?> application, String... properties) {
        RuntimeException failure = failure(() -> Boot.start(application, properties));
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        return trace.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spring.jersey.type=servlet", "spring.jersey.type=filter"})
    void twoProperties_areEnough(String type) {
        try (LogLines log = new LogLines();
                Boot server = Boot.start(Api.class, with(type, "server.servlet.register-default-servlet=true"))) {
            HttpResponse<String> without = server.get("/orders");
            assertThat(without.statusCode(), is(401));
            assertThat(
                    without.headers().firstValue("WWW-Authenticate").orElse(""),
                    is("Bearer realm=\"api\", scope=\"orders\""));
            assertThat(server.get("/orders", "Authorization", token("other")).statusCode(), is(403));
            assertThat(server.get("/orders", "Authorization", token("orders")).body(), is("orders of ada"));
            assertThat(server.get("/orders/open").body(), is("for all"));
            assertThat(log.lines(), is(empty()));
        }
    }

    @Test
    void ruleOnTheResourceConfig_holds() {
        try (Boot server = Boot.start(StaffApi.class, PROPERTIES)) {
            assertThat(server.get("/news").statusCode(), is(401));
            assertThat(server.get("/news", "Authorization", token("staff")).body(), is("news"));
        }
    }

    @Test
    void ruleWithoutAProtector_failsTheStart() {
        assertThat(
                refusal(Api.class),
                allOf(containsString("Shop.Orders#all"), containsString("no ResourceProtector is registered")));
    }

    @Test
    void missingProtector_isReported() {
        assertThat(
                report(Api.class),
                allOf(
                        startsWith("Shop.Orders#all"),
                        containsString(": it is protected by annotation, but no ResourceProtector is registered")));
    }

    @Test
    void mistakenRule_isReported() {
        assertThat(report(MistakenApi.class, PROPERTIES), containsString("Shop.Mistaken#all: @Protected"));
    }

    @Test
    void otherFailures_areNotReported() {
        assertThat(
                new RefusedStartAnalyzer().analyze(new IllegalStateException("of a test", new Error("deeper"))) == null,
                is(false));
        IllegalStateException another = new IllegalStateException("not ours");
        another.setStackTrace(
                new StackTraceElement[] {new StackTraceElement("com.example.Api", "main", "Api.java", 1)});
        assertThat(new RefusedStartAnalyzer().analyze(another) == null, is(true));
        assertThat(
                new RefusedStartAnalyzer()
                                .analyze(new BeanCreationException(
                                        "validator", "of the application", new IllegalStateException("no issuer")))
                        == null,
                is(true));
    }

    @Test
    void resourceConfigOfTheActuator_isNotEnough() {
        assertThat(
                report(WithoutResourceConfig.class, PROPERTIES),
                containsString("there is no ResourceConfig, so that Jersey does not start and nothing is protected"));
    }

    /** Tomcat logs why, and says only that it did not start. */
    @Test
    void ruleWithoutAProtector_failsTheStartAsAFilter() {
        assertThat(refusal(Api.class, "spring.jersey.type=filter"), containsString("failed to start"));
    }

    @Test
    void ruleWithoutAProtector_isClosedWhereJerseyStartsLate() {
        try (LogLines log = new LogLines();
                Boot server = Boot.start(Api.class, "spring.jersey.servlet.load-on-startup=-1")) {
            assertThat(
                    log.lines(),
                    contains(
                            "WARNING Jersey starts with the first call, so that what is refused of its protection shows only"
                                    + " then, as a 500; set spring.jersey.servlet.load-on-startup to 1, or remove it"));
            assertThat(server.get("/orders").statusCode(), is(500));
            assertThat(server.get("/orders", "Authorization", token("orders")).statusCode(), is(500));
        }
    }

    @Test
    void lateJersey_isProtectedAllTheSame() {
        try (Boot server = Boot.start(Api.class, with("spring.jersey.servlet.load-on-startup=-1"))) {
            assertThat(server.get("/orders").statusCode(), is(401));
            assertThat(server.get("/orders", "Authorization", token("orders")).statusCode(), is(200));
        }
    }

    @Test
    void mistakenRule_failsTheStart() {
        assertThat(refusal(MistakenApi.class, PROPERTIES), containsString("Shop.Mistaken#all: @Protected"));
    }

    @Test
    void protectorWithNothingToProtect_isSaid() {
        try (LogLines log = new LogLines();
                Boot server = Boot.start(OpenApi.class, PROPERTIES)) {
            assertThat(server.get("/news").body(), is("news"));
            assertThat(
                    log.lines(),
                    hasItem(startsWith("WARNING there is a ResourceProtector, and no endpoint is protected")));
        }
        try (LogLines log = new LogLines();
                Boot server = Boot.start(OpenApi.class, with("resource-protector.protect-unannotated=true"))) {
            assertThat(server.get("/news").statusCode(), is(401));
            assertThat(log.lines(), is(empty()));
        }
    }

    @Test
    void registeredByHand_countsBeforeProperties() {
        try (LogLines log = new LogLines();
                Boot server = Boot.start(ByHandApi.class, PROPERTIES)) {
            assertThat(
                    server.get("/orders")
                            .headers()
                            .firstValue("WWW-Authenticate")
                            .orElse(""),
                    startsWith("Bearer realm=\"by hand\""));
            assertThat(server.get("/orders", "Authorization", token("orders")).statusCode(), is(401));
            assertThat(
                    log.lines(),
                    hasItem(allOf(
                            containsString("resource-protector.issuer"),
                            containsString(
                                    "counts for nothing, because the ResourceConfig registers a ResourceProtector"))));
        }
    }

    @Test
    void beanThatIsRegisteredByHand_countsOnce() {
        try (LogLines log = new LogLines();
                Boot server = Boot.start(TwiceApi.class)) {
            assertThat(server.get("/orders").statusCode(), is(401));
            assertThat(server.bean(ResourceProtector.class).endpoints().size(), greaterThan(1));
            assertThat(log.lines(), is(empty()));
        }
    }

    @Test
    void anotherThanTheBeanByHand_failsTheStart() {
        assertThat(
                refusal(TwoApi.class),
                containsString("the ResourceConfig registers another ResourceProtector than the bean protector"));
    }

    @Test
    void anotherThanTheBeanByAFeature_failsTheStart() {
        assertThat(refusal(FeatureApi.class), containsString("this application registers two ResourceProtectors"));
    }

    @Test
    void beanThatAFeatureConfigures_countsOnce() {
        try (LogLines log = new LogLines();
                Boot server = Boot.start(FeatureOfTheBeanApi.class)) {
            assertThat(server.get("/orders").statusCode(), is(401));
            assertThat(server.bean(ResourceProtector.class).endpoints().size(), greaterThan(1));
            assertThat(log.lines(), is(empty()));
        }
    }

    /** Nobody can tell whether somebody asks for it later, so that this is no refusal. */
    @Test
    void protectorThatNothingRegisters_isSaid() {
        try (LogLines log = new LogLines();
                Boot server = Boot.start(ForgetfulApi.class)) {
            assertThat(server.get("/api/news").statusCode(), is(200));
            assertThat(
                    log.lines(),
                    contains(allOf(
                            startsWith("SEVERE the bean protector is a ResourceProtector, and no application of"
                                    + " Jakarta REST has registered it by the end of the start"),
                            containsString("make the ResourceConfig a @Bean"))));
        }
    }

    @Test
    void protectorInAServletByHand_isNotSaid() {
        try (LogLines log = new LogLines();
                Boot server = Boot.start(ServletApi.class)) {
            assertThat(server.get("/api/orders").statusCode(), is(401));
            assertThat(log.lines(), is(empty()));
        }
    }

    @Test
    void resourceConfigOfTheParent_isProtected() {
        assertThat(outcome(() -> Boot.startBelow(ParentOfApi.class, ChildApi.class)), is("401"));
    }

    @Test
    void resourceConfigThatIsEarly_isProtected() {
        assertThat(outcome(() -> Boot.start(EarlyApi.class)), is("401"));
    }

    /** A filter starts before there is a chance. */
    @Test
    void resourceConfigThatIsTooEarly_isRefused() {
        String[] filter = {"spring.jersey.type=filter", "server.servlet.register-default-servlet=true"};
        assertThat(
                outcome(() -> Boot.startBelow(ParentOfApi.class, ChildApi.class, filter)),
                containsString("Jersey has started with it, without the ResourceProtector"));
        assertThat(
                outcome(() -> Boot.start(EarlyApi.class, filter)),
                containsString("Jersey has started with it, without the ResourceProtector"));
    }

    @Test
    void propertiesThatNothingIsMadeOf_failTheStart() {
        String refusal = "resource-protector.protect-unannotated is set, and no ResourceProtector was made of it";
        assertThat(report(LateApi.class), containsString(refusal));
        assertThat(
                report(() -> Boot.startBelow(ParentOfApi.class, LateChildApi.class)),
                containsString("no ResourceProtector was made of it"));
        assertThat(
                report(() -> Boot.startBelow(
                        ParentOfApi.class,
                        LateChildApi.class,
                        "spring.jersey.type=filter",
                        "server.servlet.register-default-servlet=true")),
                containsString("no ResourceProtector was made of it"));
    }

    @Test
    void propertiesThatNothingIsMadeOf_areClosedWhereJerseyIsLate() {
        try (Boot server = Boot.start(LateApi.class, "spring.jersey.servlet.load-on-startup=-1")) {
            assertThat(server.get("/news").statusCode(), is(500));
            assertThat(server.get("/news").statusCode(), is(500));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {LateByHandApi.class, LateFeatureApi.class})
    void propertiesThatNothingIsMadeOf_areSaidBesideOneByHand(Class<?> application) {
        try (LogLines log = new LogLines();
                Boot server = Boot.start(application)) {
            assertThat(server.get("/news").statusCode(), is(401));
            assertThat(
                    log.lines(),
                    hasItem(containsString(
                            "counts for nothing, because the ResourceConfig registers a ResourceProtector")));
        }
    }

    private static String outcome(Supplier<Boot> starting) {
        try (Boot server = starting.get()) {
            return String.valueOf(server.get("/news").statusCode());
        } catch (RuntimeException refused) {
            return String.valueOf(refused.getMessage());
        }
    }

    @Test
    void listenersThatAreBeans_hear() {
        try (Boot server = Boot.start(HeardApi.class, PROPERTIES)) {
            server.get("/orders", "Authorization", token("orders"));
            server.get("/orders", "Authorization", token("other"));
            assertThat(server.bean(Heard.class).events, contains("accepted ada", "refused INSUFFICIENT_SCOPE"));
        }
    }

    @Test
    void metersAreThere_fromStartToEnd() {
        MeterRegistry registry;
        try (Boot server = Boot.start(HeardApi.class, PROPERTIES)) {
            server.get("/orders", "Authorization", token("orders"));
            registry = server.bean(MeterRegistry.class);
            assertThat(registry.get("resource.protector.decisions").counter().count(), is(1.0));
            assertThat(parts(registry), is(not(empty())));
        }
        assertThat(parts(registry), is(empty()));
    }

    private static List<String> parts(MeterRegistry registry) {
        return registry.getMeters().stream()
                .map(meter -> meter.getId().getName())
                .filter(name -> name.startsWith("resource.protector.keys"))
                .toList();
    }

    @Test
    void accessReport_isNotExposedByDefault() {
        try (Boot server = Boot.start(Api.class, PROPERTIES)) {
            assertThat(server.get("/actuator/resourceprotector").statusCode(), is(404));
            assertThat(server.get("/actuator/health").statusCode(), is(200));
        }
    }

    @Test
    void accessReport_isOneOfTheActuator() {
        try (Boot server = Boot.start(Api.class, with("management.endpoints.web.exposure.include=resourceprotector"))) {
            HttpResponse<String> report = server.get("/actuator/resourceprotector");
            assertThat(report.statusCode(), is(200));
            assertThat(
                    report.body(),
                    allOf(
                            containsString(
                                    "{\"method\":\"GET\",\"path\":\"/orders\",\"access\":\"protected\",\"declaredAt\":"
                                            + "\"Shop.Orders#all\",\"scopes\":[[\"orders\"]],\"schemes\":[\"Bearer\"]}"),
                            containsString("\"path\":\"/orders/open\",\"access\":\"open\"")));
        }
    }

    @Test
    void actuatorOfJersey_isUnderTheRuleForAll() {
        try (Boot server = Boot.start(Api.class, with("resource-protector.protect-unannotated=true"))) {
            assertThat(server.get("/actuator/health").statusCode(), is(401));
        }
    }

    @Test
    void actuatorOnAPortOfItsOwn_isUnderNoRule() {
        try (Boot server = Boot.start(
                Api.class,
                with(
                        "resource-protector.protect-unannotated=true",
                        "management.server.port=0",
                        "management.server.address=127.0.0.1"))) {
            assertThat(server.manage("/actuator/health").statusCode(), is(200));
            assertThat(server.get("/orders").statusCode(), is(401));
        }
    }
}
