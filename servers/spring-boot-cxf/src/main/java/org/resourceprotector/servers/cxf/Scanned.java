package org.resourceprotector.servers.cxf;

import org.resourceprotector.ResourceProtector;
import org.resourceprotector.servers.resources.OfClass;
import org.resourceprotector.servers.resources.Protection;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has CXF look for what it serves among the beans. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Scanned {

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(Scanned.class, arguments);
    }

    @Bean
    OfClass resource() {
        return new OfClass();
    }

    @Bean
    @ConditionalOnProperty("scanned.protector")
    ResourceProtector protector() {
        return Protection.builder().build();
    }
}
