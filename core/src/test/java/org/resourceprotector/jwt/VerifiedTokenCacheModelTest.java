package org.resourceprotector.jwt;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.interleaving.Runs;
import org.resourceprotector.interleaving.Schedule;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.keys.KeySet;
import org.resourceprotector.keys.KeySource;
import org.resourceprotector.keys.VerificationKey;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/**
 * A validator that remembers beside one that does not: whatever keys, clock and tokens do, both say the same, with the same
 * reason. In any order of several requests, a token is accepted only if its key was trusted and it was not over at some
 * moment of the request.
 */
class VerifiedTokenCacheModelTest {

    private static final int STEPS = 150;
    private static final long CACHE = 120;
    private static final long SKEW = 30;
    private static final List<KeyPair> PAIRS = List.of(
            Keys.pair("EC", new ECGenParameterSpec("secp256r1")),
            Keys.pair("EC", new ECGenParameterSpec("secp256r1")),
            Keys.pair("EC", new ECGenParameterSpec("secp256r1")));

    /** Made once, as they are the same in each run: for each key, with its name or that of another, and three expiries. */
    private static final List<Signed> TOKENS = tokens();

    private record Signed(String text, String keyId, KeyPair pair, long expiry, long notBefore) {

        @Override
        public String toString() {
            return "of " + keyId + " from " + notBefore + " to " + expiry;
        }
    }

    private static List<Signed> tokens() {
        List<Signed> tokens = new ArrayList<>();
        for (int i = 0; i < PAIRS.size(); i++) {
            for (long lifetime : new long[] {60, 300, 100_000}) {
                for (int name = i; name <= i + 1; name++) {
                    long notBefore = TokenForge.SECOND + (lifetime == 300 ? 40 : -10);
                    String keyId = "k" + name % PAIRS.size();
                    String text = TokenForge.good()
                            .algorithm("ES256")
                            .header("kid", keyId)
                            .claim("exp", TokenForge.SECOND + lifetime)
                            .claim("nbf", notBefore)
                            .signedBy(PAIRS.get(i))
                            .token();
                    tokens.add(new Signed(text, keyId, PAIRS.get(i), TokenForge.SECOND + lifetime, notBefore));
                }
            }
        }
        return tokens;
    }

    /** Keys that change at once, are out of reach, or break in a way that nobody declared. */
    private static final class Source implements KeySource {

        private volatile KeySet current = new KeySet(List.of());
        private volatile Runnable before = () -> {};

        @Override
        public KeySet keys() {
            before.run();
            return current;
        }

        @Override
        public KeySet refreshFor(String keyId) {
            return keys();
        }
    }

    private static KeySet some(Random random) {
        List<VerificationKey> keys = new ArrayList<>();
        for (int i = 0; i < PAIRS.size(); i++) {
            if (random.nextInt(3) > 0) {
                int pair = random.nextInt(6) == 0 ? (i + 1) % PAIRS.size() : i;
                String algorithm = random.nextInt(8) == 0 ? "ES384" : "ES256";
                keys.add(new VerificationKey("k" + i, PAIRS.get(pair).getPublic(), Set.of(algorithm)));
            }
        }
        return new KeySet(keys);
    }

    private static JwtValidator validator(Source keys, MovedClock clock, int cacheSize) {
        return JwtValidator.builder()
                .issuer(TokenForge.ISSUER)
                .audience(TokenForge.AUDIENCE)
                .keys(keys)
                .clock(clock)
                .cacheSize(cacheSize)
                .cacheFor(Duration.ofSeconds(CACHE))
                .build();
    }

    private static String outcome(JwtValidator validator, String token) {
        try {
            Verdict verdict = validator.validate(PresentedToken.bearer(token));
            return verdict instanceof Verdict.Rejected rejected
                    ? rejected.rejection().toString()
                    : verdict.getClass().getSimpleName();
        } catch (ValidationUnavailableException | StackOverflowError e) {
            return e.getClass().getSimpleName();
        }
    }

    private int accepted;

    @Test
    void whoRemembers_saysWhatWhoForgetsSays() {
        Runs.of(10, random -> {
            MovedClock clock = new MovedClock();
            Source keys = new Source();
            keys.current = some(random);
            JwtValidator remembering = validator(keys, clock, random.nextBoolean() ? 1_000 : 3);
            JwtValidator forgetting = validator(keys, clock, 0);
            for (int step = 0; step < STEPS; step++) {
                switch (random.nextInt(12)) {
                    case 0 -> keys.current = some(random);
                    case 1 -> clock.move(Duration.ofSeconds(random.nextInt(60) - 10));
                    case 2 -> keys.before = () -> {};
                    case 3 -> keys.before = trouble(random);
                    default -> {
                        String token = TOKENS.get(random.nextInt(TOKENS.size())).text();
                        String expected = outcome(forgetting, token);
                        assertThat("step " + step, outcome(remembering, token), is(expected));
                        accepted += expected.equals("Accepted") ? 1 : 0;
                    }
                }
            }
        });
        assertThat(accepted, is(greaterThan(30)));
    }

    private static Runnable trouble(Random random) {
        boolean breaks = random.nextBoolean();
        return () -> {
            if (breaks) {
                throw new StackOverflowError();
            }
            throw new ValidationUnavailableException("the keys are out of reach");
        };
    }

    /** What the clock and the keys were, from one moment on. */
    private record State(int since, long second, KeySet keys) {

        boolean isInTime(Signed token) {
            return second < token.expiry() + SKEW && second >= token.notBefore() - SKEW;
        }

        boolean trusts(Signed token) {
            return keys.keys().stream()
                    .anyMatch(key -> token.keyId().equals(key.id())
                            && key.algorithms().contains("ES256")
                            && key.key().equals(token.pair().getPublic()));
        }
    }

    private record Shown(Signed token, int begun, int ended, boolean accepted) {}

    @Test
    void anyOrder_acceptsOnlyWhatCountedMeanwhile() {
        Runs.of(30, random -> {
            try (Schedule schedule = new Schedule(random)) {
                interleave(random, schedule);
            }
        });
        assertThat(accepted, is(greaterThan(30)));
    }

    private void interleave(Random random, Schedule schedule) {
        MovedClock clock = new MovedClock();
        Source keys = new Source();
        keys.current = some(random);
        List<State> states = new CopyOnWriteArrayList<>();
        List<Shown> shown = new CopyOnWriteArrayList<>();
        JwtValidator validator = validator(keys, clock, 1_000);
        List<Signed> few = List.of(TOKENS.get(random.nextInt(3)), TOKENS.get(random.nextInt(TOKENS.size())));
        states.add(new State(schedule.moment(), clock.instant().getEpochSecond(), keys.current));
        clock.beforeReading(schedule::callOut);
        keys.before = schedule::callOut;
        for (int i = 0; i < 3; i++) {
            int actor = i;
            schedule.start(() -> {
                for (int request = 0; request < 4; request++) {
                    Signed token = few.get((actor + request) % 2);
                    int begun = schedule.moment();
                    boolean good = outcome(validator, token.text()).equals("Accepted");
                    shown.add(new Shown(token, begun, schedule.moment(), good));
                }
            });
        }
        while (schedule.step()) {
            if (random.nextInt(6) == 0) {
                if (random.nextBoolean()) {
                    keys.current = some(random);
                } else {
                    clock.move(Duration.ofSeconds(random.nextInt(40)));
                }
                states.add(new State(schedule.moment(), clock.instant().getEpochSecond(), keys.current));
            }
        }
        schedule.end();
        for (Shown one : shown) {
            List<State> meanwhile = new ArrayList<>();
            for (int i = 0; i < states.size(); i++) {
                boolean isOver = i + 1 < states.size() && states.get(i + 1).since() < one.begun();
                if (!isOver && states.get(i).since() < one.ended()) {
                    meanwhile.add(states.get(i));
                }
            }
            // each is looked at once, at moments of their own
            boolean once = meanwhile.stream().anyMatch(state -> state.isInTime(one.token()))
                    && meanwhile.stream().anyMatch(state -> state.trusts(one.token()));
            boolean always =
                    meanwhile.stream().allMatch(state -> state.isInTime(one.token()) && state.trusts(one.token()));
            assertThat("accepted, and never good: " + one, !one.accepted() || once, is(true));
            assertThat("refused, and always good: " + one, one.accepted() || !always, is(true));
            accepted += one.accepted() ? 1 : 0;
        }
    }
}
