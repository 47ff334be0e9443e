package org.resourceprotector.spring.readme;

import org.glassfish.jersey.server.ResourceConfig;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class Api {

    public static void main(String[] args) {
        SpringApplication.run(Api.class, args);
    }

    @Bean
    ResourceConfig resources() {
        return new ResourceConfig(Orders.class);
    }
}
