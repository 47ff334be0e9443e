package org.resourceprotector.servers.cxf;

import jakarta.ws.rs.ext.RuntimeDelegate;
import org.apache.cxf.Bus;
import org.apache.cxf.bus.spring.SpringBus;
import org.apache.cxf.endpoint.Server;
import org.apache.cxf.jaxrs.JAXRSServerFactoryBean;
import org.apache.cxf.transport.servlet.CXFServlet;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Serves an {@code Application} by CXF's servlet, with a bus that is a bean. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Api {

    /** Starts it. */
    public static void main(String[] arguments) {
        SpringApplication.run(Api.class, arguments);
    }

    @Bean(name = Bus.DEFAULT_BUS_ID, destroyMethod = "shutdown")
    SpringBus bus() {
        return new SpringBus();
    }

    @Bean
    ServletRegistrationBean<CXFServlet> servlet() {
        return new ServletRegistrationBean<>(new CXFServlet(), "/*");
    }

    @Bean
    Server server(Bus bus) {
        JAXRSServerFactoryBean factory = RuntimeDelegate.getInstance()
                .createEndpoint(new org.resourceprotector.servers.war.Api(), JAXRSServerFactoryBean.class);
        factory.setBus(bus);
        factory.setAddress("/");
        return factory.create();
    }
}
