package org.resourceprotector.servlet;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandlerCollection;

/** Servlet containers, neither of which has a default servlet here. */
enum Container {
    TOMCAT {
        @Override
        Running start(Map<String, Consumer<ServletContext>> applications) throws Exception {
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(base());
            tomcat.setPort(0);
            tomcat.getConnector();
            applications.forEach((path, setUp) -> {
                Context context = tomcat.addContext(path, null);
                context.addServletContainerInitializer((classes, servlets) -> setUp.accept(servlets), null);
            });
            tomcat.start();
            return new Running(tomcat.getConnector().getLocalPort(), () -> stop(tomcat));
        }
    },
    JETTY {
        @Override
        Running start(Map<String, Consumer<ServletContext>> applications) throws Exception {
            Server server = new Server();
            ServerConnector connector = new ServerConnector(server);
            connector.setHost("localhost");
            server.addConnector(connector);
            ContextHandlerCollection contexts = new ContextHandlerCollection();
            applications.forEach((path, setUp) -> {
                ServletContextHandler context = new ServletContextHandler(path.isEmpty() ? "/" : path);
                context.addServletContainerInitializer((classes, servlets) -> setUp.accept(servlets));
                contexts.addHandler(context);
            });
            server.setHandler(contexts);
            server.start();
            return new Running(connector.getLocalPort(), server::stop);
        }
    };

    /** Starts one on a free port of loopback, with what sets up each web application by its context path. */
    abstract Running start(Map<String, Consumer<ServletContext>> applications) throws Exception;

    private static String base() throws IOException {
        return Files.createTempDirectory("tomcat").toString();
    }

    private static void stop(Tomcat tomcat) throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    /** A container that runs. */
    record Running(int port, End end) implements AutoCloseable {

        @Override
        public void close() {
            try {
                end.end();
            } catch (Exception e) {
                throw new IllegalStateException("the container did not end", e);
            }
        }
    }

    /** Ends a container. */
    @FunctionalInterface
    interface End {

        void end() throws Exception;
    }
}
