package org.resourceprotector.jwt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.FakeKeySource;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.signature.KeyIndex;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.TokenValidator;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** The right token and the wrong key: of another issuer, another name, another validator. */
class KeyConfusionTest {

    private static final String SECOND_ISSUER = "https://as2.example.com";

    private final MovedClock clock = new MovedClock();
    private final TokenForge good = TokenForge.good();

    private JwtValidator validator(String issuer, KeySource keys, String... audience) {
        return JwtValidator.builder()
                .issuer(issuer)
                .audience(audience)
                .keys(keys)
                .clock(clock)
                .build();
    }

    private static boolean accepts(TokenValidator validator, String token) {
        return validator.validate(PresentedToken.bearer(token)) instanceof Verdict.Accepted;
    }

    @Test
    @DisplayName("RJOSE-8725-3.8-a: a token that one validator remembers is unknown to all others, whatever they share")
    void whatOneRemembersIsUnknownToOthers() {
        FakeKeySource shared = FakeKeySource.published();
        JwtValidator first = validator(TokenForge.ISSUER, shared, TokenForge.AUDIENCE);
        JwtValidator otherAudience = validator(TokenForge.ISSUER, shared, "https://other.example.com");
        JwtValidator otherIssuer = validator(SECOND_ISSUER, shared, TokenForge.AUDIENCE);
        JwtValidator otherProfile = JwtValidator.builder()
                .issuer(TokenForge.ISSUER)
                .audience(TokenForge.AUDIENCE)
                .keys(shared)
                .profile(JwtProfile.KEYCLOAK)
                .clock(clock)
                .build();
        String token = good.token();
        for (int time = 1; time <= 2; time++) {
            assertThat(accepts(first, token), is(true));
            assertThat(accepts(otherAudience, token), is(false));
            assertThat(accepts(otherIssuer, token), is(false));
            assertThat(accepts(otherProfile, token), is(false));
        }
    }

    @Test
    @DisplayName("RJOSE-8725-3.8-a: a key of one issuer signs nothing for another, with or without a key identifier")
    void keyOfOneIssuerSignsNothingForAnother() {
        JwtValidator first =
                validator(TokenForge.ISSUER, new FakeKeySource(Keys.key("k1", Keys.RSA, "RS256")), TokenForge.AUDIENCE);
        JwtValidator second = validator(
                SECOND_ISSUER, new FakeKeySource(Keys.key("k1", Keys.OTHER_RSA, "RS256")), TokenForge.AUDIENCE);
        for (TokenValidator chain : List.of(TokenValidator.chain(first, second), TokenValidator.chain(second, first))) {
            for (TokenForge forge : List.of(good, good.withoutHeader("kid"))) {
                TokenForge ofSecond = forge.claim("iss", SECOND_ISSUER);
                assertThat(accepts(chain, forge.token()), is(true));
                assertThat(accepts(chain, ofSecond.signedBy(Keys.OTHER_RSA).token()), is(true));
                assertThat(accepts(chain, forge.signedBy(Keys.OTHER_RSA).token()), is(false));
                assertThat(accepts(chain, ofSecond.token()), is(false));
            }
        }
    }

    @Test
    @DisplayName("RJOSE-8725-3.10-a: a key identifier is compared to the letter, and stands for no other key")
    void keyIdentifierIsComparedToTheLetter() {
        JwtFixture bench = JwtFixture.with(Keys.key("k1", Keys.RSA, "RS256"), Keys.key("K1", Keys.OTHER_RSA, "RS256"));

        bench.accepted(good);
        bench.rejected(Reason.BAD_SIGNATURE, good.header("kid", "K1"));
        for (String other : List.of("k1 ", " k1", "k1\u0000", "k\u0131", "k1/../k1", "%6b1", "*", "k1,K1", "null")) {
            bench.rejected(Reason.UNKNOWN_KEY, good.header("kid", other));
        }
        bench.accepted(good.withHeader("{\"alg\":\"RS256\",\"typ\":\"at+jwt\",\"kid\":\"\\u006b1\"}"));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-a: of a hundred keys that fit, one token makes us try sixteen")
    void candidatesAreBounded() {
        AtomicInteger readings = new AtomicInteger();
        int perCheck = readings(readings, JwtFixture.with(key(readings, "k1")), good);
        VerificationKey[] many = new VerificationKey[100];
        Arrays.setAll(many, i -> key(readings, i % 2 == 0 ? null : "same"));
        JwtFixture bench = JwtFixture.with(many);

        assertThat(perCheck, greaterThan(0));
        for (TokenForge forge :
                List.of(good.withoutHeader("kid"), good.header("kid", "same"), good.header("kid", "nobody has it"))) {
            assertThat(readings(readings, bench, forge), is(KeyIndex.MAX_CANDIDATES * perCheck));
        }
    }

    @Test
    @DisplayName("RJOSE-7517-kid-a: a flood of forged tokens costs one check for each, and no good token a 401")
    void floodOfForgedTokens_costsOneCheckForEach() {
        AtomicInteger readings = new AtomicInteger();
        int perCheck = readings(readings, JwtFixture.with(key(readings, "k1")), good);
        JwtFixture bench = JwtFixture.with(
                Keys.key(null, Keys.RSA, "RS256"), key(readings, null), key(readings, null), key(readings, "k4"));
        TokenForge forged = good.withoutHeader("kid").signedBy(Keys.OTHER_RSA);
        for (int i = 0; i < 200; i++) {
            try {
                bench.show(forged.claim("jti", "forged " + i).token());
            } catch (ValidationUnavailableException enough) {
                assertThat(enough.retryAfter().orElseThrow(), is(Duration.ofSeconds(1)));
            }
        }
        readings.set(0);
        for (int i = 0; i < 100; i++) {
            String token = forged.claim("jti", "more " + i).token();
            try {
                bench.show(token);
            } catch (ValidationUnavailableException enough) {
                // what a flood is told
            }
        }

        assertThat(readings.get(), lessThan(perCheck * 100));
        bench.accepted(good.withoutHeader("kid"));
        bench.rejected(Reason.BAD_SIGNATURE, good.header("kid", "k4").signedBy(Keys.OTHER_RSA));
    }

    private static VerificationKey key(AtomicInteger readings, String id) {
        return new VerificationKey(id, new CountedKey(readings), Set.of("RS256"));
    }

    /** How often a key is read for one bad token, after the keys were made ready. */
    private static int readings(AtomicInteger readings, JwtFixture bench, TokenForge forge) {
        String token = forge.signedBy(Keys.OTHER_RSA).token();
        bench.show(token);
        readings.set(0);
        assertThat(bench.show(token), instanceOf(Verdict.Rejected.class));
        return readings.get();
    }

    /** A key that counts how often it is read. */
    private record CountedKey(AtomicInteger readings) implements RSAPublicKey {

        private static final long serialVersionUID = 1L;

        @Override
        public BigInteger getModulus() {
            readings.incrementAndGet();
            return ((RSAPublicKey) Keys.RSA.getPublic()).getModulus();
        }

        @Override
        public BigInteger getPublicExponent() {
            return ((RSAPublicKey) Keys.RSA.getPublic()).getPublicExponent();
        }

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "X.509";
        }

        @Override
        public byte[] getEncoded() {
            readings.incrementAndGet();
            return Keys.RSA.getPublic().getEncoded();
        }
    }

    @Test
    void noMoreSecretsAreTakenThanAreTried() {
        JwtValidator.Builder builder = JwtValidator.builder();
        for (int i = 0; i < 4; i++) {
            builder.acceptSymmetricKey(secret(i), "HS256").acceptSymmetricKey(secret(i), "HS512");
        }
        JwtFixture bench = JwtFixture.with(builder);

        for (int i = 0; i < 4; i++) {
            bench.accepted(good.macced("HS256", secret(i)));
            bench.accepted(good.macced("HS512", secret(i)));
        }
        assertThrows(IllegalArgumentException.class, () -> builder.acceptSymmetricKey(secret(9), "HS256"));
        builder.acceptSymmetricKey(secret(9), "HS384");
    }

    private static byte[] secret(int i) {
        return ("secret number " + i + " of sixty-four bytes, as long as HS512 wants them").getBytes(UTF_8);
    }
}
