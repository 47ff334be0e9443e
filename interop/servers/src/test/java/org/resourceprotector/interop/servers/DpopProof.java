package org.resourceprotector.interop.servers;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Makes proofs of possession with the script of the description. */
final class DpopProof {

    private DpopProof() {}

    /** The header with a fresh proof for a request to a token endpoint. */
    static Map<String, String> forTokenEndpoint(String uri) {
        String key = Workplace.target("dpop-key.json").toString();
        List<String> command = List.of(
                "timeout", "30", "node", Workplace.description("dpop.mjs").toString(), key, "POST", uri);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(Workplace.log("dpop").toFile())
                    .start();
            String proof = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            process.waitFor(30, TimeUnit.SECONDS);
            return Map.of("DPoP", proof);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
