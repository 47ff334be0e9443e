package org.resourceprotector.example;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.logging.LogManager;

/** Runs an example until Ctrl-C. */
public final class Launcher {

    private Launcher() {}

    /**
     * Starts an example, tells how to try it, and does not return.
     *
     * @param name what the example and its data are called
     * @param start starts it
     */
    public static void run(String name, Function<Settings, Example> start) throws IOException, InterruptedException {
        configureLogging();
        Settings settings = new Settings(name, System.getenv());
        try {
            Example example = start.apply(settings);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(example), "stop"));
            System.out.println(new Tour(example.uri(), example.samples()).text());
            System.out.println("Data: " + settings.whereDataIs() + ". Ctrl-C stops the server.");
        } catch (RuntimeException e) {
            System.err.println("The example cannot start: " + reasons(e));
            System.exit(1);
        }
        new CountDownLatch(1).await();
    }

    private static void stop(Example example) {
        example.close();
        System.out.println("Stopped.");
    }

    private static String reasons(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == problem ? String.valueOf(problem.getMessage()) : problem.getMessage() + ": " + root.getMessage();
    }

    private static void configureLogging() throws IOException {
        try (InputStream configuration = Launcher.class.getResourceAsStream("/logging.properties")) {
            LogManager.getLogManager().readConfiguration(configuration);
        }
    }
}
