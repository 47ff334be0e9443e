package org.resourceprotector.signature;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.http.MovedClock;
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
    private final JwtSignatures signatures = JwtSignatures.of(TokenForge.ISSUER, keys, Clock.systemUTC());

    private static TokenForge good() {
        return TokenForge.good().header("typ", TYPE);
    }

    private boolean passes(TokenForge forge) {
        return passes(signatures, forge.token(), ANY_TIME);
    }

    private static boolean passes(JwtSignatures signatures, String jwt, Duration time) {
        try {
            return !signatures.verify(jwt, TYPE, time).isEmpty();
        } catch (RejectedException e) {
            return false;
        }
    }

    private String problem(String jwt) {
        return problem(signatures, jwt);
    }

    private static String problem(JwtSignatures signatures, String jwt) {
        RejectedException e = assertThrows(RejectedException.class, () -> signatures.verify(jwt, TYPE, ANY_TIME));
        return String.valueOf(e.getMessage());
    }

    @Test
    void theClaimsOfAGoodJwt() throws RejectedException {
        assertThat(signatures.verify(good().token(), TYPE, ANY_TIME).get("sub"), is("user-1"));
    }

    @Test
    void operatorIsToldWhichOfTheChecksFailed() {
        assertThat(problem("a.b"), is("not a JWT: it has 2 parts and not 3"));
        assertThat(problem(good().header("typ", "at+jwt").token()), is("typ is \"at+jwt\", and not " + TYPE));
        assertThat(problem(good().withoutHeader("typ").token()), is("typ is null, and not " + TYPE));
        assertThat(
                problem(JwtSignatures.of(TokenForge.ISSUER, keys, Clock.systemUTC(), "ES256"), good().token()),
                is("alg is \"RS256\", allowed are \"ES256\""));
        assertThat(problem(good().header("crit", "x").token()), is("the header has crit"));
        assertThat(
                problem(good().signedBy(Keys.OTHER_RSA).token()),
                startsWith("kid \"k1\" with a signature that no key of that name made"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "PS256", "ES256", "ES384", "ES512", "EdDSA"})
    void allAlgorithmsWhereNoneIsNamed(String algorithm) {
        TokenForge forge = good().algorithm(algorithm);
        FakeKeySource one = new FakeKeySource(Keys.key("k1", Keys.pairFor(algorithm), algorithm));
        JwtSignatures any = JwtSignatures.of(TokenForge.ISSUER, one, Clock.systemUTC());

        assertThat(passes(any, forge.token(), ANY_TIME), is(true));
    }

    @Test
    void checksThatAFloodHasUsedUp_comeBackByTheClock() throws RejectedException {
        MovedClock clock = new MovedClock();
        FakeKeySource two =
                new FakeKeySource(Keys.key(null, Keys.OTHER_RSA, "RS256"), Keys.key(null, Keys.RSA, "RS256"));
        JwtSignatures timed = JwtSignatures.of(TokenForge.ISSUER, two, clock);
        String forged = good().withoutHeader("kid").algorithm("RS256").token().replaceFirst("[^.]{9}$", "AAAAAAAAA");
        for (int i = 0; i < SpareChecks.AT_ONCE; i++) {
            assertThat(passes(timed, forged, ANY_TIME), is(false));
        }
        String good = good().withoutHeader("kid").token();

        assertThrows(ValidationUnavailableException.class, () -> timed.verify(good, TYPE, ANY_TIME));
        clock.move(Duration.ofSeconds(1));
        assertThat(timed.verify(good, TYPE, ANY_TIME).get("sub"), is("user-1"));
    }

    @Test
    void namedAlgorithmsOnly() {
        JwtSignatures strict = JwtSignatures.of(TokenForge.ISSUER, keys, Clock.systemUTC(), "ES256");

        assertThat(passes(strict, good().token(), ANY_TIME), is(false));
        assertThrows(
                IllegalArgumentException.class,
                () -> JwtSignatures.of(TokenForge.ISSUER, keys, Clock.systemUTC(), "HS256"));
        assertThrows(
                IllegalArgumentException.class,
                () -> JwtSignatures.of(TokenForge.ISSUER, keys, Clock.systemUTC(), "none"));
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
        for (String forged : List.of(
                parts[0] + "." + other[1] + "." + parts[2],
                parts[0] + "." + parts[1] + ".",
                parts[0] + "." + parts[1],
                "")) {
            assertThat(forged, passes(signatures, forged, ANY_TIME), is(false));
        }
    }

    @Test
    void allLookUpsOfOneJwtHaveTheTimeOfOne() {
        List<Duration> times = new ArrayList<>();
        JwtSignatures timed = JwtSignatures.of(TokenForge.ISSUER, new TimedKeySource(keys, times), Clock.systemUTC());
        keys.publish();
        assertThat(passes(timed, good().token(), ANY_TIME), is(false));
        keys.publishLater(Keys.key("k1", Keys.RSA, "RS256"));

        assertThat(passes(timed, good().token(), Duration.ZERO), is(true));

        assertThat(times, contains(ANY_TIME, Duration.ZERO));
    }

    @Test
    void keysThatCannotBeHadAreAnOutage() {
        keys.down(true);
        assertThrows(ValidationUnavailableException.class, () -> signatures.verify(good().token(), TYPE, ANY_TIME));
    }
}
