package org.resourceprotector.servers.knock;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.testkit.TestIssuer;
import org.resourceprotector.testkit.TestToken;

/**
 * A WAR is replaced ten times on a server that runs, and no class loader of those before it is left. Each of them has asked the
 * issuer for its keys and about tokens.
 *
 * <p>Soft references are cleared by each collection: what only they keep is no leak, and would take hours to see.
 */
class RedeploymentTest {

    private static final int TIMES = 10;
    private static final Duration COLLECTION = Duration.ofSeconds(150);

    /** Is loaded by the class loader of the WAR, and by no other. */
    private static final String CLASS_OF_THE_WAR = "org.resourceprotector.servers.resources.Library";

    /** Where a protector is, for people. */
    private static final Map<String, String> PLACES = Map.of("own", "of the Application", "constant", "in a constant");

    @ParameterizedTest
    @ValueSource(strings = {"own", "constant"})
    void tomcat10_keepsNoLoader(String protector) {
        redeploy("Tomcat 10.1", new Tomcat("tomcat-10.1", "war-jersey-3.1", "redeployed-tomcat-10.1"), protector);
    }

    private static void redeploy(String name, WarServer server, String protector) {
        try (TestIssuer issuer = TestIssuer.start()) {
            server.deploy("api", war(server, issuer, protector, 0));
            try (ServerProcess process = server.start("-XX:SoftRefLRUPolicyMSPerMB=0")) {
                use(process, issuer, 0);
                assertThat("the loader that is in use is seen", loaders(process), is(1));
                for (int generation = 1; generation <= TIMES; generation++) {
                    server.deploy("api", war(server, issuer, protector, generation));
                    use(process, issuer, generation);
                }
                int before = loaders(process);
                int after = before;
                long begin = System.nanoTime();
                while (after > 1 && System.nanoTime() - begin < COLLECTION.toNanos()) {
                    process.under("/api").call("GET", "/class");
                    after = loaders(process);
                }
                Workplace.tell(String.format(
                        "%s on JDK %s, protector %s: after %d redeployments %d loaders, %d of them %d seconds later",
                        name,
                        Workplace.release(Workplace.javaHome()),
                        PLACES.get(protector),
                        TIMES,
                        before,
                        after,
                        Duration.ofNanos(System.nanoTime() - begin).toSeconds()));
                if (after > 1) {
                    Path heap = Path.of("target", "logs", name.replaceAll("\\W+", "-") + "-" + protector + ".hprof");
                    jcmd(
                            process,
                            "GC.heap_dump",
                            "-overwrite",
                            heap.toAbsolutePath().toString());
                    throw new AssertionError(after + " loaders are left, see " + heap);
                }
            }
        }
    }

    private static Path war(WarServer server, TestIssuer issuer, String protector, int generation) {
        String libraries = server.libraries();
        Path file = Path.of("target", "wars", "redeployed-" + libraries + "-" + protector + ".war");
        return War.make(
                libraries,
                file,
                Map.of(
                        "protector", protector,
                        "generation", String.valueOf(generation),
                        "issuer", issuer.issuer(),
                        "audience", issuer.audience()));
    }

    /** Waits for a deployment, and calls it with tokens for which it needs the issuer. */
    private static void use(ServerProcess process, TestIssuer issuer, int generation) {
        ServerProcess api = process.under("/api").answers("/library/generation", String.valueOf(generation));
        TestToken token = issuer.token().scope("profile");

        assertThat(api.call("GET", "/class").statusCode(), is(401));
        assertThat(status(api, token.authorization()), is(200));
        assertThat(status(api, "Bearer " + token.opaqueValue()), is(200));
    }

    private static int status(ServerProcess api, String authorization) {
        return api.call("GET", "/class", "Authorization", authorization).statusCode();
    }

    /** How many class loaders of the WAR are left after a collection. */
    private static int loaders(ServerProcess process) {
        jcmd(process, "GC.run");
        jcmd(process, "GC.run");
        return (int) jcmd(process, "VM.classloaders", "show-classes")
                .lines()
                .filter(line -> line.strip().matches("(.*[\\s|])?" + CLASS_OF_THE_WAR.replace(".", "\\.")))
                .count();
    }

    private static String jcmd(ServerProcess process, String... command) {
        try {
            Path output = Files.createTempFile(Path.of("target"), "jcmd", ".txt");
            String[] words = new String[command.length + 2];
            words[0] = Workplace.javaHome().resolve("bin").resolve("jcmd").toString();
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
