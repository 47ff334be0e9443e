package org.resourceprotector.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.resourceprotector.token.ValidationUnavailableException;

/** What nodes that share a real server accept, and what they refuse when it has a bad day. */
@EnabledIfSystemProperty(named = "redis.server", matches = ".+")
@Timeout(90)
class RedisReplayStoreTest {

    private static final int NODES = 3;
    private static final String APPENDING = "--appendonly";

    private static Instant inAMinute() {
        return Instant.now().plusSeconds(65);
    }

    /** As long as those of real proofs. */
    private static String key(String kind, int number) {
        return (kind + number + "-").concat("x".repeat(43)).substring(0, 43);
    }

    private static boolean isUnavailable(RedisReplayStore store, String key) {
        try {
            store.firstUse(key, inAMinute());
            return false;
        } catch (ValidationUnavailableException e) {
            return true;
        }
    }

    private static int accepted(RedisReplayStore store, String kind, int proofs) {
        int accepted = 0;
        for (int i = 0; i < proofs; i++) {
            accepted += store.firstUse(key(kind, i), inAMinute()) ? 1 : 0;
        }
        return accepted;
    }

    @Test
    @DisplayName("R9449-11.1-b of three nodes that are offered the same 10,000 proofs at once, one accepts each")
    void threeNodes_acceptEachProofOnce() throws Exception {
        int proofs = 10_000;
        AtomicIntegerArray accepted = new AtomicIntegerArray(proofs);
        long[] nanos = new long[NODES * proofs];
        CyclicBarrier start = new CyclicBarrier(NODES);
        ExecutorService threads = Executors.newFixedThreadPool(NODES);
        try (RedisServer server = RedisServer.start()) {
            List<Future<Void>> nodes = new ArrayList<>();
            for (int n = 0; n < NODES; n++) {
                int node = n;
                nodes.add(threads.submit((Callable<Void>) () -> {
                    try (RedisReplayStore store = server.store()) {
                        start.await();
                        for (int i = 0; i < proofs; i++) {
                            long before = System.nanoTime();
                            if (store.firstUse(key("proof-", i), inAMinute())) {
                                accepted.incrementAndGet(i);
                            }
                            nanos[node * proofs + i] = System.nanoTime() - before;
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> node : nodes) {
                node.get();
            }
            String memory = server.ask(commands -> commands.info("memory"))
                    .lines()
                    .filter(line -> line.startsWith("used_memory_dataset:"))
                    .findFirst()
                    .orElse("");
            Arrays.sort(nanos);
            System.out.println(
                    "redis: " + proofs + " proofs at " + NODES + " nodes, p50 " + nanos[nanos.length / 2] / 1_000
                            + " µs, p99 " + nanos[nanos.length / 100 * 99] / 1_000 + " µs, " + memory);
        } finally {
            threads.shutdownNow();
        }
        for (int i = 0; i < proofs; i++) {
            assertThat(accepted.get(i), is(1));
        }
    }

    @Test
    void repeatedCommand_knowsItsOwnWrite() throws IOException {
        try (RedisServer server = RedisServer.start();
                RedisReplayStore store = server.store()) {
            assertThat(store.isFirst("key", 10_000, "own"), is(true));
            assertThat(store.isFirst("key", 10_000, "own"), is(true));
            assertThat(store.isFirst("key", 10_000, "another"), is(false));
        }
    }

    @Test
    void entry_outlivesItsProof_byTheDifferenceOfClocks() throws IOException {
        try (RedisServer server = RedisServer.start();
                RedisReplayStore store = server.store()) {
            assertThat(store.firstUse("a", inAMinute()), is(true));
            assertThat(store.firstUse("b", Instant.EPOCH), is(true));
            assertThat(store.firstUse("b", Instant.EPOCH), is(false));
            long lifetime = server.ask(commands -> commands.pttl("resource-protector:dpop:a"));

            assertThat(lifetime, is(greaterThan(70_000L)));
            assertThat(lifetime, is(lessThan(75_001L)));
            assertThrows(IllegalArgumentException.class, () -> store.firstUse("c", Instant.MAX));
        }
    }

    @Test
    @DisplayName("R9449-11.1-d a server that was killed is a 503, and what it wrote down is refused when it is back")
    void killedServer_isUnavailable_andRemembers() throws Exception {
        try (RedisServer server = RedisServer.start(APPENDING, "yes", "--appendfsync", "always");
                RedisReplayStore store = server.store()) {
            assertThat(accepted(store, "before-", 1_000), is(1_000));

            server.kill();
            assertThat(isUnavailable(store, "during"), is(true));
            server.restart();
            RedisServer.until("the store is back", () -> !isUnavailable(store, "after"));

            assertThat(accepted(store, "before-", 1_000), is(0));
        }
    }

    @Test
    @DisplayName("a server that hangs is a 503, of which few requests wait")
    void hungServer_isUnavailable_andFewWait() throws Exception {
        try (RedisServer server = RedisServer.start();
                RedisReplayStore store = server.store()) {
            server.signal("STOP");
            int waited = 0;
            for (int i = 0; i < 1_000; i++) {
                String key = key("hung-", i);
                ValidationUnavailableException refused =
                        assertThrows(ValidationUnavailableException.class, () -> store.firstUse(key, inAMinute()));
                waited += refused.getCause() instanceof TimeoutException ? 1 : 0;
            }
            assertThat(waited, is(lessThan(10)));

            server.signal("CONT");
            RedisServer.until("the store is back", () -> !isUnavailable(store, "after"));
            assertThat(store.firstUse("after", inAMinute()), is(false));
        }
    }

    @Test
    @DisplayName("R9449-11.1-d a server that is full is a 503, and forgets nothing")
    void fullServer_isUnavailable_andForgetsNothing() throws IOException {
        try (RedisServer server = RedisServer.start("--maxmemory", "3mb", "--maxmemory-policy", "noeviction");
                RedisReplayStore store = server.store()) {
            int proofs = 0;
            while (proofs < 100_000 && !isUnavailable(store, key("proof-", proofs))) {
                proofs++;
            }
            assertThat(proofs, is(greaterThan(100)));
            assertThat(proofs, is(lessThan(100_000)));

            server.ask(commands -> commands.configSet("maxmemory", "100mb"));
            assertThat(accepted(store, "proof-", proofs), is(0));
        }
    }

    @Test
    void evictingServer_isRefusedAtTheStart() throws IOException {
        for (String policy : List.of("allkeys-lru", "volatile-ttl", "volatile-random")) {
            try (RedisServer server = RedisServer.start("--maxmemory-policy", policy)) {
                IllegalStateException refused = assertThrows(IllegalStateException.class, server::store);
                assertThat(refused.getMessage(), containsString(policy));
            }
        }
    }

    @Test
    void serverThatBecomesEvicting_isUnavailable() throws IOException {
        try (RedisServer server = RedisServer.start();
                RedisReplayStore store = server.store()) {
            server.ask(commands -> commands.configSet("maxmemory-policy", "allkeys-lru"));
            RedisServer.until("the store has seen it", () -> isUnavailable(store, "key"));
            server.ask(commands -> commands.configSet("maxmemory-policy", "noeviction"));
            server.ask(commands -> commands.clientKill(io.lettuce.core.KillArgs.Builder.typeNormal()));
            RedisServer.until("the store has seen it", () -> !isUnavailable(store, "key"));
        }
    }

    @Test
    void serverThatDoesNotTell_isAWarning() throws IOException {
        List<String> lines = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger(RedisConnection.class.getName());
        logger.addHandler(handler);
        try (RedisServer server = RedisServer.start()) {
            server.ask(commands -> {
                return commands.aclSetuser(
                        "app",
                        io.lettuce.core.AclSetuserArgs.Builder.on()
                                .addPassword("secret")
                                .allKeys()
                                .addCommand(io.lettuce.core.protocol.CommandType.SET)
                                .addCommand(io.lettuce.core.protocol.CommandType.GET));
            });
            String uri = "redis://app:secret@127.0.0.1:" + server.port();
            try (RedisReplayStore store = RedisReplayStore.builder(uri).build()) {
                assertThat(store.firstUse("a", inAMinute()), is(true));
                assertThat(store.toString(), not(containsString("secret")));
            }
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(lines.get(0), containsString("does not tell its maxmemory-policy"));
    }

    @Test
    void replica_isRefusedAtTheStart() throws IOException {
        try (RedisServer primary = RedisServer.start();
                RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1 " + primary.port())) {
            assertThrows(IllegalStateException.class, replica::store);
        }
    }

    @Test
    void serverThatIsNotThere_isRefusedAtTheStart() throws IOException {
        String uri = "redis://app:secret@127.0.0.1:" + RedisServer.freePort();
        IllegalStateException refused = assertThrows(
                IllegalStateException.class, () -> RedisReplayStore.builder(uri).build());
        assertThat(refused.getMessage(), not(containsString("secret")));
    }

    @Test
    void closedStore_isUnavailable() throws IOException {
        try (RedisServer server = RedisServer.start()) {
            RedisReplayStore store = server.store();
            store.close();
            assertThat(isUnavailable(store, "key"), is(true));
        }
    }

    @Test
    @DisplayName("what is not promised: what only the old primary took is accepted once more after a fail-over")
    void failOver_acceptsWhatTheNewPrimaryHasNot() throws Exception {
        try (RedisServer primary = RedisServer.start();
                RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1 " + primary.port())) {
            try (RedisReplayStore store = primary.store()) {
                assertThat(accepted(store, "replicated-", 1_000), is(1_000));
                RedisServer.until("the replica has all", () -> replica.ask(commands -> commands.dbsize()) >= 1_000);
                replica.ask(commands -> commands.replicaofNoOne());
                assertThat(accepted(store, "lost-", 500), is(500));
                primary.kill();
            }
            try (RedisReplayStore store = replica.store()) {
                assertThat(accepted(store, "replicated-", 1_000), is(0));
                assertThat(accepted(store, "lost-", 500), is(500));
            }
        }
    }

    @Test
    void primaryWithoutItsReplica_isUnavailable() throws Exception {
        try (RedisServer primary = RedisServer.start("--min-replicas-to-write", "1", "--min-replicas-max-lag", "1");
                RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1 " + primary.port())) {
            RedisServer.until("there is a replica", () -> isWritable(primary));
            try (RedisReplayStore store = primary.store()) {
                replica.signal("STOP");
                RedisServer.until("the primary refuses", () -> isUnavailable(store, "key"));
                replica.signal("CONT");
                RedisServer.until("the primary is back", () -> !isUnavailable(store, "key"));
            }
        }
    }

    private static boolean isWritable(RedisServer server) {
        try {
            server.store().close();
            return true;
        } catch (IllegalStateException notYet) {
            return false;
        }
    }
}
