package org.resourceprotector.interop.servers;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.resourceprotector.processes.control.Ports;

/** Where things are: what the build laid out, and the folder that says how the servers are set up. */
final class Workplace {

    private static final Path TARGET = Path.of(System.getProperty("interop.target"));
    private static final Path SHARED = Path.of(System.getProperty("resourceprotector.shared"));

    private Workplace() {}

    static Path target(String name) {
        return TARGET.resolve(name);
    }

    static Path keycloak() {
        return Path.of(System.getProperty("interop.keycloak"));
    }

    /** The class path of another module of {@code interop}, which it wrote down. */
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

    /** The virtual machine that runs this. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    static Path log(String name) {
        try {
            return Files.createDirectories(target("logs")).resolve(name + ".log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What {@code interop/run heavy} laid out; without it the test is skipped. */
    static Path heavy(String name) {
        Path folder = target("heavy").resolve(name);
        assumeTrue(Files.isDirectory(folder), "skipped: no folder " + folder + ", see interop/run heavy");
        return folder;
    }

    /** A file of a package of Debian; without it the test is skipped. */
    static Path installed(String file) {
        assumeTrue(Files.exists(Path.of(file)), "skipped: no " + file + ", see interop/run heavy");
        return Path.of(file);
    }

    /** A file that says how a server is set up; without the folder the test is skipped, and the build says so. */
    static Path description(String name) {
        Path folder = SHARED.resolve("authorization-servers");
        assumeTrue(Files.isDirectory(folder), "skipped: no folder " + folder);
        return folder.resolve(name);
    }

    static int freePort() {
        return Ports.free();
    }
}
