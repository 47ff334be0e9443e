package org.resourceprotector.benchmarks.compare;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A server that is compared. Immutable, thread-safe.
 *
 * @param name what it is called in tables
 * @param isOurs whether it is protected by this library
 * @param module its folder below {@code benchmarks}
 * @param mainClass what starts it
 * @param parts the artifacts whose versions a reader wants to know
 */
record Contender(String name, boolean isOurs, String module, String mainClass, List<String> parts) {

    private static final Path BENCHMARKS = Path.of("benchmarks");
    private static final String OURS = "org.resourceprotector.benchmarks.ours.Server";
    private static final String PEERS = "org.resourceprotector.benchmarks.peers.";

    /** The one that ours is held against where others cannot do the same. */
    static final Contender SPRING =
            peer("Spring Boot", "springboot", "spring-boot", "spring-boot", "spring-security-web", "tomcat-embed-core");

    static final List<Contender> ALL = List.of(
            ours("ours, Jersey 3.1", "jersey-3.1", "jersey-server", "grizzly-http-server"),
            ours("ours, Jersey 4.0", "jersey-4.0", "jersey-server", "grizzly-http-server"),
            ours("ours, RESTEasy 6.2", "resteasy-6.2", "resteasy-core", "undertow-core"),
            ours("ours, CXF 4.2", "cxf-4.2", "cxf-rt-frontend-jaxrs", "jetty-server"),
            SPRING,
            peer("CXF's own", "cxf", "cxf", "cxf-rt-rs-security-oauth2", "jetty-server"),
            peer("SmallRye JWT, RESTEasy", "smallrye", "smallrye", "smallrye-jwt", "resteasy-core", "undertow-core"),
            peer("Dropwizard, jose4j", "dropwizard", "dropwizard", "dropwizard-auth", "jose4j", "jetty-server"),
            peer("pac4j, Jersey", "pac4j", "pac4j", "jersey3-pac4j", "pac4j-jwt", "jersey-server"));

    private static Contender ours(String name, String folder, String... parts) {
        return new Contender(name, true, "ours/" + folder, OURS, List.of(parts));
    }

    private static Contender peer(String name, String packageName, String folder, String... parts) {
        return new Contender(name, false, "peers/" + folder, PEERS + packageName + ".Server", List.of(parts));
    }

    /** Those whose name or folder has one of the words; all where there is no word. */
    static List<Contender> named(List<String> words) {
        return ALL.stream()
                .filter(one -> words.isEmpty()
                        || words.stream().anyMatch(word -> one.name.contains(word) || one.module.contains(word)))
                .toList();
    }

    /** The one of that name. */
    static Contender called(String name) {
        return ALL.stream().filter(one -> one.name.equals(name)).findFirst().orElseThrow();
    }

    /** Whether it has a way to tell many issuers apart that is documented. */
    boolean knowsIssuers() {
        return isOurs || equals(SPRING);
    }

    /** Whether it has DPoP with a memory of used proofs. */
    boolean knowsProofs() {
        return isOurs || equals(SPRING);
    }

    String classPath() {
        Path target = BENCHMARKS.resolve(module).resolve("target");
        try {
            return target.resolve("classes")
                    + File.pathSeparator
                    + Files.readString(target.resolve("class-path")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " is not built", e);
        }
    }

    /** The exact versions of what a reader wants to know, as they are on the class path. */
    String versions() {
        String classPath = classPath();
        return parts.stream().map(part -> part + " " + version(part, classPath)).collect(Collectors.joining(", "));
    }

    private static String version(String part, String classPath) {
        Matcher jar = Pattern.compile("[/\\\\]" + Pattern.quote(part) + "-([0-9][^/\\\\:;]*)\\.jar")
                .matcher(classPath);
        return jar.find() ? jar.group(1) : "?";
    }
}
