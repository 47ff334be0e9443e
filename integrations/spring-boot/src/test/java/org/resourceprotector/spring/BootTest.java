package org.resourceprotector.spring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
    static class ForgottenApi {
        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.Forgotten.class);
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

    /** Without a ResourceConfig of its own; the actuator brings one. */
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class WithoutResourceConfig {}

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
                Failures.refusal(Api.class),
                allOf(containsString("Shop.Orders#all"), containsString("no ResourceProtector is registered")));
    }

    @Test
    void missingProtector_isReported() {
        assertThat(
                Failures.report(Api.class),
                allOf(
                        startsWith("Shop.Orders#all"),
                        containsString(": it is protected by annotation, but no ResourceProtector is registered")));
    }

    @Test
    void mistakenRule_isReported() {
        assertThat(Failures.report(MistakenApi.class, PROPERTIES), containsString("Shop.Mistaken#all: @Protected"));
    }

    @Test
    void methodWithoutItsHttpMethod_isReported() {
        assertThat(
                Failures.report(ForgottenApi.class, PROPERTIES),
                containsString("Shop.Forgotten#deleteAll has @Path and no HTTP method"));
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
                Failures.report(WithoutResourceConfig.class, PROPERTIES),
                containsString("there is no ResourceConfig, so that Jersey does not start and nothing is protected"));
    }

    /** Tomcat logs why, and says only that it did not start. */
    @Test
    void ruleWithoutAProtector_failsTheStartAsAFilter() {
        assertThat(Failures.refusal(Api.class, "spring.jersey.type=filter"), containsString("failed to start"));
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
        assertThat(Failures.refusal(MistakenApi.class, PROPERTIES), containsString("Shop.Mistaken#all: @Protected"));
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
