package org.resourceprotector.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;
import org.resourceprotector.token.ValidationUnavailableException;

/** Revocations on their way to other nodes, by a real server. */
@EnabledIfSystemProperty(named = "redis.server", matches = ".+")
@Timeout(90)
class RedisRevocationFeedTest {

    private static final String STREAM = "resource-protector:revocations";
    private static final Revocation ALICE =
            Revocation.ofSubject("alice").issuedBefore(Instant.parse("2026-03-01T12:00:00.5Z"));

    private final List<Revocation> heard = new CopyOnWriteArrayList<>();
    private RedisServer server;
    private RedisRevocationFeed here;
    private RedisRevocationFeed there;

    @BeforeEach
    void start() throws IOException {
        server = RedisServer.start();
        here = RedisRevocationFeed.builder(server.uri()).build();
        there = RedisRevocationFeed.builder(server.uri()).build();
    }

    @AfterEach
    void stop() throws IOException {
        here.close();
        there.close();
        server.close();
    }

    private void write(Map<String, String> entry) {
        server.ask(commands -> commands.xadd(STREAM, entry));
    }

    private void untilHeard(Revocation revocation) {
        RedisServer.until("heard", () -> heard.contains(revocation));
    }

    @Test
    void revocation_reachesEveryNode() throws IOException {
        List<Revocation> hereHeard = new CopyOnWriteArrayList<>();
        here.subscribe(hereHeard::add);
        there.subscribe(heard::add);
        try (RedisRevocationFeed third =
                RedisRevocationFeed.builder(server.uri()).build()) {
            List<Revocation> thirdHeard = new CopyOnWriteArrayList<>();
            third.subscribe(thirdHeard::add);

            long before = System.nanoTime();
            here.publish(ALICE);
            assertThat(hereHeard, hasItem(ALICE));
            untilHeard(ALICE);
            RedisServer.until("the third", () -> thirdHeard.contains(ALICE));
            System.out.println("redis: a revocation was heard by three nodes after "
                    + (System.nanoTime() - before) / 1_000_000 + " ms");
        }
        here.publish(Revocation.ofAll());
        here.publish(Revocation.ofToken("t-1"));
        untilHeard(Revocation.ofToken("t-1"));
    }

    @Test
    void subscriberThatThrows_keepsNothingFromTheOthers() {
        there.subscribe(heard::add);
        here.subscribe(revocation -> {
            throw new IllegalStateException("a subscriber of the application's failed");
        });

        assertThrows(IllegalStateException.class, () -> here.publish(ALICE));
        untilHeard(ALICE);
    }

    @Test
    void whatWasBefore_isNotHeard() {
        here.publish(ALICE);
        try (RedisRevocationFeed late =
                RedisRevocationFeed.builder(server.uri()).build()) {
            late.subscribe(heard::add);
            here.publish(Revocation.ofSession("s"));
            untilHeard(Revocation.ofSession("s"));
            assertThat(heard, not(hasItem(ALICE)));
        }
    }

    @Test
    void nodeThatWasDisconnected_forgetsEverything() {
        there.subscribe(heard::add);
        server.ask(commands -> commands.clientKill(io.lettuce.core.KillArgs.Builder.typeNormal()));
        untilHeard(Revocation.ofAll());

        RedisServer.until("the other node is back", () -> publishes(ALICE));
        untilHeard(ALICE);
    }

    @Test
    void nodeThatCouldNotRead_forgetsEverything() throws Exception {
        there.subscribe(heard::add);
        server.kill();
        assertThrows(ValidationUnavailableException.class, () -> here.publish(ALICE));
        server.restart();
        untilHeard(Revocation.ofAll());
        RedisServer.until("the other node is back", () -> publishes(ALICE));
        untilHeard(ALICE);
    }

    private boolean publishes(Revocation revocation) {
        try {
            here.publish(revocation);
            return true;
        } catch (ValidationUnavailableException e) {
            return false;
        }
    }

    @Test
    void entryThatCannotBeRead_isAboutAll() {
        for (Map<String, String> entry : List.of(
                Map.of("member", "COLOUR", "value", "red"),
                Map.of("member", "SUB"),
                Map.of("member", "SUB", "value", "alice", "before", "yesterday"),
                Map.of("member", "SUB", "value", "alice", "only", "on Sundays"))) {
            heard.clear();
            RevocationFeed.Subscription subscription = there.subscribe(heard::add);
            write(entry);
            untilHeard(Revocation.ofAll());
            subscription.close();
        }
    }

    @Test
    void flood_isAboutAll() {
        there.subscribe(heard::add);
        server.ask(commands -> commands.eval(
                "for i = 1, 3000 do redis.call('XADD', KEYS[1], '*', 'member', 'JTI', 'value', i) end",
                io.lettuce.core.ScriptOutputType.STATUS,
                new String[] {STREAM}));
        untilHeard(Revocation.ofAll());
        here.publish(ALICE);
        untilHeard(ALICE);
        assertThat(heard.size() < 1_500, is(true));
    }

    @Test
    void subscriberThatThrows_endsNothing() {
        there.subscribe(revocation -> {
            throw new IllegalStateException("broken");
        });
        there.subscribe(heard::add);
        here.publish(ALICE);
        untilHeard(ALICE);
        here.publish(Revocation.ofClient("app"));
        untilHeard(Revocation.ofClient("app"));
    }

    @Test
    void stream_isBoundedAndEnds() {
        for (int i = 0; i < 3; i++) {
            here.publish(ALICE);
        }
        assertThat(server.ask(commands -> commands.ttl(STREAM)) > 3_500, is(true));
        assertThat(here.toString(), is("RedisRevocationFeed"));
    }

    @Test
    void evictingServer_isRefused() {
        server.ask(commands -> commands.configSet("maxmemory-policy", "allkeys-lru"));
        assertThrows(
                IllegalStateException.class,
                () -> RedisRevocationFeed.builder(server.uri()).build());
    }
}
