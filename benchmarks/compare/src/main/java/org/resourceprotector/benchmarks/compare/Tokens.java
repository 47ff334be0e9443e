package org.resourceprotector.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Which tokens a load sends. Immutable, thread-safe. */
sealed interface Tokens {

    /**
     * What the script of a load is told.
     *
     * @param uri where the load goes
     * @param seconds how long it lasts
     * @throws IOException if what must be made for this one load cannot be written
     */
    List<String> arguments(String uri, int seconds) throws IOException;

    /** No token. */
    record None() implements Tokens {
        @Override
        public List<String> arguments(String uri, int seconds) {
            return List.of("none");
        }
    }

    /** One token, again and again. */
    record One(String token) implements Tokens {
        @Override
        public List<String> arguments(String uri, int seconds) {
            return List.of("one", token);
        }

        @Override
        public String toString() {
            return "One";
        }
    }

    /** The tokens of a file, one after the other. */
    record Of(Path file) implements Tokens {
        @Override
        public List<String> arguments(String uri, int seconds) {
            return List.of("file", file.toString());
        }
    }

    /** One token, each time with a proof that was made for this load. */
    record Proved(Prover client, int perSecond) implements Tokens {
        @Override
        public List<String> arguments(String uri, int seconds) throws IOException {
            return List.of(
                    "proofs",
                    client.token(),
                    client.proofs(uri, perSecond * seconds).toString());
        }
    }
}
