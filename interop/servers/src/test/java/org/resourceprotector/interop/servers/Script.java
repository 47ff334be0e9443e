package org.resourceprotector.interop.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A script that ends by itself, or is ended after a minute. */
final class Script {

    private Script() {}

    /** What one for Node.js prints, if it succeeds. */
    static List<String> run(Path script, String... arguments) {
        return run(Workplace.target("."), "node", script, arguments);
    }

    /** What one for another interpreter prints, which runs in a folder. */
    static List<String> run(Path folder, String interpreter, Path script, String... arguments) {
        return run(folder, script.getFileName().toString(), List.of(interpreter, script.toString()), arguments);
    }

    /** What a class of another module of {@code interop} prints. */
    static List<String> runClass(String module, String name, String... arguments) {
        List<String> command = List.of(
                Workplace.java(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                Workplace.classPath(module),
                name);
        return run(Workplace.target("."), name, command, arguments);
    }

    private static List<String> run(Path folder, String name, List<String> what, String... arguments) {
        List<String> command = new ArrayList<>(List.of("timeout", "--kill-after=5", "60"));
        command.addAll(what);
        command.addAll(List.of(arguments));
        Path errors = Workplace.log(name);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                    .start();
            List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (process.waitFor() != 0) {
                throw new AssertionError(name + " failed, see " + errors + ", after\n" + String.join("\n", lines));
            }
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
