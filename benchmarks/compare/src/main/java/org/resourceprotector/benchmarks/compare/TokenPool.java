package org.resourceprotector.benchmarks.compare;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.resourceprotector.benchmarks.compare.Scenario.Source;

/**
 * The tokens of one run, made beforehand and kept in files, because making one takes longer than checking it. Every
 * contender gets the same; a new one, which starts without a memory, sees each for the first time. Immutable.
 */
final class TokenPool {

    private static final int ROTATION = 10_000;

    private final Path directory;
    private final Tokens hot;
    private final Tokens.Proved proved;

    private TokenPool(Path directory, Tokens hot, Tokens.Proved proved) {
        this.directory = directory;
        this.hot = hot;
        this.proved = proved;
    }

    /** The one that makes proofs. */
    Prover client() {
        return proved.client();
    }

    /**
     * Makes tokens.
     *
     * @param sources which tokens are needed
     * @param rounds for how many rounds new ones are needed
     * @param perSecond how many new ones of each kind a second may need
     * @param seconds how long a round lasts at most
     */
    static TokenPool of(Issuer issuer, Set<Source> sources, int rounds, int perSecond, int seconds)
            throws IOException, JOSEException {
        Path directory = Path.of("benchmarks", "compare", "target", "tokens");
        Files.createDirectories(directory);
        Forge forge = new Forge(issuer);
        TokenPool pool = new TokenPool(
                directory,
                new Tokens.One(forge.token(JWSAlgorithm.RS256)),
                new Tokens.Proved(new Prover(forge, directory.resolve("proofs")), perSecond));
        for (Source source : sources) {
            for (int round = 0; round <= (source.isNew() ? rounds : 0); round++) {
                if (pool.tokens(source, round) instanceof Tokens.Of made) {
                    write(made.file(), source.isNew() ? perSecond * seconds : ROTATION, maker(forge, source));
                }
            }
        }
        return pool;
    }

    private static Maker maker(Forge forge, Source source) {
        return switch (source) {
            case NONE, HOT, PROOFS, ROTATION, NEW_RS256 -> () -> forge.token(JWSAlgorithm.RS256);
            case NEW_ES256 -> () -> forge.token(JWSAlgorithm.ES256);
            case ISSUERS_ROTATION -> forge::tokenOfOneOfMany;
            case BAD -> () -> broken(forge.token(JWSAlgorithm.RS256));
        };
    }

    /** The tokens of a load. Round 0 is for warming up. */
    Tokens tokens(Source source, int round) {
        return switch (source) {
            case NONE -> new Tokens.None();
            case HOT -> hot;
            case PROOFS -> proved;
            case ROTATION -> new Tokens.Of(directory.resolve("rotation"));
            case ISSUERS_ROTATION -> new Tokens.Of(directory.resolve("issuers-rotation"));
            case BAD -> new Tokens.Of(directory.resolve("bad"));
            case NEW_RS256 -> new Tokens.Of(directory.resolve("new-rs256-" + round));
            case NEW_ES256 -> new Tokens.Of(directory.resolve("new-es256-" + round));
        };
    }

    /** The same with one character in the middle of the signature changed. */
    static String broken(String token) {
        int middle = (token.lastIndexOf('.') + token.length()) / 2;
        char other = token.charAt(middle) == 'A' ? 'B' : 'A';
        return token.substring(0, middle) + other + token.substring(middle + 1);
    }

    private static void write(Path file, int count, Maker maker) throws IOException {
        List<String> tokens =
                IntStream.range(0, count).parallel().mapToObj(i -> maker.next()).toList();
        Files.write(file, tokens);
    }

    /** Makes one token after the other. */
    @FunctionalInterface
    private interface Maker {

        String make() throws JOSEException;

        default String next() {
            try {
                return make();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
