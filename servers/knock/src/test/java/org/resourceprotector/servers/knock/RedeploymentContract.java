package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.testkit.TestToken;

/**
 * A WAR is replaced ten times on a server that runs, and no class loader of those before it is left. Each of them has asked the
 * issuer for its keys and about tokens.
 *
 * <p>Soft references are cleared by each collection: what only they keep is no leak, and would take hours to see.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedeploymentContract {

    /** Where an application may have its protector. */
    enum Place {
        OWN("of the Application"),
        CONSTANT("in a constant"),
        BEAN("that is a bean"),

        /** A WAR without this library: what is left of it is not ours. */
        NOWHERE("in no class of the WAR");

        private final String told;

        Place(String told) {
            this.told = told;
        }

        private String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int TIMES = 10;
    private static final Duration COLLECTION = Duration.ofSeconds(150);
    private static final Duration COLLECTION_WITHOUT_US = Duration.ofSeconds(30);

    /** As many calls at once as servers have threads that may still hold their last one. */
    private static final int THREADS = 64;

    /** Is loaded by the class loader of the WAR, and by no other. */
    private static final String CLASS_OF_THE_WAR = "org.resourceprotector.servers.resources.Library";

    /** Has the server look for resources, and needs no class of an {@code Application}. */
    private static final String WEB_XML = """
            <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
              <servlet-mapping>
                <servlet-name>jakarta.ws.rs.core.Application</servlet-name>
                <url-pattern>/*</url-pattern>
              </servlet-mapping>
            </web-app>
            """;

    private final String name;
    private int leftWithoutUs;

    /** By its name for readers. */
    RedeploymentContract(String name) {
        this.name = name;
    }

    /** The server, in a folder of that name. */
    abstract WarServer install(String folder);

    /**
     * How many loaders may be left: the one that is in use, or, if a WAR without this library leaves more, as many as that one, and one
     * in which JDK 17 keeps the classes of the record that was compared last.
     */
    private int mayBeLeft() {
        return leftWithoutUs > 1 ? leftWithoutUs + 1 : 1;
    }

    Stream<Place> keepsNoLoader() {
        return Stream.of(Place.OWN, Place.CONSTANT);
    }

    @ParameterizedTest
    @MethodSource
    void keepsNoLoader(Place protector) {
        String key = "redeployed-" + name.replaceAll("\\W+", "-") + "-" + protector.key();
        WarServer server = install(key);
        try (TestIssuer issuer = TestIssuer.start()) {
            server.deploy("api", war(key, server, issuer, protector, 0));
            try (ServerProcess process = server.start("-XX:SoftRefLRUPolicyMSPerMB=0")) {
                use(process, issuer, protector, 0);
                assertThat("the loader that is in use is seen", loaders(process), is(1));
                for (int generation = 1; generation <= TIMES; generation++) {
                    server.deploy("api", war(key, server, issuer, protector, generation));
                    use(process, issuer, protector, generation);
                }
                int before = loaders(process);
                int after = before;
                long begin = System.nanoTime();
                Duration patience = protector == Place.NOWHERE ? COLLECTION_WITHOUT_US : COLLECTION;
                while (after > mayBeLeft() && System.nanoTime() - begin < patience.toNanos()) {
                    occupyAllThreads(process, protector);
                    after = loaders(process);
                }
                Workplace.tell(String.format(
                        "%s on JDK %s, protector %s: after %d redeployments %d loaders, %d of them %d seconds later",
                        name,
                        Workplace.release(Workplace.javaHome(name)),
                        protector.told,
                        TIMES,
                        before,
                        after,
                        Duration.ofNanos(System.nanoTime() - begin).toSeconds()));
                if (protector == Place.NOWHERE) {
                    leftWithoutUs = after;
                } else if (after > mayBeLeft()) {
                    Path heap = Path.of("target", "logs", key + ".hprof").toAbsolutePath();
                    jcmd(process, "GC.heap_dump", "-overwrite", heap.toString());
                    throw new AssertionError(after + " loaders are left, see " + heap);
                }
            }
        }
    }

    private static Path war(String key, WarServer server, TestIssuer issuer, Place protector, int generation) {
        War war = War.of(
                protector == Place.BEAN ? "war-cdi" : server.libraries(),
                Map.of(
                        "protector", protector.key(),
                        "generation", String.valueOf(generation),
                        "issuer", issuer.issuer(),
                        "audience", issuer.audience()));
        return (protector == Place.NOWHERE
                        ? war.only(RedeploymentContract::isNotOurs, WEB_XML).withoutLibraries()
                        : war)
                .make(Path.of("target", "wars", key + ".war"));
    }

    private static boolean isNotOurs(String file) {
        return file.matches("org/resourceprotector/servers/resources/(Library|Settings)\\.class");
    }

    /** A thread that waits for work may hold the last request that it served. */
    private static void occupyAllThreads(ServerProcess process, Place protector) {
        String path = protector == Place.NOWHERE ? "/library/generation" : "/class";
        ServerProcess api = process.under("/api");
        ExecutorService callers = Executors.newFixedThreadPool(THREADS);
        for (int i = 0; i < THREADS; i++) {
            callers.execute(() -> api.call("GET", path));
        }
        callers.shutdown();
        try {
            assertThat("all are answered", callers.awaitTermination(1, TimeUnit.MINUTES), is(true));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for a deployment, and calls it with tokens for which it needs the issuer; by many at once where a WAR without us is, too. */
    private void use(ServerProcess process, TestIssuer issuer, Place protector, int generation) {
        ServerProcess api = process.under("/api").answers("/library/generation", String.valueOf(generation));
        if (protector == Place.NOWHERE || leftWithoutUs > 0) {
            occupyAllThreads(process, protector);
        }
        if (protector == Place.NOWHERE) {
            return;
        }
        TestToken token = issuer.token().scope("profile");

        assertThat(api.call("GET", "/class").statusCode(), is(401));
        assertThat(status(api, token.authorization()), is(200));
        assertThat(status(api, "Bearer " + token.opaqueValue()), is(200));
    }

    private static int status(ServerProcess api, String authorization) {
        return api.call("GET", "/class", "Authorization", authorization).statusCode();
    }

    /** How many class loaders of the WAR are left after a collection. */
    private int loaders(ServerProcess process) {
        jcmd(process, "GC.run");
        jcmd(process, "GC.run");
        return (int) jcmd(process, "VM.classloaders", "show-classes")
                .lines()
                .filter(line -> line.strip().matches("(.*[\\s|])?" + CLASS_OF_THE_WAR.replace(".", "\\.")))
                .count();
    }

    private String jcmd(ServerProcess process, String... command) {
        try {
            Path output = Files.createTempFile(Path.of("target"), "jcmd", ".txt");
            String[] words = new String[command.length + 2];
            words[0] = Workplace.javaHome(name).resolve("bin").resolve("jcmd").toString();
            words[1] = String.valueOf(process.pid());
            System.arraycopy(command, 0, words, 2, command.length);
            Process jcmd = new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            int status = jcmd.waitFor();
            String text = Files.readString(output, StandardCharsets.ISO_8859_1);
            Files.delete(output);
            if (status != 0) {
                throw new AssertionError("jcmd " + String.join(" ", command) + ": " + text);
            }
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
