package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.signature.KeyIndex;
import org.resourceprotector.signature.KeySelector;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** What was verified is not verified again, and what makes it count no more. */
class VerifiedTokenCacheTest {

    private final JwtFixture bench = JwtFixture.strict();
    private final TokenForge good = TokenForge.good();

    @Test
    void tokenThatWasSeenIsTheSameTokenAgain() {
        String token = good.token();

        assertThat(accepted(bench, token), sameInstance(accepted(bench, token)));
    }

    @Test
    void zeroRemembersNothing() {
        JwtFixture forgetful = JwtFixture.with(JwtValidator.builder().cacheSize(0));
        String token = good.token();

        assertThat(accepted(forgetful, token), not(sameInstance(accepted(forgetful, token))));
    }

    @Test
    void validatorsDoNotShareWhatTheyRemember() {
        String token = good.token();
        JwtFixture other = JwtFixture.strict();
        accepted(bench, token);

        assertThat(accepted(other, token), not(sameInstance(accepted(bench, token))));
        other.keys.publish(Keys.key("k1", Keys.OTHER_RSA, "RS256"));
        other.rejected(Reason.BAD_SIGNATURE, token);
        bench.accepted(token);
    }

    @Test
    void expiryIsCheckedEveryTime() {
        String token = good.claim("exp", TokenForge.SECOND + 60).token();
        bench.accepted(token);

        bench.clock.move(Duration.ofSeconds(89));
        bench.accepted(token);
        bench.clock.move(Duration.ofSeconds(1));
        bench.rejected(Reason.EXPIRED, token);
    }

    @Test
    void clockThatIsSetBackIsCheckedEveryTime() {
        String token = good.claim("nbf", TokenForge.SECOND - 10).token();
        bench.accepted(token);

        bench.clock.move(Duration.ofSeconds(-40));
        bench.accepted(token);
        bench.clock.move(Duration.ofSeconds(-1));
        bench.rejected(Reason.NOT_YET_VALID, token);
    }

    @Test
    void tokenIsVerifiedAgainAfterTheLongestLifetime() {
        String token = good.claim("exp", TokenForge.SECOND + 36_000).token();
        AccessToken first = accepted(bench, token);

        bench.clock.move(Duration.ofMinutes(10).minusMillis(1));
        assertThat(accepted(bench, token), sameInstance(first));
        bench.clock.move(Duration.ofMillis(1));
        assertThat(accepted(bench, token), not(sameInstance(first)));
    }

    @Test
    void longestLifetimeCanBeSet() {
        JwtFixture brief = JwtFixture.with(JwtValidator.builder().cacheFor(Duration.ofSeconds(5)));
        String token = good.token();
        AccessToken first = accepted(brief, token);

        brief.clock.move(Duration.ofSeconds(4));
        assertThat(accepted(brief, token), sameInstance(first));
        brief.clock.move(Duration.ofSeconds(1));
        assertThat(accepted(brief, token), not(sameInstance(first)));
    }

    @Test
    void tokenIsRememberedNoLongerThanUntilItsExpiry() {
        String token = good.claim("exp", TokenForge.SECOND + 60).token();
        AccessToken first = accepted(bench, token);

        bench.clock.move(Duration.ofSeconds(60));
        assertThat(accepted(bench, token), not(sameInstance(first)));
    }

    @Test
    void removedKeyTakesItsTokensAlong() {
        String token = good.token();
        bench.accepted(token);

        bench.keys.publish(Keys.key("k2", Keys.OTHER_RSA, "RS256"));
        bench.rejected(Reason.UNKNOWN_KEY, token);
    }

    @Test
    void removedKeyTakesItsTokensAlongThoughItsIdentifierIsUsedAgain() {
        String token = good.token();
        bench.accepted(token);

        bench.keys.publish(Keys.key("k1", Keys.OTHER_RSA, "RS256"));
        bench.rejected(Reason.BAD_SIGNATURE, token);
    }

    @Test
    void keyThatIsNowForAnotherAlgorithmTakesItsTokensAlong() {
        String token = good.token();
        bench.accepted(token);

        bench.keys.publish(Keys.key("k1", Keys.RSA, "PS256"));
        bench.rejected(Reason.WRONG_ALGORITHM, token);
    }

    @Test
    void addedKeyLeavesTheOthersTokensAlone() {
        String token = good.token();
        AccessToken first = accepted(bench, token);

        bench.keys.publish(Keys.key("k0", Keys.EC, "ES256"), Keys.key("k1", Keys.RSA, "RS256"));
        assertThat(accepted(bench, token), sameInstance(first));
        bench.keys.publish(Keys.key("k0", Keys.EC, "ES256"));
        bench.rejected(Reason.UNKNOWN_KEY, token);
    }

    @Test
    void outageBeyondTheBoundConcernsRememberedTokensToo() {
        String token = good.token();
        bench.accepted(token);

        bench.keys.down(true);
        assertThrows(ValidationUnavailableException.class, () -> bench.show(token));
        bench.keys.down(false);
        bench.accepted(token);
    }

    @Test
    void tokenThatDiffersInAnythingIsAnotherToken() {
        String token = good.token();
        bench.accepted(token);

        bench.refused(token + "=");
        bench.refused(token.toUpperCase(java.util.Locale.ROOT));
        for (int i = 0; i < token.length(); i++) {
            // The low byte is that of the character that stood there.
            char other = (char) (token.charAt(i) + 0x100);
            String lookalike = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(TokenDigest.of(lookalike), is(not(TokenDigest.of(token))));
            bench.refused(lookalike);
        }
    }

    @Test
    void rejectionsAreNotRemembered() {
        String early = good.claim("nbf", TokenForge.SECOND + 60).token();
        bench.rejected(Reason.NOT_YET_VALID, early);
        bench.clock.move(Duration.ofSeconds(60));
        bench.accepted(early);

        String unknown = good.header("kid", "k2").signedBy(Keys.OTHER_RSA).token();
        bench.rejected(Reason.UNKNOWN_KEY, unknown);
        bench.keys.publish(Keys.key("k2", Keys.OTHER_RSA, "RS256"));
        bench.accepted(unknown);
    }

    @Test
    void badTokensDoNotPushGoodOnesOut() {
        JwtFixture small = JwtFixture.with(JwtValidator.builder().cacheSize(10));
        String token = good.token();
        AccessToken first = accepted(small, token);
        List<String> parts = TokenForge.parts(token);

        for (int i = 0; i < 2000; i++) {
            small.show(parts.get(0) + "." + parts.get(1) + "."
                    + TokenForge.base64(new byte[] {(byte) i, (byte) (i >> 8)}));
            small.show("opaque-" + i);
        }
        assertThat(accepted(small, token), sameInstance(first));
    }

    @Test
    void nothingBeyondTheBoundIsKept() {
        VerifiedTokenCache tokens = new VerifiedTokenCache(100, Duration.ofMinutes(10));
        JwtChecks.Checked checked = new JwtChecks.Checked(
                bench.accepted(good),
                new KeyIndex.VerifiedKey(
                        bench.keys.keys().keys().get(0),
                        bench.validator.checks().trustedKeys()));
        KnownIssuer issuer = new KnownIssuer(bench.validator, true);

        for (int i = 0; i < 20_000; i++) {
            tokens.add(TokenDigest.of("token-" + i), issuer, checked, TokenForge.NOW);
        }
        assertThat(tokens.size(), lessThanOrEqualTo(100L));
        assertThat(tokens.size(), greaterThan(0L));
    }

    @Test
    void issuerThatHasLeft_isNotFoundAndNotRemembered() {
        VerifiedTokenCache tokens = new VerifiedTokenCache(100, Duration.ofMinutes(10));
        JwtChecks.Checked checked = new JwtChecks.Checked(
                bench.accepted(good),
                new KeyIndex.VerifiedKey(
                        bench.keys.keys().keys().get(0),
                        bench.validator.checks().trustedKeys()));
        KnownIssuer issuer = new KnownIssuer(bench.validator, true);
        TokenDigest before = TokenDigest.of("before");
        tokens.add(before, issuer, checked, TokenForge.NOW);
        assertThat(tokens.find(before), is(notNullValue()));

        issuer.leave();
        assertThat(tokens.find(before), is(nullValue()));
        tokens.add(TokenDigest.of("under way"), issuer, checked, TokenForge.NOW);
        assertThat(tokens.size(), is(0L));
    }

    /** In one cache for many issuers, too, where the longest time is none of theirs. */
    @Test
    void tokenIsRememberedNoLongerThanItsIssuersAre_ifTheClockIsSetBack() {
        AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
        VerifiedTokenCache tokens = new VerifiedTokenCache(100, Duration.ofHours(1), nanos::get);
        JwtChecks.Checked checked = new JwtChecks.Checked(
                bench.accepted(good),
                new KeyIndex.VerifiedKey(
                        bench.keys.keys().keys().get(0),
                        new KeySelector(bench.keys, List.of(), null, null, Clock.systemUTC()).trusted()));
        TokenDigest token = TokenDigest.of("token");
        tokens.add(token, new KnownIssuer(bench.validator, true), checked, TokenForge.NOW);
        bench.clock.move(Duration.ofSeconds(-10));

        nanos.addAndGet(Duration.ofMinutes(10).toNanos() - 1);
        assertThat(tokens.find(token), is(notNullValue()));
        nanos.incrementAndGet();
        assertThat(tokens.find(token), is(nullValue()));
    }

    @Test
    void noTokenIsKept() throws Exception {
        String token = good.token();
        bench.accepted(token);

        String text = textOf(bench.validator, 12);
        assertThat(text, containsString("user-1"));
        assertThat(text, not(containsString(TokenForge.parts(token).get(2))));
    }

    /** All strings that can be reached from an object of ours, collections included. */
    private static String textOf(Object object, int depth) throws IllegalAccessException {
        if (object == null || depth == 0) {
            return "";
        }
        if (object instanceof String text) {
            return text + "\n";
        }
        StringBuilder found = new StringBuilder();
        if (object instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                found.append(textOf(entry.getKey(), depth - 1)).append(textOf(entry.getValue(), depth - 1));
            }
        } else if (object instanceof com.github.benmanes.caffeine.cache.Cache<?, ?> cache) {
            found.append(textOf(cache.asMap(), depth - 1));
        } else if (object instanceof Iterable<?> elements) {
            for (Object element : elements) {
                found.append(textOf(element, depth - 1));
            }
        } else if (object.getClass().getName().startsWith("org.resourceprotector")) {
            for (Field field : object.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    found.append(textOf(field.get(object), depth - 1));
                }
            }
        }
        return found.toString();
    }

    private static AccessToken accepted(JwtFixture bench, String token) {
        return ((Verdict.Accepted) bench.show(token)).token();
    }

    @Test
    void expiryInTheDistantFutureIsNoTrouble() {
        assertThat(
                bench.accepted(good.claim("exp", 253402300799L)).expiresAt(), is(Instant.ofEpochSecond(253402300799L)));
    }
}
