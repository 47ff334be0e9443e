package org.resourceprotector.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application on Spring Boot with an embedded Tomcat on a free port of loopback. */
final class Boot implements AutoCloseable {

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    private Boot(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts it; properties are such as {@code server.port=0}. */
    static Boot start(Class<?> application, String... properties) {
        return new Boot(new SpringApplication(application).run(arguments(properties)));
    }

    /** Starts it as the child of a context that serves nothing. */
    static Boot startBelow(Class<?> parent, Class<?> application, String... properties) {
        return new Boot(new SpringApplicationBuilder(parent)
                .web(WebApplicationType.NONE)
                .child(application)
                .web(WebApplicationType.SERVLET)
                .run(arguments(properties)));
    }

    private static String[] arguments(String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--spring.main.banner-mode=off",
                "--spring.main.register-shutdown-hook=false"));
        for (String property : properties) {
            arguments.add("--" + property);
        }
        return arguments.toArray(new String[0]);
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** Calls; headers are names and values in turn. */
    HttpResponse<String> get(String path, String... headers) {
        return call("local.server.port", path, headers);
    }

    /** Calls the actuator where it has a port of its own. */
    HttpResponse<String> manage(String path) {
        return call("local.management.port", path);
    }

    private HttpResponse<String> call(String property, String path, String... headers) {
        String port = context.getEnvironment().getProperty(property);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(30));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
