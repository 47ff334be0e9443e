package org.resourceprotector.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/**
 * Obeys like {@link Console}, as far as Quarkus lets it: the application is that of the process, and cannot be stopped
 * and deployed again. Ends with its input.
 */
@ApplicationScoped
public class QuarkusConsole {

    private static final int TRIES = 300;
    private static final long PAUSE = 100;

    void listen(@Observes StartupEvent event) {
        Thread thread = new Thread(QuarkusConsole::obey, "console");
        thread.setDaemon(true);
        thread.start();
    }

    private static void obey() {
        try {
            BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, UTF_8));
            for (String line = orders.readLine(); line != null; line = orders.readLine()) {
                System.out.println("ok " + answer(List.of(line.split(" ", -1))));
                System.out.flush();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.exit(0);
        }
    }

    private static String answer(List<String> words) {
        return switch (words.get(0)) {
            case "deploy" -> address();
            case "jump" -> {
                QuarkusSecurity.CLOCKS.jump(Duration.parse(words.get(2)));
                yield "";
            }
            case "usage" -> Usage.afterCollection().words();
            case "cpu" -> Usage.now().words();
            default -> throw new IllegalArgumentException(words.get(0));
        };
    }

    /** Waits until it listens, which it does a little after this console. */
    private static String address() {
        int port = Integer.getInteger("quarkus.http.port", 0);
        for (int i = 0; i < TRIES; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return "http://127.0.0.1:" + socket.getPort() + "/";
            } catch (IOException notYet) {
                pause();
            }
        }
        throw new IllegalStateException("does not listen");
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
