package org.resourceprotector.spring;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.hamcrest.Matchers.startsWith;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.ContextResolver;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.glassfish.jersey.server.ResourceConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.testkit.IssuerEndpoint;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.token.TokenValidator;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Primary;
import org.springframework.context.annotation.Scope;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Controller;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Which protector an application gets, and which applications are refused before a server starts. */
class ContextTest {

    private static final String P = "resource-protector.";
    private static final String ISSUER = P + "issuer=https://as.example.com";
    private static final String AUDIENCE = P + "audience=https://api.example.com";
    private static final String SECRET = "s3cr3t-of-the-client";

    @Configuration(proxyBeanMethods = false)
    static class Jersey {
        @Bean
        ResourceConfig resources() {
            return new ResourceConfig();
        }
    }

    private static ResourceProtector made() {
        return ResourceProtector.with(TokenValidator.lookup(token -> Optional.empty()));
    }

    @Configuration(proxyBeanMethods = false)
    static class First {
        @Bean
        ResourceProtector first() {
            return made();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Delayed {
        @Bean
        @Lazy
        ResourceProtector delayed() {
            return made();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Second {
        @Bean
        ResourceProtector second() {
            return made();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Chosen {
        @Bean
        @Primary
        ResourceProtector chosen() {
            return made();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Anew {
        @Bean
        @Scope("prototype")
        ResourceProtector anew() {
            return made();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class None {
        @Bean
        ResourceProtector none() {
            return null;
        }
    }

    @Controller
    static class OrdersController {
        @Protected("orders")
        public String all() {
            return "";
        }
    }

    @Protected
    interface Rules {}

    @Controller
    static class StaffController implements Rules {}

    @RestController
    @Path("both")
    static class ControllerAndResource {
        @GET
        @GetMapping("/both")
        @Protected("orders")
        public String all() {
            return "";
        }
    }

    /** What is left out of an application that does not use it. */
    interface LeftOut {}

    static class OfLeftOut {
        public String of(LeftOut leftOut) {
            return String.valueOf(leftOut);
        }
    }

    @Protected("orders")
    static class OfLeftOutWithARule {
        public String of(LeftOut leftOut) {
            return String.valueOf(leftOut);
        }
    }

    /** The bean as it is if what its method names is not on the class path. */
    private static WebApplicationContextRunner withLate(WebApplicationContextRunner application, Class<?> bean)
            throws ClassNotFoundException {
        Class<?> late = new WithoutLeftOut().loadClass(bean.getName());
        return application.withInitializer(context -> {
            RootBeanDefinition definition = new RootBeanDefinition(late);
            definition.setScope("prototype");
            ((BeanDefinitionRegistry) context.getBeanFactory()).registerBeanDefinition("late", definition);
        });
    }

    private static final class WithoutLeftOut extends ClassLoader {

        WithoutLeftOut() {
            super(ContextTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.equals(LeftOut.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith(OfLeftOut.class.getName())) {
                return super.loadClass(name, resolve);
            }
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Service
    static class OrdersService {
        @Protected("orders")
        public String all() {
            return "";
        }
    }

    @Component
    @Protected("orders")
    static class BoundFilter implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {}
    }

    @Component
    static class FilterWithARule implements ContainerRequestFilter {
        @Override
        public void filter(ContainerRequestContext request) {}

        @Protected("orders")
        public void purge() {}
    }

    @Component
    @Protected("orders")
    static class ResolverWithARule implements ContextResolver<String> {
        @Override
        public String getContext(Class<?> type) {
            return "";
        }
    }

    @Component
    @Path("orders")
    @Protected("orders")
    static class OrdersResource {}

    @Component
    static class OrderOfALocator {
        @GET
        @Protected("orders")
        public String all() {
            return "";
        }
    }

    private final WebApplicationContextRunner bare = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ResourceProtectorAutoConfiguration.class));
    private final WebApplicationContextRunner application = bare.withUserConfiguration(Jersey.class);

    /** What is shown of a start that is refused, and that nothing secret is anywhere in the trace of it. */
    private static String refusal(WebApplicationContextRunner refused) {
        AtomicReference<String> shown = new AtomicReference<>("it started");
        refused.run(context -> {
            Throwable failure = context.getStartupFailure();
            if (failure != null) {
                StringWriter trace = new StringWriter();
                failure.printStackTrace(new PrintWriter(trace, true));
                assertThat(trace.toString(), not(containsString(SECRET)));
                FailureAnalysis analysis = new RefusedStartAnalyzer().analyze(failure);
                shown.set(analysis == null ? "not for people: " + failure : analysis.getDescription());
            }
        });
        return shown.get();
    }

    @Test
    void issuerAndAudience_areEnough() {
        application.withPropertyValues(ISSUER, AUDIENCE).run(context -> {
            assertThat(context.getBeanNamesForType(ResourceProtector.class), is(new String[] {"resourceProtector"}));
            assertThat(context.getBean(ResourceConfig.class).isRegistered(ProtectorFeature.class), is(true));
        });
    }

    @Test
    void withoutPropertiesOrBean_thereIsNoProtector() {
        application.run(context -> {
            assertThat(context.getStartupFailure() == null, is(true));
            assertThat(context.getBeanNamesForType(ResourceProtector.class).length, is(0));
        });
    }

    @Test
    void beanOfTheApplication_countsBeforeProperties() {
        try (LogLines log = new LogLines()) {
            application
                    .withUserConfiguration(First.class)
                    .withPropertyValues(ISSUER, AUDIENCE)
                    .run(context -> assertThat(
                            context.getBean(ResourceProtector.class), sameInstance(context.getBean("first"))));
            assertThat(
                    log.lines(),
                    contains("WARNING " + P + "audience, " + P
                            + "issuer counts for nothing, because the bean first is the"
                            + " ResourceProtector; remove one of them"));
        }
    }

    @Test
    void beanOfTheApplication_isEnough() {
        try (LogLines log = new LogLines()) {
            application
                    .withUserConfiguration(First.class)
                    .run(context -> assertThat(
                            context.getBeansOfType(ResourceProtector.class).keySet(), contains("first")));
            assertThat(log.lines(), is(empty()));
        }
    }

    @Test
    void twoBeans_areRefused() {
        assertThat(
                refusal(application.withUserConfiguration(First.class, Second.class)),
                is("the beans first and second are a ResourceProtector each, and an application has one; leave one of"
                        + " them, and give it both validators: ResourceProtector.with(first, second)"));
    }

    @Test
    void primaryOfTwoBeans_isTheOne() {
        application
                .withUserConfiguration(First.class, Chosen.class)
                .run(context -> assertThat(
                        context.getBean(ProtectorFeature.class).protector(), sameInstance(context.getBean("chosen"))));
    }

    @Test
    void beanThatIsMadeAnew_isRefused() {
        assertThat(
                refusal(application.withUserConfiguration(Anew.class)), containsString("the bean anew is made anew"));
    }

    @Test
    void beanThatIsNull_isRefused() {
        assertThat(refusal(application.withUserConfiguration(None.class)), containsString("the bean none is null"));
    }

    @ParameterizedTest
    @CsvSource({
        "isuer, is no property of Resource Protector; is it resource-protector.issuer?",
        "clock-skew, is no duration",
        "introspection.client-id, introspection.endpoint is missing",
        "introspection.client-secret, introspection.endpoint is missing",
        "profile, is none of AUTH0",
        "issuers.staff.profile, issuers.staff.issuer is missing"
    })
    void propertyThatCannotBe_failsTheStart(String name, String why) {
        assertThat(
                refusal(application.withPropertyValues(ISSUER, AUDIENCE, P + name + "=" + SECRET)),
                allOf(containsString("resource-protector."), containsString(why)));
    }

    @Test
    void contradiction_failsTheStart() {
        assertThat(
                refusal(application.withPropertyValues(
                        ISSUER, AUDIENCE, P + "issuers.staff.issuer=https://as.example.com")),
                containsString(P + "issuers.staff.issuer names the same issuer as " + P + "issuer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {ISSUER, AUDIENCE})
    void oneOfTwoProperties_isNotEnough(String property) {
        assertThat(refusal(application.withPropertyValues(property)), containsString("is missing"));
    }

    @Test
    void unknownPropertyBesideABean_failsTheStart() {
        assertThat(
                refusal(application.withUserConfiguration(First.class).withPropertyValues(P + "isuer=" + SECRET)),
                containsString(P + "isuer is no property"));
    }

    @Test
    void propertiesWithoutResourceConfig_areRefused() {
        assertThat(
                refusal(bare.withPropertyValues(ISSUER, AUDIENCE)),
                containsString("there is no ResourceConfig, so that Jersey does not start and nothing is protected"));
    }

    @Test
    void withoutJerseyOnTheClassPath_theSameIsRefused() {
        FilteredClassLoader withoutJersey = new FilteredClassLoader("org.glassfish.jersey", "jakarta.ws.rs");
        assertThat(
                refusal(bare.withClassLoader(withoutJersey).withPropertyValues(ISSUER, AUDIENCE)),
                containsString("add spring-boot-starter-jersey"));
        assertThat(
                refusal(bare.withClassLoader(withoutJersey).withPropertyValues(P + "isuer=" + SECRET)),
                containsString(P + "isuer is no property"));
        assertThat(
                refusal(bare.withClassLoader(withoutJersey).withBean(OrdersController.class)),
                containsString("@Protected counts on resources"));
        bare.withClassLoader(withoutJersey).run(context -> assertThat(context.getStartupFailure() == null, is(true)));
    }

    @Test
    void ruleOnAControllerOfMvc_isRefused() {
        assertThat(
                refusal(application.withBean(OrdersController.class)),
                containsString(OrdersController.class.getName() + "#all: @Protected counts on resources"));
        assertThat(
                refusal(application.withBean(StaffController.class)),
                containsString(StaffController.class.getName() + ": @Protected counts on resources"));
    }

    /** What sends mail. */
    public interface Mail {

        /** Sends it. */
        void send();
    }

    @Service
    static class Mailer implements Mail {
        @Override
        @Async
        @Protected("mail")
        public void send() {}
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    static class Asynchronous {}

    @Test
    void ruleOnWhatSpringCallsItself_isRefused() {
        assertThat(
                refusal(application.withBean(ControllerAndResource.class)),
                endsWith("ControllerAndResource#all: @Protected counts on resources of Jakarta REST, and this is a"
                        + " controller of Spring, so that it would be open; make it a resource with @Path, and register it"
                        + " in the ResourceConfig"));
        assertThat(
                refusal(application.withBean(OrdersService.class)),
                endsWith(
                        "OrdersService#all: @Protected counts on resources of Jakarta REST, and this is a bean of Spring,"
                                + " to which no request is matched; write it on the resource method that calls it, or ask for the"
                                + " token there: protector.acquire(security, \"scope\")"));
    }

    /** What Spring calls shows no more than the interfaces then. */
    @Test
    void ruleBehindAProxyOfThePlatform_isRefused() {
        assertThat(
                refusal(application.withUserConfiguration(Asynchronous.class).withBean(Mailer.class)),
                containsString("Mailer#send: @Protected counts on resources of Jakarta REST"));
    }

    @Test
    void ruleOfAProviderThatBindsNothing_isRefused() {
        assertThat(
                refusal(application.withBean(FilterWithARule.class)),
                containsString("FilterWithARule#purge: @Protected counts on resources of Jakarta REST"));
        assertThat(
                refusal(application.withBean(ResolverWithARule.class)),
                containsString("ResolverWithARule: @Protected counts on resources of Jakarta REST"));
    }

    @Test
    void resourceThatIsABean_isLeftAlone() {
        for (Class<?> resource : List.of(OrdersResource.class, OrderOfALocator.class, BoundFilter.class)) {
            application
                    .withPropertyValues(ISSUER, AUDIENCE)
                    .withBean(resource)
                    .run(context -> assertThat(context.getStartupFailure() == null, is(true)));
        }
    }

    @Test
    void propertiesAreClosedWithTheContext() {
        try (TestIssuer issuer = TestIssuer.start()) {
            AtomicReference<ResourceProtector> kept = new AtomicReference<>();
            application
                    .withPropertyValues(
                            P + "issuer=" + issuer.issuer(),
                            P + "audience=" + issuer.audience(),
                            P + "insecure-loopback-http=true")
                    .run(context -> kept.set(context.getBean(ResourceProtector.class)));
            kept.get().accessWith(issuer.token().value());
            assertThat(issuer.requestCount(IssuerEndpoint.JWKS), is(0));
        }
    }

    @Test
    void whatTakesNoCalls_isLeftAlone() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ResourceProtectorAutoConfiguration.class))
                .withPropertyValues(ISSUER, AUDIENCE)
                .run(context -> assertThat(
                        ((ApplicationContext) context).getBeanNamesForType(ResourceProtector.class).length, is(0)));
    }

    @ParameterizedTest
    @CsvSource({"-1, 1", "0, 0", "1, 0"})
    void lateJersey_isSaidOfAWar(String loadOnStartup, int lines) {
        try (LogLines log = new LogLines()) {
            application
                    .withPropertyValues(ISSUER, AUDIENCE, EarlyJersey.PROPERTY + "=" + loadOnStartup)
                    .run(context -> assertThat(context.getStartupFailure() == null, is(true)));
            assertThat(log.lines().toString(), log.lines().size(), is(lines));
        }
    }

    /** Such a bean may never be made. */
    @Test
    void beanThatNamesAMissingClass_isPassedOver() throws ClassNotFoundException {
        withLate(application.withPropertyValues(ISSUER, AUDIENCE), OfLeftOut.class)
                .run(context -> assertThat(context.getStartupFailure(), is(nullValue())));
        assertThat(
                refusal(withLate(application.withPropertyValues(ISSUER, AUDIENCE), OfLeftOutWithARule.class)),
                containsString("OfLeftOutWithARule has @Protected, and its methods cannot be looked at"));
    }

    @ParameterizedTest
    @CsvSource({"First, first", "Delayed, delayed", "Anew, ''", "None, ''"})
    void protectorThatNothingRegistersWithoutJersey_isSaid(String beans, String named) throws Exception {
        try (LogLines log = new LogLines()) {
            bare.withClassLoader(new FilteredClassLoader("org.glassfish.jersey"))
                    .withUserConfiguration(Class.forName(ContextTest.class.getName() + "$" + beans))
                    .withPropertyValues("local.server.port=1")
                    .run(context -> assertThat(context.getStartupFailure() == null, is(true)));
            assertThat(
                    log.lines(),
                    named.isEmpty()
                            ? is(empty())
                            : contains(startsWith(
                                    "SEVERE the bean " + named + " is a ResourceProtector, and no application")));
        }
    }
}
