package org.resourceprotector.runtime;

import jakarta.ws.rs.core.Application;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;

/** An application that is deployed on Jersey, and called without a socket. */
public final class InProcess {

    private static final URI BASE = URI.create("https://api.example.com/app/");

    private final ApplicationHandler handler;

    /** Deploys an application. */
    public InProcess(Application application) {
        handler = new ApplicationHandler(application);
    }

    /** The same application after its container was reloaded with a copy of its configuration. */
    public InProcess reloaded() {
        return new InProcess(new ResourceConfig(handler.getConfiguration()));
    }

    /** What a caller sees. */
    public record Answer(int status, TreeMap<String, List<String>> headers, String body) {

        /** The lines of a header, joined; null if there is none. */
        public @Nullable String header(String name) {
            List<String> lines = headers.get(name);
            return lines == null ? null : String.join(" | ", lines);
        }

        /** Status, challenge and body. */
        @Override
        public String toString() {
            String challenge = header("WWW-Authenticate");
            return status + (challenge == null ? "" : " " + challenge) + (body.isEmpty() ? "" : " " + body);
        }
    }

    /** Calls a path below the application, with names and values of headers. */
    public Answer call(String method, String path, String... headers) {
        return call(method, path, "", headers);
    }

    /** The same with a body. */
    public Answer send(String method, String path, String body, String... headers) {
        return call(method, path, body, headers);
    }

    private Answer call(String method, String path, String body, String[] headers) {
        ContainerRequest request = new ContainerRequest(
                BASE, BASE.resolve(path), method, null, new MapPropertiesDelegate(), handler.getConfiguration());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        request.setEntityStream(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            ContainerResponse response = handler.apply(request, written).get();
            TreeMap<String, List<String>> sent = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            response.getHeaders()
                    .forEach((name, values) ->
                            sent.put(name, values.stream().map(String::valueOf).collect(Collectors.toList())));
            return new Answer(response.getStatus(), sent, written.toString(StandardCharsets.UTF_8));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
