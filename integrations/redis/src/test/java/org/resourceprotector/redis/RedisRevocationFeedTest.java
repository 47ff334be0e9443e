package org.resourceprotector.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.resourceprotector.nodes.RevocationFeedContract.publishes;
import static org.resourceprotector.nodes.RevocationFeedContract.untilHeard;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.resourceprotector.nodes.SharedRevocationFeedContract;
import org.resourceprotector.nodes.Until;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;
import org.resourceprotector.token.ValidationUnavailableException;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import redis.clients.jedis.params.XAddParams;

/** Revocations on their way to other nodes, by a real server. */
@EnabledIfSystemProperty(named = "redis.server", matches = ".+")
@Timeout(240)
class RedisRevocationFeedTest implements SharedRevocationFeedContract {

    private static final String STREAM = "resource-protector:revocations";
    private final List<RedisRevocationFeed> feeds = new ArrayList<>();
    private RedisServer server;
    private RedisRevocationFeed here;
    private RedisRevocationFeed there;

    @BeforeEach
    void start() throws IOException {
        server = RedisServer.start();
        here = another();
        there = another();
    }

    @AfterEach
    void stop() throws IOException {
        feeds.forEach(RedisRevocationFeed::close);
        server.close();
    }

    @Override
    public String name() {
        return server.name();
    }

    @Override
    public RevocationFeed here() {
        return here;
    }

    @Override
    public RevocationFeed there() {
        return there;
    }

    @Override
    public RedisRevocationFeed another() {
        RedisRevocationFeed feed = RedisRevocationFeed.builder(server.uri())
                .timeout(Duration.ofSeconds(5))
                .build();
        feeds.add(feed);
        return feed;
    }

    @Override
    public void kill() throws Exception {
        server.kill();
    }

    @Override
    public RevocationFeed comeBack() throws Exception {
        server.restart();
        return here;
    }

    @Override
    public List<Runnable> unreadable() {
        return Stream.of(
                        Map.of("member", "COLOUR", "value", "red"),
                        Map.of("member", "SUB"),
                        Map.of("member", "SUB", "value", "alice", "before", "yesterday"),
                        Map.of("member", "SUB", "value", "alice", "only", "on Sundays"))
                .map(entry ->
                        (Runnable) () -> server.ask(commands -> commands.xadd(STREAM, XAddParams.xAddParams(), entry)))
                .toList();
    }

    @Override
    public void flood() {
        server.ask(commands -> commands.eval(
                "for i = 1, 3000 do redis.call('XADD', KEYS[1], '*', 'member', 'JTI', 'value', i) end", 1, STREAM));
    }

    @Test
    void nodeThatWasDisconnected_forgetsEverything() {
        List<Revocation> heard = heardThere();
        server.ask(commands -> commands.clientKill(new ClientKillParams().type(ClientType.NORMAL)));
        untilHeard(heard, Revocation.ofAll());

        Until.until("the other node is back", () -> publishes(here, ALICE) && heard.contains(ALICE));
    }

    @Test
    void streamThatWasReplaced_isAll() {
        List<Revocation> heard = heardThere();
        here.publish(Revocation.ofSubject("bob"));
        untilHeard(heard, Revocation.ofSubject("bob"));
        server.ask(commands -> commands.eval(
                "redis.call('DEL', KEYS[1]) redis.call('XADD', KEYS[1], '*', 'member', 'SUB', 'value', 'carol')",
                1,
                STREAM));
        untilHeard(heard, Revocation.ofAll());
        Until.until("it reads on", () -> publishes(here, ALICE) && heard.contains(ALICE));
    }

    /** It may have gone right after an entry was written, before the entry was read and gave it another hour. */
    @Test
    void streamThatWent_isAll() {
        List<Revocation> heard = heardThere();
        here.publish(Revocation.ofSubject("bob"));
        untilHeard(heard, Revocation.ofSubject("bob"));
        server.ask(commands -> commands.del(STREAM));
        untilHeard(heard, Revocation.ofAll());
        Until.until("it reads on", () -> publishes(here, ALICE) && heard.contains(ALICE));
        assertThat(Collections.frequency(heard, Revocation.ofAll()), is(1));
    }

    /** What answers in the place of EXPIRE is 0 for a key that is there, as EXPIRE is for one that went. */
    @Test
    void entryWhoseStreamWentAtOnce_wasNotWritten() throws IOException {
        try (RedisServer forgetful =
                RedisServer.start("--rename-command", "EXPIRE", "FORGOTTEN", "--rename-command", "SETNX", "EXPIRE")) {
            RedisRevocationFeed feed =
                    RedisRevocationFeed.builder(forgetful.uri()).build();
            feeds.add(feed);

            assertThrows(ValidationUnavailableException.class, () -> feed.publish(ALICE));
        }
    }

    @Test
    void streamThatBeginsAnewInThePast_isAll() {
        List<Revocation> heard = heardThere();
        server.ask(commands -> commands.xadd(
                STREAM, XAddParams.xAddParams().id("99999999999999-0"), Map.of("member", "SUB", "value", "bob")));
        untilHeard(heard, Revocation.ofSubject("bob"));
        server.ask(commands -> commands.eval(
                "redis.call('DEL', KEYS[1]) redis.call('XADD', KEYS[1], '*', 'member', 'SUB', 'value', 'alice')",
                1,
                STREAM));
        untilHeard(heard, Revocation.ofAll());
        Until.until("it reads on", () -> publishes(here, ALICE) && heard.contains(ALICE));
    }

    /** The node that reads writes nothing, so that no server refuses it anything. */
    @Test
    void primaryThatBecomesAReplica_isLeftForTheNewOne() throws Exception {
        try (RedisServer second = RedisServer.start("--replicaof", "127.0.0.1 " + server.port());
                Doorway door = new Doorway(server)) {
            RedisRevocationFeed writer = at(door);
            RedisRevocationFeed reader = at(door);
            List<Revocation> heard = new CopyOnWriteArrayList<>();
            reader.subscribe(heard::add);
            writer.publish(ALICE);
            untilHeard(heard, ALICE);
            Until.until("the replica has it", () -> second.ask(commands -> commands.exists(STREAM)));
            second.ask(commands -> commands.replicaofNoOne());
            server.ask(commands -> commands.replicaof("127.0.0.1", 1));
            door.leadTo(second);

            writer.publish(Revocation.ofSession("s"));
            untilHeard(heard, Revocation.ofAll());
            writer.publish(Revocation.ofClient("app"));
            untilHeard(heard, Revocation.ofClient("app"));
        }
    }

    private RedisRevocationFeed at(Doorway door) {
        RedisRevocationFeed feed = RedisRevocationFeed.builder(door.uri(""))
                .timeout(Duration.ofSeconds(5))
                .build();
        feeds.add(feed);
        return feed;
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
