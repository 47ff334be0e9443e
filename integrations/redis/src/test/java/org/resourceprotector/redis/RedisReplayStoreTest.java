package org.resourceprotector.redis;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.resourceprotector.nodes.Proofs.accepted;
import static org.resourceprotector.nodes.Proofs.inAMinute;
import static org.resourceprotector.nodes.Proofs.isUnavailable;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.dpop.SharedReplayStore;
import org.resourceprotector.nodes.Cluster;
import org.resourceprotector.nodes.LogLines;
import org.resourceprotector.nodes.SharedReplayStoreContract;
import org.resourceprotector.nodes.Until;
import org.resourceprotector.processes.control.Ports;
import org.resourceprotector.token.ValidationUnavailableException;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** What nodes that share a real server accept, and what they refuse when it has a bad day. */
@EnabledIfSystemProperty(named = "redis.server", matches = ".+")
@Timeout(240)
class RedisReplayStoreTest implements SharedReplayStoreContract {

    private static final Duration PATIENT = Duration.ofSeconds(5);
    private static final String REFUSED =
            "no connection to Redis: it answers %s; are the user, the password and the database of its URI right?";

    @Override
    public RedisServer cluster(int nodes) throws IOException {
        return RedisServer.start();
    }

    @Override
    public RedisServer lasting(int nodes) throws IOException {
        return RedisServer.start("--appendonly", "yes", "--appendfsync", "always");
    }

    @Override
    public SharedReplayStore.Entries entries(Cluster cluster) {
        return ((RedisServer) cluster).entries();
    }

    /** A server that was killed is a 503, and knows what it wrote down when it is back. */
    @Override
    public void kill(Cluster cluster) throws Exception {
        RedisServer server = (RedisServer) cluster;
        RedisReplayStore store = server.store(0);
        server.kill();
        assertThat(isUnavailable(store, "during"), is(true));
        server.restart();
        Until.until("the store is back", () -> !isUnavailable(store, "again"));
    }

    @Override
    public Small small(Cluster cluster) {
        RedisServer server = (RedisServer) cluster;
        server.ask(commands -> commands.configSet("maxmemory", "3mb"));
        ReplayStore store = server.store(0);
        return new Small(
                store,
                101,
                99_999,
                () -> {
                    server.ask(commands -> commands.configSet("maxmemory", "100mb"));
                    return store;
                },
                () -> {});
    }

    @Override
    public Hung hang() throws Exception {
        RedisServer server = RedisServer.start();
        RedisReplayStore store = server.store();
        server.signal("STOP");
        return new Hung() {
            @Override
            public ReplayStore store() {
                return store;
            }

            @Override
            public void letGo() throws Exception {
                server.signal("CONT");
            }

            @Override
            public int leastRefused() {
                return 1_000;
            }

            @Override
            public int mostThatWait() {
                return 9;
            }

            @Override
            public void close() throws IOException {
                store.close();
                server.close();
            }
        };
    }

    @Test
    void entry_outlivesItsProof_byTheDifferenceOfClocks() throws IOException {
        try (RedisServer server = RedisServer.start();
                RedisReplayStore store = server.store(0)) {
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
            Until.until("the store has seen it", () -> isUnavailable(store, "key"));
            server.ask(commands -> commands.configSet("maxmemory-policy", "noeviction"));
            server.ask(commands -> commands.clientKill(new ClientKillParams().type(ClientType.NORMAL)));
            Until.until("the store has seen it", () -> !isUnavailable(store, "key"));
        }
    }

    @Test
    void serverThatDoesNotTell_isAWarning() throws IOException {
        try (LogLines log = new LogLines(RedisConnection.class);
                RedisServer server = RedisServer.start()) {
            server.ask(commands -> commands.aclSetUser("app", "on", ">secret", "~*", "+set", "+get"));
            String uri = "redis://app:secret@127.0.0.1:" + server.port();
            try (RedisReplayStore store = RedisReplayStore.builder(uri).build()) {
                assertThat(store.firstUse("a", inAMinute()), is(true));
                assertThat(store.toString(), not(containsString("secret")));
            }
            assertThat(log.lines().get(0), containsString("does not tell its maxmemory-policy"));
        }
    }

    @Test
    void replica_isRefusedAtTheStart() throws IOException {
        try (RedisServer primary = RedisServer.start();
                RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1 " + primary.port())) {
            IllegalStateException refused = assertThrows(IllegalStateException.class, replica::store);
            assertThat(refused.getMessage(), containsString("must lead to the primary"));
            assertThrows(
                    IllegalStateException.class,
                    () -> RedisRevocationFeed.builder(replica.uri()).build());
        }
    }

    @Test
    void serverThatIsNotThere_isRefusedAtTheStart() {
        String uri = "redis://app:secret@127.0.0.1:" + Ports.free();
        IllegalStateException refused = assertThrows(
                IllegalStateException.class, () -> RedisReplayStore.builder(uri).build());
        assertThat(refused.getMessage(), not(containsString("secret")));
    }

    @Test
    void addressThatCannotBeRead_isShownToNobody() {
        for (String uri : List.of(
                "redis://user:s3cr^et@localhost",
                "redis://s3cret@localhost",
                "redis-sentinel://:s3cret@localhost/0#primary",
                "http://user:s3cret@localhost",
                "redis://user:s3cret@under_score:6379",
                "redis://app:/s3cret@localhost",
                "redis://app:7/s3cret@localhost",
                "redis://:s3cret@localhost:6379/-1",
                "redis://:s3cret@localhost:6379/0?timeout=1s")) {
            IllegalArgumentException refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> RedisReplayStore.builder(uri).build());
            assertThat(refused.getMessage(), not(containsString("s3cr")));
            assertThat(refused.getCause(), is(nullValue()));
        }
    }

    @Test
    void passwordAndDatabase_areThoseOfTheAddress() throws IOException {
        try (RedisServer server = RedisServer.start()) {
            server.ask(commands -> commands.configSet("requirepass", "s3cr^et"));
            String host = "@127.0.0.1:" + server.port();
            try (RedisReplayStore store =
                    RedisReplayStore.builder("redis://:s3cr%5Eet" + host + "/3").build()) {
                assertThat(store.firstUse("a", inAMinute()), is(true));
            }
            try (RedisReplayStore store =
                    RedisReplayStore.builder("redis://:s3cr%5Eet" + host + "/4").build()) {
                assertThat(store.firstUse("a", inAMinute()), is(true));
            }
            for (String user : List.of(":wrong", "default:wrong", ":")) {
                assertThat(refusal("redis://" + user + host), is(String.format(REFUSED, "WRONGPASS")));
            }
            assertThat(refusal("redis://127.0.0.1:" + server.port()), is(String.format(REFUSED, "NOAUTH")));
            assertThat(refusal("redis://:s3cr%5Eet" + host + "/99"), is(String.format(REFUSED, "ERR")));
        }
    }

    private static String refusal(String uri) {
        String refused = assertThrows(
                        IllegalStateException.class,
                        () -> RedisReplayStore.builder(uri).build())
                .getMessage();
        assertThat(
                assertThrows(
                                IllegalStateException.class,
                                () -> RedisRevocationFeed.builder(uri).build())
                        .getMessage(),
                is(refused));
        return refused;
    }

    @Test
    void connectionsThatWereClosed_areReplacedAtOnce() throws IOException {
        try (RedisServer server = RedisServer.start();
                RedisReplayStore store = server.store(0)) {
            assertThat(store.firstUse("a", inAMinute()), is(true));
            server.ask(commands -> commands.clientKill(new ClientKillParams().type(ClientType.NORMAL)));
            assertThat(store.firstUse("b", inAMinute()), is(true));
            assertThat(store.firstUse("a", inAMinute()), is(false));
        }
    }

    /** As if packets were dropped: the system completes no connection beyond those that wait to be taken. */
    @Test
    void addressThatTakesNoConnection_opensTheCircuit() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (RedisServer server = RedisServer.start();
                RedisReplayStore store = server.store()) {
            server.kill();
            InetAddress loopback = InetAddress.getLoopbackAddress();
            try (ServerSocket deaf = new ServerSocket(server.port(), 1, loopback)) {
                assertThrows(SocketTimeoutException.class, () -> {
                    while (true) {
                        Socket socket = new Socket();
                        waiting.add(socket);
                        socket.connect(deaf.getLocalSocketAddress(), 300);
                    }
                });
                for (int i = 0; i < 5; i++) {
                    assertThat(refusal(store).getCause(), is(instanceOf(TimeoutException.class)));
                }
                assertThat(refusal(store).getCause(), is(nullValue()));
            }
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    private static ValidationUnavailableException refusal(RedisReplayStore store) {
        return assertThrows(ValidationUnavailableException.class, () -> store.firstUse("key", inAMinute()));
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
            try (RedisReplayStore store = primary.store(0)) {
                assertThat(accepted(store, "replicated-", 1_000), is(1_000));
                Until.until("the replica has all", () -> replica.ask(commands -> commands.dbSize()) >= 1_000);
                replica.ask(commands -> commands.replicaofNoOne());
                assertThat(accepted(store, "lost-", 500), is(500));
                primary.kill();
            }
            try (RedisReplayStore store = replica.store(0)) {
                assertThat(accepted(store, "replicated-", 1_000), is(0));
                assertThat(accepted(store, "lost-", 500), is(500));
            }
        }
    }

    @Test
    void primaryWithoutItsReplica_isUnavailable() throws Exception {
        try (RedisServer primary = RedisServer.start("--min-replicas-to-write", "1", "--min-replicas-max-lag", "3");
                RedisServer replica = RedisServer.start("--replicaof", "127.0.0.1 " + primary.port())) {
            Until.until("there is a replica", () -> isWritable(primary));
            try (RedisReplayStore store = primary.store()) {
                replica.signal("STOP");
                Until.until("the primary refuses", () -> isUnavailable(store, "key"));
                replica.signal("CONT");
                Until.until("the primary is back", () -> !isUnavailable(store, "key"));
            }
        }
    }

    /** Who may not ask what the server is learns it from a write that is refused. */
    @ParameterizedTest
    @ValueSource(strings = {"", "app:secret@"})
    void primaryThatBecomesAReplica_isLeftForTheNewOne(String user) throws Exception {
        try (RedisServer first = RedisServer.start();
                RedisServer second = RedisServer.start("--replicaof", "127.0.0.1 " + first.port());
                Doorway door = new Doorway(first)) {
            for (RedisServer server : List.of(first, second)) {
                server.ask(commands -> commands.aclSetUser("app", "on", ">secret", "~*", "+set", "+get"));
            }
            try (RedisReplayStore store =
                    RedisReplayStore.builder(door.uri(user)).timeout(PATIENT).build()) {
                assertThat(accepted(store, "before-", 50), is(50));
                Until.until("the replica has all", () -> second.ask(commands -> commands.dbSize()) >= 50);
                second.ask(commands -> commands.replicaofNoOne());
                first.ask(commands -> commands.replicaof("127.0.0.1", second.port()));
                door.leadTo(second);

                assertThat(accepted(store, "during-", 50), is(50));
                assertThat(accepted(store, "before-", 50), is(0));
                assertThat(second.ask(commands -> commands.dbSize()) >= 100, is(true));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "app:secret@"})
    void primaryThatIsAReplicaForAWhile_isUnavailable(String user) throws Exception {
        try (RedisServer server = RedisServer.start();
                Doorway door = new Doorway(server)) {
            server.ask(commands -> commands.aclSetUser("app", "on", ">secret", "~*", "+set", "+get"));
            try (RedisReplayStore store =
                    RedisReplayStore.builder(door.uri(user)).timeout(PATIENT).build()) {
                assertThat(store.firstUse("a", inAMinute()), is(true));
                server.ask(commands -> commands.replicaof("127.0.0.1", 1));
                for (int i = 0; i < 200; i++) {
                    assertThat(isUnavailable(store, "b"), is(true));
                }
                assertThat(door.opened(), is(lessThan(50)));
                server.ask(commands -> commands.replicaofNoOne());
                Until.until("it is back", () -> !isUnavailable(store, "b"));
                assertThat(store.firstUse("a", inAMinute()), is(false));
            }
        }
    }

    /** The first one has told that it is a replica, before there was another one. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void newPrimaryThatTellsLess_endsTheOutage(boolean mayAsk) throws Exception {
        try (RedisServer first = RedisServer.start();
                RedisServer second = RedisServer.start();
                Doorway door = new Doorway(first)) {
            first.ask(commands -> commands.aclSetUser("app", "on", ">secret", "~*", "+set", "+get", "+info"));
            second.ask(commands ->
                    commands.aclSetUser("app", "on", ">secret", "~*", "+set", "+get", mayAsk ? "+info" : "-info"));
            door.hidePolicy();
            try (RedisReplayStore store = RedisReplayStore.builder(door.uri("app:secret@"))
                    .timeout(PATIENT)
                    .build()) {
                assertThat(store.firstUse("a", inAMinute()), is(true));
                first.ask(commands -> commands.replicaof("127.0.0.1", 1));
                Until.until("it says so", () -> isUnavailable(store, "b") && tellsReplica(store));
                door.leadTo(second);
                Until.until("the new primary is used", () -> !isUnavailable(store, "c"));
            }
        }
    }

    private static boolean tellsReplica(RedisReplayStore store) {
        return String.valueOf(refusal(store).getMessage()).startsWith("Redis is a replica");
    }

    /** An operator who made the server evict cannot hide it. */
    @Test
    void evictingServer_thatTellsNoMore_staysUnavailable() throws Exception {
        try (RedisServer server = RedisServer.start();
                Doorway door = new Doorway(server);
                RedisReplayStore store =
                        RedisReplayStore.builder(door.uri("")).timeout(PATIENT).build()) {
            ClientKillParams all = new ClientKillParams().type(ClientType.NORMAL);
            server.ask(commands -> commands.configSet("maxmemory-policy", "allkeys-lru"));
            server.ask(commands -> commands.clientKill(all));
            Until.until("the store has seen it", () -> isUnavailable(store, "key"));
            door.hidePolicy();
            int before = door.opened();
            server.ask(commands -> commands.clientKill(all));
            Until.until("it looks again", () -> {
                assertThat(isUnavailable(store, "key"), is(true));
                return door.opened() > before;
            });
            assertThat(isUnavailable(store, "key"), is(true));
        }
    }

    /** Another server would refuse as well, or it is the same one. */
    @Test
    void refusalOfAPrimary_keepsItsConnection() throws Exception {
        try (RedisServer server = RedisServer.start();
                Doorway door = new Doorway(server);
                RedisReplayStore store =
                        RedisReplayStore.builder(door.uri("")).timeout(PATIENT).build()) {
            server.ask(commands -> commands.configSet("min-replicas-to-write", "1"));
            for (int i = 0; i < 20; i++) {
                assertThat(isUnavailable(store, "key"), is(true));
            }
            assertThat(door.opened(), is(1));
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
