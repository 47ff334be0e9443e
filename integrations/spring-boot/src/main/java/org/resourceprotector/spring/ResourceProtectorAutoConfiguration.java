package org.resourceprotector.spring;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.ws.rs.core.Feature;
import java.util.Map;
import org.glassfish.jersey.server.ResourceConfig;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.micrometer.MicrometerListener;
import org.resourceprotector.micrometer.ProtectorMetrics;
import org.resourceprotector.properties.ConfiguredParts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Sets up a protector in an application of Spring Boot with Jersey: the bean of the application that is one, or else what the
 * properties below {@code resource-protector} describe. Registers it in the {@code ResourceConfig}, and has Jersey start with the
 * server, so that what is refused fails the start. Adds the access report to the actuator and the metrics to Micrometer, where they
 * are there. Makes no protector if there is neither bean nor property: then the library refuses what is protected by annotation.
 * Without Jersey, it refuses an application that would be open.
 *
 * <p>Found by Spring Boot; not for use by applications. Stateless, thread-safe.
 */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@ConditionalOnWebApplication
public final class ResourceProtectorAutoConfiguration {

    /** Called by Spring. */
    public ResourceProtectorAutoConfiguration() {}

    @Bean
    ForgottenJersey resourceProtectorForgottenJersey(
            ConfigurableListableBeanFactory beans, ConfigurableEnvironment environment) {
        return new ForgottenJersey(beans, properties(environment).keySet());
    }

    private static Map<String, String> properties(ConfigurableEnvironment environment) {
        return RefusedStartException.orRefused(() -> EnvironmentProperties.read(environment));
    }

    /** What needs Jakarta REST, by whatever runtime. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(Feature.class)
    static class OfJakartaRest {

        @Bean
        UnaskedProtector resourceProtectorUnasked(
                ApplicationContext context, ConfigurableListableBeanFactory beans, ForgottenJersey jersey) {
            return new UnaskedProtector(context, beans, jersey);
        }
    }

    /** What needs Jersey. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(ResourceConfig.class)
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    static class OfJersey {

        @Bean
        static EarlyJersey resourceProtectorEarlyJersey(ConfigurableEnvironment environment) {
            return new EarlyJersey(environment);
        }

        @Bean
        @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
        static RegisterFeature resourceProtectorRegisterFeature(ObjectProvider<ProtectorFeature> feature) {
            return new RegisterFeature(feature);
        }

        @Bean
        ProtectorFeature resourceProtectorFeature(
                ConfigurableListableBeanFactory beans, ConfigurableEnvironment environment) {
            return new ProtectorFeature(
                    new ProtectorBeans(beans), properties(environment).keySet());
        }

        @Bean
        StartChecks resourceProtectorStartChecks(
                ApplicationContext context,
                ConfigurableListableBeanFactory beans,
                ConfigurableEnvironment environment,
                ProtectorFeature feature,
                ForgottenJersey jersey) {
            return new StartChecks(
                    context,
                    new ProtectorBeans(beans),
                    feature,
                    properties(environment).keySet(),
                    jersey);
        }

        /** The protector that properties describe. */
        @Configuration(proxyBeanMethods = false)
        @ConditionalOnMissingBean(ResourceProtector.class)
        @Conditional(AnyProperty.class)
        static class OfProperties {

            @Bean(destroyMethod = "close")
            ConfiguredParts resourceProtectorParts(
                    ConfigurableEnvironment environment, ObjectProvider<ProtectionListener> listeners) {
                Map<String, String> properties = properties(environment);
                return RefusedStartException.orRefused(() -> new ConfiguredParts(
                        properties, listeners.orderedStream().toList()));
            }

            @Bean
            ResourceProtector resourceProtector(ConfiguredParts parts) {
                return parts.protector();
            }
        }

        /** The access report, where somebody can ask for it. */
        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass({Endpoint.class, ConditionalOnAvailableEndpoint.class})
        static class OfActuator {

            @Bean
            @ConditionalOnAvailableEndpoint(endpoint = AccessEndpoint.class)
            AccessEndpoint resourceProtectorAccessEndpoint(ProtectorFeature feature) {
                return new AccessEndpoint(feature);
            }
        }

        /** The metrics of {@code resource-protector-micrometer}. */
        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass({MeterRegistry.class, MicrometerListener.class})
        @ConditionalOnSingleCandidate(MeterRegistry.class)
        static class OfMicrometer {

            @Bean
            @ConditionalOnMissingBean
            MicrometerListener resourceProtectorMicrometerListener(MeterRegistry registry) {
                return MicrometerListener.of(registry);
            }

            @Bean
            @ConditionalOnMissingBean(ProtectorMetrics.class)
            ProtectorMeters resourceProtectorMeters(
                    ApplicationContext context, MeterRegistry registry, ProtectorFeature feature) {
                return new ProtectorMeters(context, registry, feature);
            }
        }
    }

    /** Whether there is anything of ours among the properties. */
    static final class AnyProperty implements Condition {

        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return context.getEnvironment() instanceof ConfigurableEnvironment environment
                    && EnvironmentProperties.areThere(environment);
        }
    }
}
