package org.resourceprotector.servers.knock;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.resourceprotector.processes.control.Ports;

/** The folder of one run of a server, which is made anew, and what else it needs of the machine. */
final class Workplace {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private final Path folder;

    /** A folder of that name, empty. */
    Workplace(String name) {
        folder = TARGET.resolve("run").resolve(name);
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> old = Files.walk(folder)) {
                    for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                        Files.delete(path);
                    }
                }
            }
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the build laid out of a server: the one folder in the folder of that name. */
    static Path distribution(String name) {
        try (Stream<Path> content = Files.list(TARGET.resolve("servers").resolve(name))) {
            return content.filter(Files::isDirectory).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds a line to what is told at the end. */
    static void tell(String line) {
        try {
            Files.writeString(
                    TARGET.resolve("servers.txt"), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port of loopback that is free now. */
    static int freePort() {
        return Ports.free();
    }

    /** The class path of a module of {@code servers}, which it wrote down. */
    static String classPath(String module) {
        Path target = Path.of("..", module, "target").toAbsolutePath().normalize();
        try {
            return target.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(target.resolve("class-path")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JAR of this project that a module of {@code servers} has copied. */
    static String library(String module, String artifact) {
        try (Stream<Path> copied = Files.list(Path.of("..", module, "target", "lib"))) {
            return copied.filter(path -> path.getFileName().toString().startsWith(artifact))
                    .findFirst()
                    .orElseThrow()
                    .toAbsolutePath()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the build laid out of a server that is one file. */
    static Path file(String name) {
        try (Stream<Path> content = Files.list(TARGET.resolve("servers").resolve(name))) {
            return content.filter(Files::isRegularFile).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The home of a newer virtual machine, for servers that need one. */
    static Path javaHome25() {
        String home = System.getenv("JAVA_25_HOME");
        if (home != null) {
            return Path.of(home);
        }
        try (Stream<Path> installed = Files.list(Path.of("/usr/lib/jvm"))) {
            return installed
                    .filter(path -> path.getFileName().toString().contains("25"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no JDK 25: set JAVA_25_HOME to its home"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The home of the virtual machine that a server runs on, by the name of its row or of its application: the one that runs this, or
     * a newer one for those that {@code servers/run} has named, or that all were asked to run on.
     */
    static Path javaHome(String name) {
        String asked = System.getProperty("servers.jdk", "");
        List<String> newer = List.of(System.getProperty("servers.newer", "").split(","));
        return asked.equals("25") || (asked.isEmpty() && newer.contains(name))
                ? javaHome25()
                : Path.of(System.getProperty("java.home"));
    }

    /** Which release of Java a home has. */
    static String release(Path javaHome) {
        try (Stream<String> lines = Files.lines(javaHome.resolve("release"))) {
            return lines.filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll(".*=\"?|[\".].*", ""))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path folder() {
        return folder;
    }

    Path resolve(String path) {
        return folder.resolve(path);
    }

    /** Copies a folder with all that is in it. */
    void copy(Path from, String to) {
        try (Stream<Path> content = Files.walk(from)) {
            for (Path path : content.toList()) {
                Path copy = folder.resolve(to).resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(path, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String file, String text) {
        try {
            Path path = folder.resolve(file);
            Files.createDirectories(path.getParent());
            Files.writeString(path, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces what must be in a file. */
    void replace(String file, String old, String with) {
        try {
            Path path = folder.resolve(file);
            String text = Files.readString(path);
            if (!text.contains(old)) {
                throw new IllegalStateException(path + " has no " + old);
            }
            Files.writeString(path, text.replace(old, with));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a file in the place of another one, all at once. */
    static void put(Path file, Path place) {
        try {
            Files.createDirectories(place.getParent());
            Path beside = place.resolveSibling(place.getFileName() + ".part");
            Files.copy(file, beside, StandardCopyOption.REPLACE_EXISTING);
            Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
