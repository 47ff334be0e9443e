package org.resourceprotector.hazelcast;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.instanceOf;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.resourceprotector.nodes.Proofs.accepted;
import static org.resourceprotector.nodes.Proofs.inAMinute;
import static org.resourceprotector.nodes.Proofs.isUnavailable;
import static org.resourceprotector.nodes.Proofs.outage;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstanceNotActiveException;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionException;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.dpop.SharedReplayStore;
import org.resourceprotector.nodes.Cluster;
import org.resourceprotector.nodes.SplitReplayStoreContract;
import org.resourceprotector.nodes.Until;

/** What nodes that share a real cluster accept, and what they refuse when it has a bad day. */
@Timeout(240)
class HazelcastReplayStoreTest implements SplitReplayStoreContract {

    @Override
    public int proofs() {
        return Integer.getInteger("grid.proofs");
    }

    @Override
    public Members cluster(int nodes) throws IOException {
        return Members.start(nodes, nodes == 1 ? HazelcastReplayStoreTest::alone : config -> {});
    }

    @Override
    public Members wired(int nodes) throws IOException {
        return Members.startWired(nodes, config -> {});
    }

    @Override
    public SharedReplayStore.Entries entries(Cluster cluster) {
        return ((Members) cluster).entries(0);
    }

    @Override
    public void kill(Cluster cluster) {
        ((Members) cluster).kill(1);
    }

    @Override
    public Class<? extends Throwable> noMajority() {
        return SplitBrainProtectionException.class;
    }

    @Override
    public ReplayStore small(Cluster cluster, int maxProofs) {
        return ((Members) cluster).small(0, maxProofs);
    }

    @Override
    public Small small(Cluster cluster) {
        return new Small(
                small(cluster, 100),
                91,
                100,
                () -> cluster.store(0),
                () -> ((Members) cluster).get(0).getMap(Members.MAP).clear());
    }

    @Override
    public Hung hang() throws IOException {
        Members members =
                Members.startWired(2, config -> config.setProperty("hazelcast.max.no.heartbeat.seconds", "60"));
        ReplayStore store = members.hasty(0);
        members.hold(1);
        return new Hung() {
            @Override
            public ReplayStore store() {
                return store;
            }

            @Override
            public void letGo() {
                members.letGo();
            }

            @Override
            public int leastRefused() {
                return 901;
            }

            @Override
            public int mostThatWait() {
                return 29;
            }

            @Override
            public void close() throws IOException {
                members.close();
            }
        };
    }

    /** One member is enough to write. */
    private static void alone(Config config) {
        config.getMapConfig(Members.MAP).setSplitBrainProtectionName(null);
    }

    @Test
    void entry_outlivesItsProof_byTheDifferenceOfClocks() throws IOException {
        Instant now = Instant.now();
        try (Members members = Members.start(1, HazelcastReplayStoreTest::alone);
                HazelcastReplayStore store = HazelcastReplayStore.builder(members.get(0))
                        .clock(Clock.fixed(now, ZoneOffset.UTC))
                        .build()) {
            assertThat(store.firstUse("a", now.plusMillis(65_001)), is(true));
            assertThat(store.firstUse("b", Instant.EPOCH), is(true));
            assertThat(store.firstUse("b", Instant.EPOCH), is(false));
            var entry = members.get(0).getMap(Members.MAP).getEntryView("a");

            assertThat(entry.getExpirationTime(), is(greaterThan(now.toEpochMilli() + 85_001)));
            assertThat(entry.getTtl(), is(87_000L));
            assertThrows(IllegalArgumentException.class, () -> store.firstUse("c", Instant.MAX));
        }
    }

    @Test
    @DisplayName("R9449-11.1-d a cluster that is too small is a 503, and its own member that ended is one at once")
    void clusterWithoutMajority_isUnavailable() throws IOException {
        try (Members members = Members.start(NODES, config -> {});
                HazelcastReplayStore ended = members.store(1);
                HazelcastReplayStore left = members.store(0)) {
            members.kill(1);
            members.kill(2);

            assertThat(outage(ended, "key").getCause(), is(instanceOf(HazelcastInstanceNotActiveException.class)));
            Until.until("it is too small", () -> isUnavailable(left, "key"));
            assertThat(isUnavailable(left, "another"), is(true));
        }
    }

    @Test
    void firstMember_startsAndWaitsForTheSecond() throws IOException {
        try (Members members = Members.prepare(2)) {
            members.startNext();
            try (HazelcastReplayStore store = members.store(0)) {
                assertThat(outage(store, "key").getCause(), is(instanceOf(SplitBrainProtectionException.class)));
                members.startNext();
                Until.until("there are two", () -> !isUnavailable(store, "key"));
                assertThat(store.firstUse("key", inAMinute()), is(false));
            }
        }
    }

    @Test
    void client_sharesWithTheMembers() throws IOException {
        try (Members members = Members.start(1, HazelcastReplayStoreTest::alone);
                HazelcastReplayStore member = members.store(0);
                HazelcastReplayStore client =
                        HazelcastReplayStore.builder(members.client()).build()) {
            assertThat(accepted(client, "client-", 50), is(50));
            assertThat(accepted(member, "client-", 50), is(0));
            members.kill(0);
            assertThat(isUnavailable(client, "key"), is(true));
        }
    }

    @Test
    void closedStore_isUnavailable_andHazelcastGoesOn() throws IOException {
        try (Members members = Members.start(1, HazelcastReplayStoreTest::alone)) {
            HazelcastReplayStore store = members.store(0);
            store.close();
            assertThat(isUnavailable(store, "key"), is(true));
            assertThat(members.get(0).getLifecycleService().isRunning(), is(true));
        }
    }

    @Test
    @Tag("slow")
    @DisplayName("what is not promised: without split-brain protection each side accepts a proof once")
    void unguardedSplit_acceptsOnEachSide() throws IOException {
        try (Members members = Members.startWired(NODES, HazelcastReplayStoreTest::alone);
                HazelcastReplayStore one = members.store(0);
                HazelcastReplayStore other = members.store(1)) {
            members.cutOff(0);
            Until.until("there are two clusters", () -> members.seenBy(0) == 1 && members.seenBy(1) == 2);
            assertThat(accepted(one, "key-", 100), is(100));
            assertThat(accepted(other, "key-", 100), is(100));
        }
    }
}
