package org.resourceprotector.spring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;

import jakarta.ws.rs.core.Feature;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.token.TokenValidator;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.PriorityOrdered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Who registers the protector in the application, and what is refused or said where nobody does, or two do. */
class RegistrationTest {

    private static final TestIssuer ISSUER = TestIssuer.start();

    private static final String[] PROPERTIES = {
        "resource-protector.issuer=" + ISSUER.issuer(),
        "resource-protector.audience=" + ISSUER.audience(),
        "resource-protector.insecure-loopback-http=true"
    };

    private static final String REPORT_EXPOSED = "management.endpoints.web.exposure.include=resourceprotector";

    @AfterAll
    static void stop() {
        ISSUER.close();
    }

    private static String token(String scope) {
        return ISSUER.token().subject("ada").scope(scope).authorization();
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

    /** Has a feature that Jersey asks last, and that registers the protector. */
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class LastFeatureApi {
        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.Orders.class);
        }

        @Bean
        Feature last(ResourceConfig resources) {
            Feature last = context -> {
                context.register(refusing());
                return true;
            };
            resources.register(last);
            return last;
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class ConfiguringFeatureApi {
        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.Orders.class)
                    .register((Feature) context -> refusing().configure(context));
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class UnprotectedApi {
        @Bean
        ResourceConfig resources() {
            return new ResourceConfig(Shop.News.class);
        }
    }

    /** Makes Jersey by hand, with a protector that is no bean. */
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class HiddenApi {
        @Bean
        ServletRegistrationBean<ServletContainer> jersey() {
            return new ServletRegistrationBean<>(
                    new ServletContainer(new ResourceConfig(Shop.Orders.class).register(refusing())), "/api/*");
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
                    hasItem(
                            allOf(
                                    containsString("resource-protector.issuer"),
                                    containsString(
                                            "counts for nothing, because the ResourceConfig registers a ResourceProtector;"
                                                    + " remove one of them: a ResourceProtector that is injected is that of the"))));
        }
    }

    @ParameterizedTest
    @ValueSource(classes = {ByHandApi.class, TwiceApi.class, FeatureOfTheBeanApi.class, LastFeatureApi.class})
    void accessReport_isThatOfTheProtectorInJersey(Class<?> application) {
        assertThat(report(application), containsString("\"path\":\"/orders\",\"access\":\"protected\""));
    }

    /** What cannot be seen is not called nothing. */
    @Test
    void accessReportWithoutEndpoints_saysWhy() {
        assertThat(
                report(ConfiguringFeatureApi.class),
                containsString("make it a bean, or register it in the ResourceConfig"));
        for (Class<?> application : List.of(HiddenApi.class, UnprotectedApi.class)) {
            assertThat(report(application), containsString("no ResourceProtector is a bean, or registered in"));
        }
        try (Boot server = Boot.start(TwiceApi.class, REPORT_EXPOSED, "spring.jersey.servlet.load-on-startup=-1")) {
            assertThat(
                    server.bean(AccessEndpoint.class).report().toString(),
                    containsString("reason=Jersey has not started: it does so with the first call"));
        }
    }

    private static String report(Class<?> application) {
        try (Boot server = Boot.start(application, REPORT_EXPOSED)) {
            return server.get("/actuator/resourceprotector").body();
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
                Failures.refusal(TwoApi.class),
                containsString("the ResourceConfig registers another ResourceProtector than the bean protector"));
    }

    @Test
    void anotherThanTheBeanByAFeature_failsTheStart() {
        assertThat(
                Failures.refusal(FeatureApi.class),
                containsString("this application registers two ResourceProtectors"));
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
        assertThat(Failures.report(LateApi.class), containsString(refusal));
        assertThat(
                Failures.report(() -> Boot.startBelow(ParentOfApi.class, LateChildApi.class)),
                containsString("no ResourceProtector was made of it"));
        assertThat(
                Failures.report(() -> Boot.startBelow(
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
}
