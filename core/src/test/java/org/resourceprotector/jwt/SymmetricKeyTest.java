package org.resourceprotector.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Verdict;

class SymmetricKeyTest {

    private static final byte[] OTHER =
            "another secret that is long enough for HS512, too: 64 bytes or more.".getBytes(UTF_8);

    private final TokenForge good = TokenForge.good();

    @ParameterizedTest
    @CsvSource({"HS256, 32", "HS384, 48", "HS512, 64"})
    void acceptedSecretIsGoodForItsAlgorithm(String algorithm, int length) {
        byte[] secret = java.util.Arrays.copyOf(Keys.SECRET, length);
        JwtFixture bench = JwtFixture.with(JwtValidator.builder().acceptSymmetricKey(secret, algorithm));

        bench.accepted(good.macced(algorithm, secret));
        bench.accepted(good.withoutHeader("kid").macced(algorithm, secret));
        bench.rejected(Reason.BAD_SIGNATURE, good.macced(algorithm, OTHER));
        bench.rejected(Reason.WRONG_ALGORITHM, good.macced(algorithm.equals("HS256") ? "HS384" : "HS256", Keys.SECRET));
        bench.accepted(good);
        assertThat(bench.keys.asked, is(empty()));
    }

    @Test
    void severalSecretsCanBeAccepted() {
        JwtFixture bench = JwtFixture.with(
                JwtValidator.builder().acceptSymmetricKey(OTHER, "HS256").acceptSymmetricKey(Keys.SECRET, "HS256"));

        bench.accepted(good.macced("HS256", OTHER));
        bench.accepted(good.macced("HS256", Keys.SECRET));
    }

    @Test
    void secretOfAnotherIdentifierIsNotAskedFor() {
        JwtFixture bench = JwtFixture.with(JwtValidator.builder().acceptSymmetricKey(Keys.SECRET, "HS256"));

        bench.rejected(Reason.BAD_SIGNATURE, good.header("kid", "k9").macced("HS256", OTHER));
        bench.accepted(good.header("kid", "k9").macced("HS256", Keys.SECRET));
        assertThat(bench.keys.asked, is(empty()));
    }

    @Test
    void withoutKeysTheSecretIsAllThatCounts() {
        JwtValidator validator = JwtValidator.builder()
                .issuer(TokenForge.ISSUER)
                .audience(TokenForge.AUDIENCE)
                .clock(new MovedClock())
                .acceptSymmetricKey(Keys.SECRET, "HS256")
                .build();

        assertThat(
                validator.validate(PresentedToken.bearer(good.macced("HS256", Keys.SECRET))),
                instanceOf(Verdict.Accepted.class));
        Verdict.Rejected rejected = (Verdict.Rejected) validator.validate(PresentedToken.bearer(good.token()));
        assertThat(rejected.rejection().reason(), is(Reason.WRONG_ALGORITHM));
        assertThat(validator.toString(), containsString("algorithms=[HS256]"));
    }

    @ParameterizedTest
    @DisplayName("RJOSE-8725-3.5-a: a secret shorter than the hash is refused")
    @CsvSource({"HS256, 31", "HS384, 47", "HS512, 63", "HS256, 0"})
    void shortSecretIsRefused(String algorithm, int length) {
        assertThrows(
                IllegalArgumentException.class,
                () -> JwtValidator.builder().acceptSymmetricKey(new byte[length], algorithm));
    }

    @Test
    void secretIsForHmacOnly() {
        for (String algorithm : new String[] {"RS256", "none", "hs256", "A128KW", "HS1"}) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> JwtValidator.builder().acceptSymmetricKey(Keys.SECRET, algorithm));
        }
    }

    @Test
    void secretIsCopiedAndNotShown() {
        byte[] secret = Keys.SECRET.clone();
        JwtFixture bench = JwtFixture.with(JwtValidator.builder().acceptSymmetricKey(secret, "HS256"));
        secret[0]++;

        bench.accepted(good.macced("HS256", Keys.SECRET));
        assertThat(bench.validator.toString(), not(containsString("secret")));
    }
}
