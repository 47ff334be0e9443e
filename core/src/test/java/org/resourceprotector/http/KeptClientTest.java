package org.resourceprotector.http;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.lang.ref.WeakReference;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class KeptClientTest {

    /** Run in a virtual machine of its own, which clears soft references at each collection. */
    public static final class Collected {

        private static final Supplier<HttpClient> KEPT = HttpClients.kept(null);

        private Collected() {}

        /** Says whether the client of the constant was collected, and whether there is another one. */
        public static void main(String[] arguments) {
            WeakReference<HttpClient> first = new WeakReference<>(KEPT.get());
            for (int i = 0; i < 20 && first.get() != null; i++) {
                System.gc();
            }
            HttpClient next = KEPT.get();
            System.out.print((first.get() == null) + " " + next.version());
        }
    }

    @Test
    void inAConstant_isCollectedIfItIsNotUsed() throws Exception {
        // what else a virtual machine tells, such as the options that it took, is not looked at
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:SoftRefLRUPolicyMSPerMB=0",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Collected.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();

        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8), is("true HTTP_1_1"));
    }
}
