package org.resourceprotector.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.jose.Jws;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.FakeKeySource;
import org.resourceprotector.keys.KeySet;
import org.resourceprotector.keys.TimedKeySource;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.token.ValidationUnavailableException;

/** Signatures of JWTs that are no access tokens. */
class JwtSignaturesTest {

    private static final String TYPE = "secevent+jwt";
    private static final Duration ANY_TIME = Duration.ofHours(1);

    private final FakeKeySource keys = FakeKeySource.published();
    private final JwtSignatures signatures = JwtSignatures.of(TokenForge.ISSUER, keys);

    private static TokenForge good() {
        return TokenForge.good().header("typ", TYPE);
    }

    private boolean passes(TokenForge forge) {
        return signatures.verify(forge.token(), TYPE, ANY_TIME).isPresent();
    }

    @Test
    void theClaimsOfAGoodJwt() {
        assertThat(
                signatures.verify(good().token(), TYPE, ANY_TIME).map(claims -> claims.get("sub")),
                is(Optional.of("user-1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "ES384", "ES512", "EdDSA"})
    void allAlgorithmsWhereNoneIsNamed(String algorithm) {
        TokenForge forge = good().algorithm(algorithm);
        FakeKeySource one = new FakeKeySource(Keys.key("k1", Keys.pairFor(algorithm), algorithm));
        JwtSignatures any = JwtSignatures.of(TokenForge.ISSUER, one);

        assertThat(any.verify(forge.token(), TYPE, ANY_TIME).isPresent(), is(true));
    }

    @Test
    void namedAlgorithmsOnly() {
        JwtSignatures strict = JwtSignatures.of(TokenForge.ISSUER, keys, "ES256");

        assertThat(strict.verify(good().token(), TYPE, ANY_TIME).isPresent(), is(false));
        assertThrows(IllegalArgumentException.class, () -> JwtSignatures.of(TokenForge.ISSUER, keys, "HS256"));
        assertThrows(IllegalArgumentException.class, () -> JwtSignatures.of(TokenForge.ISSUER, keys, "none"));
    }

    @Test
    void theTypeIsTheOneThatIsAskedFor() {
        assertThat(passes(good().header("typ", "application/SecEvent+JWT")), is(true));
        assertThat(passes(good().header("typ", "at+jwt")), is(false));
        assertThat(passes(good().header("typ", 7)), is(false));
        assertThat(passes(good().withoutHeader("typ")), is(false));
    }

    @Test
    void claimsAreNotLookedAt() {
        assertThat(passes(good().without("iss", "aud", "exp", "iat")), is(true));
    }

    @Test
    void textOfACandidate_doesNotShowItsKey() {
        VerificationKey secret =
                new VerificationKey(null, new SecretKeySpec(Keys.SECRET, "HmacSHA512"), Set.of("HS512"));
        KeyIndex keys = new KeyIndex(new KeySet(List.of()), List.of(secret), null, null);

        String text = keys.candidates(null, "HS512", 64).toString();

        assertThat(text, containsString("HS512"));
        assertThat(text, not(containsString(new String(Keys.SECRET, US_ASCII))));
    }

    @Test
    void whatIsNotUnderstoodDoesNotPass() {
        for (String name : Jws.NOT_UNDERSTOOD) {
            assertThat(name, passes(good().header(name, "x")), is(false));
        }
    }

    @Test
    void forgeriesDoNotPass() {
        String[] parts = good().token().split("\\.", -1);
        String[] other = good().claim("sub", "mallory").token().split("\\.", -1);

        assertThat(passes(good().signedBy(Keys.OTHER_RSA)), is(false));
        assertThat(
                signatures
                        .verify(parts[0] + "." + other[1] + "." + parts[2], TYPE, ANY_TIME)
                        .isPresent(),
                is(false));
        assertThat(
                signatures
                        .verify(parts[0] + "." + parts[1] + ".", TYPE, ANY_TIME)
                        .isPresent(),
                is(false));
        assertThat(signatures.verify(parts[0] + "." + parts[1], TYPE, ANY_TIME).isPresent(), is(false));
        assertThat(signatures.verify("", TYPE, ANY_TIME).isPresent(), is(false));
    }

    @Test
    void allLookUpsOfOneJwtHaveTheTimeOfOne() {
        List<Duration> times = new ArrayList<>();
        JwtSignatures timed = JwtSignatures.of(TokenForge.ISSUER, new TimedKeySource(keys, times));
        keys.publish();
        assertThat(timed.verify(good().token(), TYPE, ANY_TIME).isPresent(), is(false));
        keys.publishLater(Keys.key("k1", Keys.RSA, "RS256"));

        assertThat(timed.verify(good().token(), TYPE, Duration.ZERO).isPresent(), is(true));

        assertThat(times, contains(ANY_TIME, Duration.ZERO));
    }

    @Test
    void keysThatCannotBeHadAreAnOutage() {
        keys.down(true);
        assertThrows(ValidationUnavailableException.class, () -> signatures.verify(good().token(), TYPE, ANY_TIME));
    }
}
