package org.resourceprotector.benchmarks.compare;

import java.nio.file.Path;
import java.util.List;

/** Which tokens a load sends. Immutable, thread-safe. */
sealed interface Tokens {

    /** What the script of the load is told. */
    List<String> arguments();

    /** No token. */
    record None() implements Tokens {
        @Override
        public List<String> arguments() {
            return List.of("none");
        }
    }

    /** One token, again and again. */
    record One(String token) implements Tokens {
        @Override
        public List<String> arguments() {
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
        public List<String> arguments() {
            return List.of("file", file.toString());
        }
    }
}
