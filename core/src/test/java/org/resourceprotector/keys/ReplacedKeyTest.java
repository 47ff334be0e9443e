package org.resourceprotector.keys;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.http.Await;
import org.resourceprotector.http.MovedClock;
import org.resourceprotector.jose.Keys;
import org.resourceprotector.jose.TokenForge;
import org.resourceprotector.jwt.JwtValidator;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.ValidationUnavailableException;
import org.resourceprotector.token.Verdict;

/** An issuer replaces its keys in every way that was seen, and no good token is refused for it. */
@Timeout(60)
class ReplacedKeyTest {

    private static final Duration COOL_DOWN = Duration.ofSeconds(30);
    private static final int CALLERS = 20;

    private final FakeFetch server = new FakeFetch();
    private final MovedClock clock = new MovedClock();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    private final JwksCache keys = new JwksCache(
            server,
            new KeyTiming(COOL_DOWN.toMillis(), 60_000, 3_600_000, 3_600_000, 3_600_000),
            clock,
            new KeySourceEvents("replaced", List.of(), clock));
    private final JwtValidator validator = JwtValidator.builder()
            .issuer(TokenForge.ISSUER)
            .audience(TokenForge.AUDIENCE)
            .keys(keys)
            .clock(clock)
            .build();

    private final TokenForge old = TokenForge.good();
    private final TokenForge fresh = TokenForge.good().header("kid", "k2").signedBy(Keys.OTHER_RSA);

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    private static VerificationKey key(@Nullable String id, KeyPair pair) {
        return Keys.key(id, pair, "RS256");
    }

    private static JwksFetcher.Fetched fetched(VerificationKey... keys) {
        return new JwksFetcher.Fetched(
                new JwkSetParser.Reading(new KeySet(Arrays.asList(keys)), List.of()), OptionalLong.empty());
    }

    private void publish(VerificationKey... published) {
        server.answers(() -> CompletableFuture.completedFuture(fetched(published)));
    }

    private Verdict show(TokenForge forge) {
        return validator.validate(PresentedToken.bearer(forge.token()));
    }

    private void accepted(TokenForge forge) {
        assertThat(show(forge), instanceOf(Verdict.Accepted.class));
    }

    private void rejected(Reason reason, TokenForge forge) {
        assertThat(((Verdict.Rejected) show(forge)).rejection().reason(), is(reason));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-b all who wait for a new key without an identifier are let in")
    void namelessKeyIsReplaced_everybodyIsLetIn() throws Exception {
        publish(key(null, Keys.RSA));
        accepted(old);
        server.hangs();
        List<Future<Verdict>> waiting = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            TokenForge own = fresh.claim("jti", "id-" + i);
            waiting.add(callers.submit(() -> show(own)));
        }
        Await.until("a fetch", () -> server.count() == 2);
        server.last().complete(fetched(key(null, Keys.OTHER_RSA)));

        for (Future<Verdict> verdict : waiting) {
            assertThat(verdict.get(20, TimeUnit.SECONDS), instanceOf(Verdict.Accepted.class));
        }
        assertThat(server.count(), is(2));
    }

    @Test
    void keysThatCameWhileOthersWereTried_areTriedThoughNobodyMayLook() {
        ValidationUnavailableException tooEarly = new ValidationUnavailableException("too early");
        KeySource source = new KeySource() {
            private final KeySet before = new KeySet(List.of(key(null, Keys.RSA)));
            private final KeySet after = new KeySet(List.of(key(null, Keys.OTHER_RSA)));
            private boolean asked;

            @Override
            public KeySet keys() {
                KeySet now = asked ? after : before;
                asked = true;
                return now;
            }

            @Override
            public KeySet refreshFor(String keyId) {
                throw tooEarly;
            }
        };
        JwtValidator overtaken = JwtValidator.builder()
                .issuer(TokenForge.ISSUER)
                .audience(TokenForge.AUDIENCE)
                .keys(source)
                .clock(clock)
                .build();

        assertThat(overtaken.validate(PresentedToken.bearer(fresh.token())), instanceOf(Verdict.Accepted.class));
        PresentedToken nobodys = PresentedToken.bearer(fresh.signedBy(Keys.RSA).token());
        assertThat(assertThrows(ValidationUnavailableException.class, () -> overtaken.validate(nobodys)), is(tooEarly));
    }

    @Test
    void namelessKeyJoinsANamedOne_itsTokensAreLetIn() {
        publish(key("k1", Keys.RSA));
        accepted(old);
        publish(key("k1", Keys.RSA), key(null, Keys.OTHER_RSA));

        accepted(fresh);
        accepted(old);
    }

    @Test
    @DisplayName("RJOSE-7517-kid-d a key that was replaced under its identifier is found")
    void keyIsReplacedUnderItsIdentifier_itsTokensAreLetIn() {
        publish(key("k1", Keys.RSA));
        accepted(old);
        publish(key("k1", Keys.OTHER_RSA));

        accepted(fresh.header("kid", "k1"));
        rejected(Reason.BAD_SIGNATURE, old);
        assertThat(server.count(), is(2));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-d a key that was replaced is found by a token that names none")
    void keyIsReplacedAndTheTokenNamesNone_itIsLetIn() {
        publish(key("k1", Keys.RSA));
        accepted(old.withoutHeader("kid"));
        publish(key("k2", Keys.OTHER_RSA));

        accepted(fresh.withoutHeader("kid"));
        assertThat(server.count(), is(2));
    }

    @Test
    void algorithmIsReplacedUnderItsIdentifier_itsTokensAreLetIn() {
        publish(key("k1", Keys.RSA));
        accepted(old);
        publish(Keys.key("k1", Keys.EC, "ES256"));

        accepted(TokenForge.good().algorithm("ES256"));
    }

    @Test
    @DisplayName("RJOSE-7517-kid-d forged tokens of a known key lead to one fetch per cool-down")
    void forgedTokens_leadToOneFetchPerCoolDown() {
        publish(key("k1", Keys.RSA));
        accepted(old);
        for (int window = 1; window <= 2; window++) {
            for (int i = 0; i < 50; i++) {
                rejected(Reason.BAD_SIGNATURE, old.claim("jti", "id-" + i).signedBy(Keys.OTHER_RSA));
            }
            assertThat(server.count(), is(1 + window));
            clock.move(COOL_DOWN);
        }
    }

    @Test
    @DisplayName("RJOSE-7517-kid-c random identifiers make nobody's good token bad")
    void strangerWithRandomIdentifiers_makesNobodysGoodTokenBad() {
        publish(key("k1", Keys.RSA));
        accepted(old);
        rejected(Reason.UNKNOWN_KEY, old.header("kid", "random"));
        publish(key("k1", Keys.RSA), key("k2", Keys.OTHER_RSA));

        ValidationUnavailableException e = assertThrows(ValidationUnavailableException.class, () -> show(fresh));
        assertThat(e.retryAfter().orElseThrow(), is(COOL_DOWN));
        clock.move(COOL_DOWN);
        accepted(fresh);
    }

    @Test
    @DisplayName("RJOSE-7517-kid-c a token whose key could not be looked for is not refused")
    void keyIsReplacedDuringAnOutage_itsTokensAreNeverBad() {
        publish(key("k1", Keys.RSA));
        accepted(old);
        server.fails();
        for (int i = 0; i < 10; i++) {
            assertThrows(ValidationUnavailableException.class, () -> show(fresh));
            assertThrows(ValidationUnavailableException.class, () -> show(fresh.header("kid", "k1")));
            assertThrows(ValidationUnavailableException.class, () -> show(fresh.withoutHeader("kid")));
            clock.move(Duration.ofSeconds(1));
        }
        accepted(old);
        publish(key("k2", Keys.OTHER_RSA));
        clock.move(COOL_DOWN);
        accepted(fresh);
    }

    @Test
    void symmetricTokens_makeNobodyLook() {
        publish(key("k1", Keys.RSA));
        JwtValidator symmetric = JwtValidator.builder()
                .issuer(TokenForge.ISSUER)
                .audience(TokenForge.AUDIENCE)
                .keys(keys)
                .clock(clock)
                .acceptSymmetricKey(new byte[32], "HS256")
                .build();
        Verdict verdict = symmetric.validate(
                PresentedToken.bearer(old.header("alg", "HS256").token()));

        assertThat(((Verdict.Rejected) verdict).rejection().reason(), is(Reason.BAD_SIGNATURE));
        assertThat(server.count(), is(1));
    }

    @Test
    void keyThatIsReplacedDuringARefresh_isLookedForAfterIt() throws Exception {
        Future<Verdict> waiting = shownDuringARefresh(fresh.header("kid", "k1"));
        publish(key("k1", Keys.OTHER_RSA));
        server.last().complete(fetched(key("k1", Keys.RSA)));

        assertThat(waiting.get(20, TimeUnit.SECONDS), instanceOf(Verdict.Accepted.class));
        assertThat(server.count(), is(3));
    }

    @Test
    void keyThatIsReplacedDuringARefreshOfOthers_isLookedForAfterIt() throws Exception {
        Future<Verdict> waiting = shownDuringARefresh(fresh.header("kid", "k1"));
        publish(key("k1", Keys.OTHER_RSA));
        server.last().complete(fetched(key("k1", Keys.RSA), key("k3", Keys.RSA)));

        assertThat(waiting.get(20, TimeUnit.SECONDS), instanceOf(Verdict.Accepted.class));
        assertThat(server.count(), is(3));
    }

    @Test
    void signatureThatIsBadAfterARefresh_costsOneMoreFetch() throws Exception {
        Future<Verdict> waiting = shownDuringARefresh(fresh.header("kid", "k1"));
        publish(key("k1", Keys.RSA));
        server.last().complete(fetched(key("k1", Keys.RSA)));

        assertThat(waiting.get(20, TimeUnit.SECONDS), instanceOf(Verdict.Rejected.class));
        assertThat(server.count(), is(3));
        rejected(Reason.BAD_SIGNATURE, fresh.header("kid", "k1"));
        assertThat(server.count(), is(3));
    }

    /** A token that waits for a refresh that began before it came. */
    private Future<Verdict> shownDuringARefresh(TokenForge forge) {
        publish(key("k1", Keys.RSA));
        accepted(old);
        clock.move(Duration.ofMinutes(10));
        server.hangs();
        accepted(old);
        AtomicReference<Thread> caller = new AtomicReference<>();
        Future<Verdict> waiting = callers.submit(() -> {
            caller.set(Thread.currentThread());
            return show(forge);
        });
        Await.until("the caller waits for the refresh", () -> isWaitingForAFetch(caller.get()));
        return waiting;
    }

    private static boolean isWaitingForAFetch(@Nullable Thread thread) {
        return thread != null
                && Arrays.stream(thread.getStackTrace())
                        .anyMatch(frame -> frame.getClassName().equals(CompletableFuture.class.getName()));
    }
}
