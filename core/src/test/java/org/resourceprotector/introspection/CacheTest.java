package org.resourceprotector.introspection;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.github.benmanes.caffeine.cache.Cache;
import java.lang.reflect.Field;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.resourceprotector.claims.Claims;
import org.resourceprotector.claims.RejectedException;
import org.resourceprotector.claims.TokenClaims;
import org.resourceprotector.claims.TokenDigest;
import org.resourceprotector.introspection.FakeServer.Reply;
import org.resourceprotector.token.PresentedToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;
import org.resourceprotector.token.Verdict;

/** What is remembered, how much of it, and for how long. */
class CacheTest {

    private static IntrospectionResult.Active good() throws RejectedException {
        return new IntrospectionResult.Active(IntrospectedToken.of(
                new Claims(Map.of("active", true, "sub", "alice")),
                new TokenClaims.Places(List.of("client_id"), List.of(), List.of(), List.of()),
                null,
                false));
    }

    private static String active(String members) {
        return FakeServer.ACTIVE.replace("}", members + "}");
    }

    @Test
    @DisplayName("R7662-4-b nothing is remembered unless that was said")
    void withoutACacheEveryRequestIsAsked() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.accepted("abc");
            desk.accepted("abc");
            assertThat(desk.server.calls(), is(2));

            desk.server.json("{\"active\":false}");
            desk.rejected(Reason.REVOKED, "abc");
            desk.rejected(Reason.REVOKED, "abc");
            assertThat(desk.server.calls(), is(4));
            desk.remembersNothing();
        }
    }

    @Test
    @DisplayName("R7662-2.2-i R7662-4-b a good token is asked about again after the time of the cache, not before")
    void revocationIsSeenAfterTheTimeOfTheCache() {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofMinutes(1)))) {
            desk.accepted("abc");
            desk.server.json("{\"active\":false}");

            desk.clock.move(Duration.ofMillis(59_999));
            desk.accepted("abc");
            assertThat(desk.server.calls(), is(1));

            desk.clock.move(Duration.ofMillis(1));
            desk.rejected(Reason.REVOKED, "abc");
            assertThat(desk.server.calls(), is(2));
        }
    }

    @Test
    @DisplayName("R7662-4-a nothing is remembered past exp")
    void aTokenIsAskedAboutAgainAtItsExpiry() {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofMinutes(5)))) {
            desk.server.json(active(",\"exp\":" + (desk.now() + 5)));
            desk.accepted("abc");

            desk.clock.move(Duration.ofMillis(4_999));
            desk.accepted("abc");
            assertThat(desk.server.calls(), is(1));

            desk.clock.move(Duration.ofMillis(1));
            desk.server.json("{\"active\":false}");
            desk.rejected(Reason.REVOKED, "abc");
            assertThat(desk.server.calls(), is(2));
        }
    }

    @Test
    @DisplayName("R7662-4-a what is expired by more than the skew is refused, and not remembered as good")
    void expiredAnswers() {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofMinutes(5)))) {
            desk.server.json(active(",\"exp\":" + (desk.now() - 60)));
            desk.rejected(Reason.EXPIRED, "abc");
            desk.rejected(Reason.EXPIRED, "abc");
            assertThat(desk.server.calls(), is(1));
            assertThat(desk.known().activeSize(), is(0L));
        }
    }

    @Test
    @DisplayName("R7662-2.2-d times are looked at whenever a token comes")
    void timesAreCheckedOnEveryHit() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofHours(1)))) {
            desk.server.json(active(",\"nbf\":" + desk.now()));
            desk.accepted("abc");

            desk.clock.move(Duration.ofSeconds(-31));
            desk.rejected(Reason.NOT_YET_VALID, "abc");
            assertThat(desk.server.calls(), is(1));
        }
    }

    @Test
    void aTokenThatIsNotValidYetIsAskedAboutAgain() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofHours(1)))) {
            desk.server.json(active(",\"nbf\":" + (desk.now() + 60)));
            desk.rejected(Reason.NOT_YET_VALID, "abc");
            desk.clock.move(Duration.ofSeconds(60));
            desk.accepted("abc");
            assertThat(desk.server.calls(), is(2));
        }
    }

    @Test
    @DisplayName("R7662-4-d refusals are remembered for a shorter time, so that a late activation counts soon")
    void lateActivation() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofHours(1)))) {
            desk.server.json("{\"active\":false}");
            desk.rejected(Reason.REVOKED, "abc");
            desk.server.json(FakeServer.ACTIVE);

            desk.clock.move(Duration.ofMillis(4_999));
            desk.rejected(Reason.REVOKED, "abc");
            assertThat(desk.server.calls(), is(1));

            desk.clock.move(Duration.ofMillis(1));
            desk.accepted("abc");
            assertThat(desk.server.calls(), is(2));
        }
    }

    @Test
    void refusalsAloneCanBeRemembered() {
        try (IntrospectionFixture desk =
                IntrospectionFixture.with(builder -> builder.negativeCacheFor(Duration.ofMinutes(1)))) {
            desk.accepted("abc");
            desk.accepted("abc");
            assertThat(desk.server.calls(), is(2));
            desk.server.json("{\"active\":false}");
            desk.rejected(Reason.REVOKED, "abc");
            desk.rejected(Reason.REVOKED, "abc");
            assertThat(desk.server.calls(), is(3));
        }
    }

    @Test
    void refusalsNeedNotBeRemembered() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(
                builder -> builder.cacheFor(Duration.ofMinutes(1)).negativeCacheFor(Duration.ZERO))) {
            desk.server.json("{\"active\":false}");
            desk.rejected(Reason.REVOKED, "abc");
            desk.rejected(Reason.REVOKED, "abc");
            assertThat(desk.server.calls(), is(2));
        }
    }

    @Tag("slow")
    @Test
    @DisplayName("R7662-4-d a flood of bad tokens does not flush good ones")
    void floodOfBadTokens() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(
                builder -> builder.cacheFor(Duration.ofHours(1)).cacheSize(5))) {
            for (int i = 0; i < 5; i++) {
                desk.accepted("good-" + i);
            }
            desk.server.json("{\"active\":false}");
            for (int i = 0; i < 50; i++) {
                desk.rejected(Reason.REVOKED, "bad-" + i);
            }
            assertThat(desk.server.calls(), is(55));
            assertThat(desk.known().refusedSize(), is(lessThanOrEqualTo(5L)));

            for (int i = 0; i < 5; i++) {
                desk.accepted("good-" + i);
            }
            assertThat(desk.server.calls(), is(55));
        }
    }

    @Test
    @DisplayName("a clock that is set back does not make an answer count longer")
    void clockThatIsSetBack_makesNothingCountLonger() throws RejectedException {
        AtomicLong nanos = new AtomicLong();
        IntrospectionCache known = new IntrospectionCache(
                100,
                new IntrospectionCache.Lifetimes(Duration.ofSeconds(10), Duration.ofSeconds(5), Duration.ofSeconds(20)),
                nanos::get);
        IntrospectionResult.Active answer = good();
        Instant now = Instant.ofEpochSecond(1_800_000_000);
        TokenDigest token = TokenDigest.of("good");
        known.add(token, answer, now);

        nanos.addAndGet(Duration.ofSeconds(9).toNanos());
        assertThat(known.find(token, now.minusSeconds(60)), is(answer));

        nanos.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(known.find(token, now.minusSeconds(60)), is(nullValue()));
        assertThat(known.findStale(token, now.minusSeconds(60)), is(answer));
    }

    @Tag("slow")
    @Test
    @DisplayName("R7662-4-d what is remembered stays bounded, whatever comes")
    void memoryIsBounded() throws Exception {
        IntrospectionCache known = new IntrospectionCache(
                100, new IntrospectionCache.Lifetimes(Duration.ofHours(1), Duration.ofHours(1), Duration.ZERO));
        IntrospectedToken token = good().token();
        Instant now = Instant.ofEpochSecond(1_800_000_000);
        TokenDigest good = TokenDigest.of("good");
        known.add(good, new IntrospectionResult.Active(token), now);

        IntrospectionResult.Refused refused = new IntrospectionResult.Refused(Rejection.of(Reason.REVOKED));
        for (int i = 0; i < 200_000; i++) {
            known.add(TokenDigest.of("bad-" + i), refused, now);
        }
        assertThat(known.refusedSize(), is(lessThanOrEqualTo(100L)));
        assertThat(known.find(good, now), is(new IntrospectionResult.Active(token)));

        for (int i = 0; i < 20_000; i++) {
            known.add(TokenDigest.of("good-" + i), new IntrospectionResult.Active(token), now);
        }
        assertThat(known.activeSize(), is(lessThanOrEqualTo(100L)));
    }

    @Test
    @DisplayName("R7662-2.3-a an error is no answer, and not remembered")
    void errorsAreNotRemembered() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofHours(1)))) {
            desk.server.answering(Reply.status(503));
            desk.unavailable("abc");
            desk.server.json("nonsense");
            desk.unavailable("abc");
            desk.server.json(FakeServer.ACTIVE);
            desk.accepted("abc");
            assertThat(desk.known().refusedSize(), is(0L));
        }
    }

    @Test
    @DisplayName("R7662-4-c one validator's answers are not another's: other client, other answer")
    void validatorsShareNothing() {
        try (FakeServer server = FakeServer.http()) {
            server.answering(asked -> Reply.json(
                    asked.header("authorization").contains("Y29uZmlkYW50") ? FakeServer.ACTIVE : "{\"active\":false}"));
            IntrospectionValidator one = IntrospectionFixture.settings(server)
                    .audience(IntrospectionFixture.AUDIENCE)
                    .cacheFor(Duration.ofHours(1))
                    .client(ClientAuthentication.basic("confidant", "x"))
                    .build();
            IntrospectionValidator other = IntrospectionFixture.settings(server)
                    .audience(IntrospectionFixture.AUDIENCE)
                    .cacheFor(Duration.ofHours(1))
                    .build();

            assertThat(isAccepted(one), is(true));
            assertThat(isAccepted(other), is(false));
            assertThat(isAccepted(one), is(true));
            assertThat(server.calls(), is(2));
        }
    }

    private static boolean isAccepted(IntrospectionValidator validator) {
        return validator.validate(PresentedToken.bearer("abc")) instanceof Verdict.Accepted;
    }

    @Test
    @DisplayName("R7662-4-c no token is kept, neither as a key nor otherwise")
    void noTokenIsKept() throws Exception {
        String good = "good-token-that-nobody-may-keep";
        String bad = "bad-token-that-nobody-may-keep";
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofHours(1)))) {
            desk.accepted(good);
            desk.server.json("{\"active\":false}");
            desk.rejected(Reason.REVOKED, bad);

            IntrospectionCache known = desk.known();
            assertThat(known.activeSize() + known.refusedSize(), is(2L));
            assertThat(texts(known), hasItem("alice"));
            assertThat(texts(known).stream().noneMatch(text -> text.contains("nobody-may-keep")), is(true));
        }
    }

    /** All strings that can be reached from an object of this library, through its fields and through collections. */
    private static Set<String> texts(IntrospectionCache known) throws ReflectiveOperationException {
        Set<String> texts = new HashSet<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>();
        for (String name : new String[] {"active", "refused"}) {
            Field field = IntrospectionCache.class.getDeclaredField(name);
            field.setAccessible(true);
            open.add(((Cache<?, ?>) field.get(known)).asMap());
        }
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (next instanceof String text) {
                texts.add(text);
            } else if (seen.add(next)) {
                open.addAll(parts(next));
            }
        }
        return texts;
    }

    private static Collection<Object> parts(Object whole) throws ReflectiveOperationException {
        Deque<Object> parts = new ArrayDeque<>();
        if (whole instanceof Map<?, ?> map) {
            parts.addAll(map.keySet());
            parts.addAll(map.values());
        } else if (whole instanceof Collection<?> collection) {
            parts.addAll(collection);
        } else if (whole.getClass().getName().startsWith("org.resourceprotector")) {
            for (Field field : whole.getClass().getDeclaredFields()) {
                field.setAccessible(true);
                Object value = field.get(whole);
                if (value != null && !field.getType().isPrimitive()) {
                    parts.add(value);
                }
            }
        }
        return parts;
    }

    @Test
    void evictedTokensAreAskedAboutAgain() {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofHours(1)))) {
            desk.server.answering(asked -> Reply.json(FakeServer.ACTIVE.replace("alice", asked.token())));
            desk.accepted("alice");
            desk.accepted("bob");

            assertThat(desk.validator.evict(token -> token.getName().equals("alice")), is(1));
            assertThat(desk.validator.evict(token -> token.getName().equals("alice")), is(0));

            desk.accepted("bob");
            assertThat(desk.server.calls(), is(2));
            desk.server.json("{\"active\":false}");
            desk.rejected(Reason.REVOKED, "alice");
            assertThat(desk.server.calls(), is(3));
        }
    }

    @Test
    void evictionWithoutACacheForgetsNothing() {
        try (IntrospectionFixture desk = IntrospectionFixture.plain()) {
            desk.accepted("abc");
            assertThat(desk.validator.evict(token -> true), is(0));
            assertThrows(NullPointerException.class, () -> desk.validator.evict(null));
        }
    }

    @Test
    void anAnswerThatWasUnderWayAtAnEvictionIsNotRemembered() throws ExecutionException, InterruptedException {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofHours(1)));
                Callers callers = new Callers()) {
            desk.server.hold();
            var before = callers.call(() -> desk.show("abc"));
            desk.server.awaitCalls(1);

            desk.validator.evict(token -> true);
            var after = callers.call(() -> desk.show("abc"));
            desk.server.awaitCalls(2);
            desk.server.release();
            before.get();
            after.get();

            desk.accepted("abc");
            assertThat(desk.server.calls(), is(2));
            assertThat(desk.known().activeSize(), is(1L));
        }
    }

    @Test
    void onlyTheAnswerAfterAnEvictionIsRemembered() throws ExecutionException, InterruptedException {
        try (IntrospectionFixture desk = IntrospectionFixture.with(builder -> builder.cacheFor(Duration.ofHours(1)));
                Callers callers = new Callers()) {
            desk.server.hold();
            var before = callers.call(() -> desk.show("abc"));
            desk.server.awaitCalls(1);
            desk.validator.evict(token -> true);
            desk.server.release();
            before.get();

            assertThat(desk.known().activeSize(), is(0L));
            desk.server.json("{\"active\":false}");
            desk.rejected(Reason.REVOKED, "abc");
        }
    }

    @Test
    void revokedTokensAreAskedAboutAgain_othersAreNot() {
        RevocationFeed feed = RevocationFeed.inMemory();
        try (IntrospectionFixture desk = IntrospectionFixture.with(
                builder -> builder.cacheFor(Duration.ofHours(1)).revocations(feed))) {
            desk.server.answering(asked -> Reply.json(FakeServer.ACTIVE.replace("alice", asked.token())));
            desk.accepted("alice");
            desk.accepted("bob");

            feed.publish(Revocation.ofSubject("alice"));

            desk.server.json("{\"active\":false}");
            desk.accepted("bob");
            desk.rejected(Reason.REVOKED, "alice");
        }
    }

    @Test
    void closedValidator_remembersNothingBecauseItHearsOfNoRevocation() {
        RevocationFeed feed = RevocationFeed.inMemory();
        try (IntrospectionFixture desk = IntrospectionFixture.with(
                builder -> builder.cacheFor(Duration.ofHours(1)).revocations(feed))) {
            desk.accepted("abc");
            desk.validator.close();
            feed.publish(Revocation.ofAll());
            desk.accepted("abc");
            desk.accepted("abc");
            assertThat(desk.server.calls(), is(3));
        }
    }

    /** The clock is read between the look whether it is closed and the entry. */
    @Test
    void cacheThatIsClosedMeanwhile_keepsNothing() throws Exception {
        Instant now = Instant.EPOCH;
        TokenDigest digest = TokenDigest.of("abc");
        IntrospectionResult.Active good = good();
        List<Consumer<IntrospectionCache>> answers = List.of(
                cache -> cache.add(digest, new IntrospectionResult.Refused(Rejection.of(Reason.REVOKED)), now),
                cache -> cache.add(digest, good, now));
        for (Consumer<IntrospectionCache> answer : answers) {
            AtomicReference<IntrospectionCache> closing = new AtomicReference<>();
            IntrospectionCache known = new IntrospectionCache(
                    10,
                    new IntrospectionCache.Lifetimes(Duration.ofHours(1), Duration.ofHours(1), Duration.ZERO),
                    () -> {
                        IntrospectionCache cache = closing.getAndSet(null);
                        if (cache != null) {
                            cache.close();
                        }
                        return 0;
                    });
            closing.set(known);
            answer.accept(known);
            assertThat(known.find(digest, now), is(nullValue()));
        }
    }
}
