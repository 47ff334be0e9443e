package org.resourceprotector.example;

import jakarta.ws.rs.SeBootstrap;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.logging.LogManager;

/** The API, running on the Jakarta REST server that is on the class path. */
public final class Example implements AutoCloseable {

    private final SeBootstrap.Instance server;
    private final Samples samples;
    private final List<AutoCloseable> behind;

    private Example(SeBootstrap.Instance server, Samples samples, List<AutoCloseable> behind) {
        this.server = server;
        this.samples = samples;
        this.behind = behind;
    }

    /**
     * Runs an example until Ctrl-C; does not return.
     *
     * @param name what the example and its data are called
     * @param start starts it
     */
    public static void run(String name, Function<Settings, Example> start) throws IOException, InterruptedException {
        try (InputStream configuration = Example.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(configuration);
        }
        Settings settings = new Settings(name, System.getenv());
        try {
            Example example = start.apply(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(example::stop, "stop"));
            System.out.println("\nTry it in another terminal, at the root of the repository:\n");
            System.out.println(example.samples.tour(example.uri()));
            System.out.println("\nThe console for operators, which asks for a token with the scope console: "
                    + example.uri() + "console");
            System.out.println("\nData: " + settings.whereDataIs() + ". Ctrl-C stops the server.");
        } catch (RuntimeException e) {
            System.err.println("The example cannot start: " + reasons(e));
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    private static String reasons(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == problem ? String.valueOf(problem.getMessage()) : problem.getMessage() + ": " + root.getMessage();
    }

    /**
     * Starts the server.
     *
     * @param settings the port, and what else the environment says
     * @param api the application
     * @param samples tokens to try it with
     * @param behind what to close after the server
     */
    public static Example start(Settings settings, Api api, Samples samples, AutoCloseable... behind) {
        SeBootstrap.Configuration configuration = SeBootstrap.Configuration.builder()
                .host("localhost")
                .port(settings.port())
                .build();
        try {
            SeBootstrap.Instance server =
                    SeBootstrap.start(api, configuration).toCompletableFuture().join();
            return new Example(server, samples, List.of(behind));
        } catch (CompletionException e) {
            closeAll(List.of(behind));
            throw isPortTaken(e)
                    ? new IllegalStateException("port " + settings.port() + " is taken, choose another: PORT=8081")
                    : e;
        }
    }

    private static boolean isPortTaken(Throwable problem) {
        Throwable cause = problem.getCause();
        return problem instanceof BindException || (cause != null && isPortTaken(cause));
    }

    public URI uri() {
        return server.configuration().baseUri();
    }

    public Samples samples() {
        return samples;
    }

    private void stop() {
        close();
        System.out.println("Stopped.");
    }

    @Override
    public void close() {
        server.stop().toCompletableFuture().join();
        closeAll(behind);
    }

    private static void closeAll(List<AutoCloseable> resources) {
        for (AutoCloseable resource : resources) {
            try {
                resource.close();
            } catch (Exception e) {
                System.getLogger(Example.class.getName()).log(System.Logger.Level.WARNING, "cannot close", e);
            }
        }
    }
}
