package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.sameInstance;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.claims.TokenClaims;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.interleaving.Runs;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * What is remembered of the server's answers beside two plain maps, by random answers and evictions, while the clock goes on
 * and back, and time itself only on.
 */
class IntrospectionCacheModelTest {

    private static final int STEPS = 400;
    private static final int TOKENS = 6;
    private static final long ACTIVE = 60;
    private static final long REFUSED = 20;
    private static final long STALE = 100;
    private static final IntrospectionCache.Lifetimes LIFETIMES = new IntrospectionCache.Lifetimes(
            Duration.ofSeconds(ACTIVE), Duration.ofSeconds(REFUSED), Duration.ofSeconds(STALE));

    /** An answer, and until when it counts: by the clock, and by the time that is never put back. All in seconds. */
    private record Known(
            IntrospectionResult answer,
            long freshUntil,
            long staleUntil,
            long freshUntilByTime,
            long staleUntilByTime) {

        boolean isFresh(long clock, long time) {
            return clock < freshUntil && time < freshUntilByTime;
        }

        boolean isStale(long clock, long time) {
            return clock < staleUntil && time < staleUntilByTime;
        }
    }

    private long clock = 1_795_348_800L;
    private long time = 1_000;
    private final Map<TokenDigest, Known> active = new HashMap<>();
    private final Map<TokenDigest, Known> refused = new HashMap<>();

    private static IntrospectionResult.Active active(@Nullable Long expiry) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("sub", "alice");
        if (expiry != null) {
            members.put("exp", expiry);
        }
        try {
            return new IntrospectionResult.Active(IntrospectedToken.of(
                    new Claims(members),
                    new TokenClaims.Places(List.of("client_id"), List.of(), List.of(), List.of()),
                    null,
                    true));
        } catch (RejectedException e) {
            throw new AssertionError(e);
        }
    }

    private Known known(IntrospectionResult answer, long fresh, long stale) {
        return new Known(answer, fresh, stale, time + fresh - clock, time + stale - clock);
    }

    private void add(IntrospectionCache cache, TokenDigest token, @Nullable Long expiry) {
        IntrospectionResult.Active answer = active(expiry);
        cache.add(token, answer, Instant.ofEpochSecond(clock));
        long end = expiry == null ? Long.MAX_VALUE : expiry;
        long fresh = Math.min(clock + ACTIVE, end);
        refused.remove(token);
        active.remove(token);
        if (clock < fresh) {
            active.put(token, known(answer, fresh, Math.min(fresh + STALE, end)));
        }
    }

    private void refuse(IntrospectionCache cache, TokenDigest token) {
        IntrospectionResult.Refused answer = new IntrospectionResult.Refused(Rejection.of(Reason.REVOKED));
        cache.add(token, answer, Instant.ofEpochSecond(clock));
        active.remove(token);
        refused.put(token, known(answer, clock + REFUSED, clock + REFUSED));
    }

    private void evict(IntrospectionCache cache, Random random, boolean mayForget) {
        boolean withoutExpiry = random.nextBoolean();
        int evicted = cache.evict(token -> (token.expiresAt() == null) == withoutExpiry);
        int before = active.size();
        active.values().removeIf(known -> known.staleUntilByTime() <= time);
        int dead = before - active.size();
        before = active.size();
        active.values()
                .removeIf(known ->
                        (((IntrospectionResult.Active) known.answer()).token().expiresAt() == null) == withoutExpiry);
        assertThat(evicted, lessThanOrEqualTo(before - active.size() + dead));
        assertThat(mayForget || evicted >= before - active.size(), is(true));
    }

    private void requireSame(IntrospectionCache cache, TokenDigest token, boolean mayForget) {
        Instant now = Instant.ofEpochSecond(clock);
        Known good = active.get(token);
        Known bad = refused.get(token);
        Known expected =
                good != null && good.isFresh(clock, time) ? good : bad != null && bad.isFresh(clock, time) ? bad : null;
        requireSame(cache.find(token, now), expected, mayForget);
        requireSame(cache.findStale(token, now), good != null && good.isStale(clock, time) ? good : null, mayForget);
    }

    private static void requireSame(@Nullable IntrospectionResult found, @Nullable Known expected, boolean mayForget) {
        if (expected == null) {
            assertThat(found, is(nullValue()));
        } else if (found != null || !mayForget) {
            assertThat(found, is(sameInstance(expected.answer())));
        }
    }

    private void run(Random random, int most) {
        active.clear();
        refused.clear();
        IntrospectionCache cache = new IntrospectionCache(most, LIFETIMES, () -> time * 1_000_000_000L);
        TokenDigest[] tokens = new TokenDigest[TOKENS];
        for (int i = 0; i < TOKENS; i++) {
            tokens[i] = TokenDigest.of("token-" + i);
        }
        for (int step = 0; step < STEPS; step++) {
            TokenDigest token = tokens[random.nextInt(TOKENS)];
            switch (random.nextInt(8)) {
                case 0, 1 -> add(cache, token, random.nextBoolean() ? null : clock + random.nextInt(120) - 10);
                case 2 -> refuse(cache, token);
                case 3 -> {
                    if (random.nextInt(4) == 0) {
                        evict(cache, random, most < TOKENS);
                    }
                }
                case 4 -> {
                    if (random.nextInt(4) == 0) {
                        cache.forget(token);
                        active.remove(token);
                        refused.remove(token);
                    }
                }
                case 5 -> {
                    long seconds = random.nextInt(random.nextInt(8) == 0 ? 200 : 30);
                    time += seconds;
                    clock += seconds;
                }
                case 6 -> clock += random.nextInt(4) == 0 ? random.nextInt(200) - 100 : 0;
                default -> time += random.nextInt(2);
            }
            requireSame(cache, token, most < TOKENS);
            assertThat(cache.activeSize(), is(lessThanOrEqualTo((long) most)));
            assertThat(cache.refusedSize(), is(lessThanOrEqualTo((long) most)));
        }
    }

    @Test
    @DisplayName("R7662-4-b what is remembered is what two maps remember, whatever clock and time do")
    void randomAnswers_areRememberedAsByTwoMaps() {
        Runs.of(100, random -> run(random, 100));
    }

    @Test
    void fewPlaces_holdNothingElse() {
        Runs.of(30, random -> run(random, 2));
    }
}
