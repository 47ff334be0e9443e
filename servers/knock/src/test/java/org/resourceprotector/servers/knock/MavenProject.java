package org.resourceprotector.servers.knock;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A project of a user of the library that is no part of this build, with what this build has made in a repository of its own. All
 * else in that is a link to the repository of this build.
 */
final class MavenProject {

    private static final String GROUP = "resourceprotector";
    private static final Path BUILD = Path.of("..", "..").toAbsolutePath().normalize();
    private static final String VERSION = version();

    private MavenProject() {}

    /** The version of this build, which is the first one in its POM. */
    private static String version() {
        try {
            String pom = Files.readString(BUILD.resolve("pom.xml"));
            int start = pom.indexOf("<version>") + "<version>".length();
            return pom.substring(start, pom.indexOf("</version>", start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes its {@code pom.xml}, and answers the repository. */
    static Path write(Workplace place) {
        Path repository = place.resolve("repository");
        try {
            place.write(
                    "pom.xml",
                    Files.readString(Path.of("src", "test", "resources", "quarkus-dev.xml"))
                            .replace("@VERSION@", VERSION));
            Path known = known();
            link(known, repository, "org");
            link(known.resolve("org"), repository.resolve("org"), GROUP);
            put(repository, "parent", BUILD, false);
            put(repository, "", BUILD.resolve("core"), true);
            put(repository, "properties", BUILD.resolve("integrations/properties"), true);
            put(repository, "cdi", BUILD.resolve("integrations/cdi"), true);
            return repository;
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where the libraries of this test are: in {@code org/junit/jupiter/junit-jupiter-api/VERSION/FILE}. */
    private static Path known() throws URISyntaxException {
        return Path.of(Test.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .resolve("../../../../../..")
                .normalize();
    }

    private static void link(Path from, Path to, String but) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> all = Files.list(from)) {
            for (Path path : all.toList()) {
                if (!path.getFileName().toString().equals(but)) {
                    Files.createSymbolicLink(to.resolve(path.getFileName()), path);
                }
            }
        }
    }

    private static void put(Path repository, String name, Path module, boolean hasJar) throws IOException {
        String artifact = name.isEmpty() ? "resource-protector" : "resource-protector-" + name;
        Path folder = Files.createDirectories(
                repository.resolve("org").resolve(GROUP).resolve(artifact).resolve(VERSION));
        Files.copy(module.resolve("pom.xml"), folder.resolve(artifact + "-" + VERSION + ".pom"));
        if (hasJar) {
            String jar = artifact + "-" + VERSION + ".jar";
            Files.copy(module.resolve("target").resolve(jar), folder.resolve(jar));
        }
    }
}
