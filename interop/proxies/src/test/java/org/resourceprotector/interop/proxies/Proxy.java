package org.resourceprotector.interop.proxies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A proxy at a port of loopback, which ends with the test, and at the latest after four minutes. */
record Proxy(Process process, int port, Path log) implements AutoCloseable {

    private static final int MAX_POLLS = 300;

    /** Starts one, whose files are in a folder. */
    static Proxy start(List<String> command, int port, Path folder) {
        List<String> limited = new ArrayList<>(List.of("timeout", "--kill-after=5", "240"));
        limited.addAll(command);
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(limited)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // where Caddy keeps what it has
        builder.environment()
                .putAll(Map.of(
                        "HOME", folder.toString(),
                        "XDG_DATA_HOME", folder.toString(),
                        "XDG_CONFIG_HOME", folder.toString()));
        try {
            return new Proxy(builder.start(), port, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void awaitReady(BooleanSupplier ready) {
        try {
            for (int i = 0; i < MAX_POLLS && process.isAlive(); i++) {
                if (ready.getAsBoolean()) {
                    return;
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
            throw new AssertionError("the proxy is not ready:\n" + Files.readString(log));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
