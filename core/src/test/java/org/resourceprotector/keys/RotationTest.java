package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** Many callers with the same and with other tokens, while the issuer takes keys away, brings them back, and renames them. */
@Timeout(120)
class RotationTest {

    private static final int CALLERS = 4;
    private static final int ROTATIONS = 40;

    /** Two names, and behind the first of them two keys. */
    private static final List<Signing> SIGNINGS = List.of(
            new Signing("k1", Keys.EC, "k1 by the first key"),
            new Signing("k1", Keys.pair("EC", new ECGenParameterSpec("secp256r1")), "k1 by another"),
            new Signing("k2", Keys.pair("EC", new ECGenParameterSpec("secp256r1")), "k2"));

    private static final List<List<String>> TOKENS = SIGNINGS.stream()
            .map(signing -> List.of(
                    signing.forge(0).token(),
                    signing.forge(1).token(),
                    signing.forge(2).token()))
            .toList();

    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);

    /** Even while the keys stand still, odd while they change: what was seen under one even number was seen of one set. */
    private final AtomicInteger generation = new AtomicInteger();

    private volatile List<Signing> published = SIGNINGS;
    private volatile boolean over;

    /** A key, its name, and the subject of the tokens that are signed with it. */
    private record Signing(String id, KeyPair pair, String subject) {

        VerificationKey key() {
            return Keys.key(id, pair, "ES256");
        }

        /** One of several tokens of this key; each is always the same text. */
        TokenForge forge(int number) {
            TokenForge named = TokenForge.good()
                    .header("kid", id)
                    .claim("sub", subject)
                    .claim("jti", subject + number)
                    .claim("exp", TokenForge.SECOND + 36_000);
            return new TokenForge(named.headers(), named.claims(), "ES256", pair);
        }
    }

    @AfterEach
    void stop() {
        over = true;
        callers.shutdownNow();
    }

    private static KeySet set(List<Signing> signings) {
        return new KeySet(signings.stream().map(Signing::key).toList());
    }

    private JwtValidator validator(KeySource keys, int remembered) {
        return JwtValidator.builder()
                .issuer(TokenForge.ISSUER)
                .audience(TokenForge.AUDIENCE)
                .keys(keys)
                .clock(new MovedClock())
                .cacheSize(remembered)
                .build();
    }

    @Test
    @DisplayName("RJOSE-7517-kid-b: after a key was taken away none of its tokens is accepted, seen before or not")
    void keysOfASourceOfTheUsersOwn() throws Exception {
        KeySource source = new KeySource() {
            private volatile KeySet latest = set(SIGNINGS);
            private List<Signing> of = SIGNINGS;

            @Override
            public synchronized KeySet keys() {
                if (of != published) {
                    of = published;
                    latest = set(of);
                }
                return latest;
            }

            @Override
            public KeySet refreshFor(String keyId) {
                return keys();
            }
        };
        for (int remembered : new int[] {0, 4, 1000}) {
            rotate(validator(source, remembered), () -> {});
        }
    }

    @Test
    @DisplayName("RJOSE-7517-kid-b: the same with keys that are fetched, while callers look for those that are gone")
    void keysThatAreFetched() throws Exception {
        MovedClock clock = new MovedClock();
        JwksCache source = new JwksCache(
                () -> CompletableFuture.completedFuture(new JwksFetcher.Fetched(
                        new JwkSetParser.Reading(set(published), List.of()), OptionalLong.empty())),
                new KeyTiming(1, 60_000, 3_600_000, 3_600_000, 20_000),
                clock,
                new KeySourceEvents("rotation", List.of(), clock));
        rotate(validator(source, 1000), () -> {
            clock.move(Duration.ofMinutes(6));
            KeySet wanted = set(published);
            while (!source.keys().equals(wanted)) {
                Thread.onSpinWait();
            }
        });
    }

    private void rotate(JwtValidator validator, Runnable untilKnown) throws Exception {
        over = false;
        AtomicInteger accepted = new AtomicInteger();
        AtomicInteger refused = new AtomicInteger();
        CountDownLatch started = new CountDownLatch(CALLERS);
        List<Future<?>> calls = new ArrayList<>();
        for (int caller = 0; caller < CALLERS; caller++) {
            Random random = new Random(caller);
            calls.add(callers.submit(() -> {
                started.countDown();
                while (!over) {
                    Signing signing = SIGNINGS.get(random.nextInt(SIGNINGS.size()));
                    call(validator, signing, random.nextInt(3), accepted, refused);
                }
            }));
        }
        assertThat(started.await(60, TimeUnit.SECONDS), is(true));
        Random random = new Random(20261124);
        for (int rotation = 0; rotation < ROTATIONS; rotation++) {
            generation.incrementAndGet();
            published = some(random);
            untilKnown.run();
            generation.incrementAndGet();
            for (Signing signing : SIGNINGS) {
                call(validator, signing, 0, accepted, refused);
            }
        }
        over = true;
        for (Future<?> call : calls) {
            call.get(60, TimeUnit.SECONDS);
        }
        assertThat(accepted.get(), greaterThan(ROTATIONS / 2));
        assertThat(refused.get(), greaterThan(ROTATIONS / 2));
    }

    /** Never two keys of one name; never none, which would be no answer. */
    private static List<Signing> some(Random random) {
        List<Signing> some = new ArrayList<>();
        int first = random.nextInt(3);
        if (first < 2) {
            some.add(SIGNINGS.get(first));
        }
        if (first == 2 || random.nextBoolean()) {
            some.add(SIGNINGS.get(2));
        }
        return List.copyOf(some);
    }

    private void call(
            JwtValidator validator, Signing signing, int number, AtomicInteger accepted, AtomicInteger refused) {
        String token = TOKENS.get(SIGNINGS.indexOf(signing)).get(number);
        int before = generation.get();
        boolean good = published.contains(signing);
        Verdict verdict;
        try {
            verdict = validator.validate(PresentedToken.bearer(token));
        } catch (ValidationUnavailableException notLookedFor) {
            // another key was looked for just before; a token whose key is published never hears that
            assertThat(good && before % 2 == 0 && generation.get() == before, is(false));
            return;
        }
        boolean stood = before % 2 == 0 && generation.get() == before;
        if (verdict instanceof Verdict.Accepted yes) {
            assertThat(yes.token().getName(), is(signing.subject()));
            assertThat(yes.token().claims().get("jti"), is(signing.subject() + number));
        } else {
            Reason reason = ((Verdict.Rejected) verdict).rejection().reason();
            assertThat(reason == Reason.BAD_SIGNATURE || reason == Reason.UNKNOWN_KEY, is(true));
        }
        if (stood) {
            assertThat(signing.subject(), verdict instanceof Verdict.Accepted, is(good));
            (good ? accepted : refused).incrementAndGet();
        }
    }
}
