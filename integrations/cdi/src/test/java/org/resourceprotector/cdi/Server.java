package org.resourceprotector.cdi;

import jakarta.ws.rs.SeBootstrap;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** An application on the engine that is on the class path: Jersey, which finds a container that runs, or RESTEasy, which starts its own. */
final class Server implements AutoCloseable {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final SeBootstrap.Instance instance;
    private final AutoCloseable container;

    private Server(SeBootstrap.Instance instance, AutoCloseable container) {
        this.instance = instance;
        this.container = container;
    }

    static boolean isResteasy() {
        try {
            Class.forName("org.jboss.resteasy.core.ResteasyDeploymentImpl");
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** With all beans of the archive of the tests. */
    static Server withAllBeans(Application application) {
        AutoCloseable container = isResteasy() ? Server::stopResteasys : new Weld().initialize();
        return start(container, application);
    }

    /** With these beans only; not on RESTEasy, which starts a container of its own. */
    static Server withBeans(Application application, Class<?>... beans) {
        return start(Containers.of(beans), application);
    }

    private static Server start(AutoCloseable container, Application application) {
        try {
            SeBootstrap.Configuration configuration = SeBootstrap.Configuration.builder()
                    .protocol("HTTP")
                    .host("127.0.0.1")
                    .port(SeBootstrap.Configuration.FREE_PORT)
                    .rootPath("/")
                    .build();
            return new Server(
                    SeBootstrap.start(application, configuration)
                            .toCompletableFuture()
                            .get(),
                    container);
        } catch (ExecutionException | RuntimeException e) {
            close(container);
            throw new IllegalStateException("the application did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** It stays up if the application is refused. */
    private static void stopResteasys() {
        WeldContainer running = WeldContainer.instance("RESTEasy SE");
        if (running != null && running.isRunning()) {
            running.shutdown();
        }
    }

    String address() {
        return "http://127.0.0.1:" + instance.configuration().port();
    }

    HttpResponse<String> get(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpResponse<String> with(String token, String path) {
        return get(path, "Authorization", "Bearer " + token);
    }

    @Override
    public void close() {
        try {
            instance.stop().toCompletableFuture().join();
        } finally {
            close(container);
        }
    }

    private static void close(AutoCloseable container) {
        try {
            container.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Names its resources, and no protector. */
    static final class Listed extends Application {

        private final Set<Class<?>> resources;

        Listed(Class<?>... resources) {
            this.resources = Set.of(resources);
        }

        @Override
        public Set<Class<?>> getClasses() {
            return resources;
        }
    }
}
