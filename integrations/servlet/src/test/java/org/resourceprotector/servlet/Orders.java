package org.resourceprotector.servlet;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.util.Optional;
import java.util.Set;
import org.resourceprotector.Protected;
import org.resourceprotector.ResourceProtector;
import org.resourceprotector.metadata.ResourceMetadata;
import org.resourceprotector.token.TokenValidator;

/** An application that the servlet of the engine makes, with the protector that the test has put there. */
public class Orders extends Application {

    private static volatile ResourceProtector protector = protector("https://api.example.com");

    @Path("/orders")
    public static class Resource {

        @GET
        @Protected("orders:read")
        public String orders() {
            return "ran";
        }
    }

    static ResourceMetadata.Builder metadata(String resource) {
        return ResourceMetadata.builder().resource(resource).authorizationServers("https://login.example.com");
    }

    static ResourceProtector protector(String resource) {
        return protector(metadata(resource));
    }

    static ResourceProtector protector(ResourceMetadata.Builder metadata) {
        return ResourceProtector.builder()
                .validator(TokenValidator.lookup(token -> Optional.empty()))
                .metadata(metadata.build())
                .build();
    }

    /** Adds the application to a web application. */
    static void addTo(ServletContext context, ResourceProtector with, String path, boolean atOnce) {
        protector = with;
        ServletRegistration.Dynamic servlet = context.addServlet("api", engine());
        servlet.setInitParameter("jakarta.ws.rs.Application", Orders.class.getName());
        servlet.setInitParameter("resteasy.servlet.mapping.prefix", path);
        servlet.setLoadOnStartup(atOnce ? 1 : -1);
        servlet.addMapping(path + "/*");
    }

    /** The servlet of the engine on the class path. */
    private static String engine() {
        String jersey = "org.glassfish.jersey.servlet.ServletContainer";
        try {
            Class.forName(jersey);
            return jersey;
        } catch (ClassNotFoundException e) {
            return "org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher";
        }
    }

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(Resource.class);
    }

    @Override
    @SuppressWarnings("deprecation") // instances are registered there on every runtime
    public Set<Object> getSingletons() {
        return Set.of(protector);
    }
}
