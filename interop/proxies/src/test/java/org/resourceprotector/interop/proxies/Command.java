package org.resourceprotector.interop.proxies;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** A command that ends by itself, or is ended after half a minute. */
final class Command {

    private Command() {}

    /** What it prints, whatever its exit code is. */
    static String run(List<String> command, String input) {
        List<String> limited = new ArrayList<>(List.of("timeout", "--kill-after=5", "30"));
        limited.addAll(command);
        try {
            Process process = new ProcessBuilder(limited)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (OutputStream in = process.getOutputStream()) {
                in.write(input.getBytes(UTF_8));
            } catch (IOException endedBefore) {
                // what it printed is all there is
            }
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
