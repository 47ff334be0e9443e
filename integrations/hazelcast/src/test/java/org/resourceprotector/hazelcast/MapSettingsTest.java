package org.resourceprotector.hazelcast;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.NearCacheConfig;
import com.hazelcast.config.RingbufferConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionOn;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.resourceprotector.nodes.LogLines;

/** Which maps are refused at the start, and of which the log warns. */
@Timeout(240)
class MapSettingsTest {

    private static Members members;
    private LogLines log;

    @BeforeAll
    static void start() throws IOException {
        members = Members.start(1, MapSettingsTest::configure);
    }

    @AfterAll
    static void stop() throws IOException {
        members.close();
    }

    @BeforeEach
    void listen() {
        log = new LogLines(MapSettings.class);
    }

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    private static void configure(Config config) {
        for (EvictionPolicy policy : List.of(EvictionPolicy.LRU, EvictionPolicy.LFU, EvictionPolicy.RANDOM)) {
            MapConfig evicting = new MapConfig("evicts-" + policy);
            evicting.getEvictionConfig().setEvictionPolicy(policy).setSize(1_000);
            config.addMapConfig(evicting);
        }
        config.addMapConfig(new MapConfig("idle").setMaxIdleSeconds(30));
        config.addMapConfig(new MapConfig("no-backup").setBackupCount(0));
        config.addMapConfig(new MapConfig("later-backup").setBackupCount(0).setAsyncBackupCount(1));
        config.addMapConfig(new MapConfig("near").setNearCacheConfig(new NearCacheConfig()));
        config.addMapConfig(new MapConfig("short").setTimeToLiveSeconds(1));
        config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig("off", false, 2));
        config.addSplitBrainProtectionConfig(
                new SplitBrainProtectionConfig("reads", true, 2).setProtectOn(SplitBrainProtectionOn.READ));
        config.addSplitBrainProtectionConfig(new SplitBrainProtectionConfig("one", true, 1));
        for (String protection : List.of("off", "reads", "one", "unknown")) {
            config.addMapConfig(new MapConfig("guard-" + protection).setSplitBrainProtectionName(protection));
            config.addRingBufferConfig(
                    new RingbufferConfig("guard-" + protection).setSplitBrainProtectionName(protection));
        }
    }

    private static String refusal(String map) {
        return assertThrows(
                        IllegalStateException.class,
                        () -> HazelcastReplayStore.builder(members.get(0))
                                .map(map)
                                .build())
                .getMessage();
    }

    private static void accept(HazelcastInstance hazelcast, String map) {
        HazelcastReplayStore.builder(hazelcast).map(map).build().close();
    }

    @Test
    void mapThatForgets_isRefused() {
        assertThat(refusal("evicts-LRU"), containsString("eviction policy LRU"));
        assertThat(refusal("evicts-LFU"), containsString("must be NONE"));
        assertThat(refusal("evicts-RANDOM"), containsString("must be NONE"));
        assertThat(refusal("idle"), containsString("max-idle-seconds"));
        assertThat(refusal("no-backup"), containsString("backup-count must be 1"));
        assertThat(refusal("later-backup"), containsString("backup-count must be 1"));
        assertThat(refusal("near"), containsString("near cache"));
    }

    @Test
    void lifetimeOfTheMap_doesNotCount() {
        try (HazelcastReplayStore store =
                HazelcastReplayStore.builder(members.get(0)).map("short").build()) {
            store.firstUse("key", java.time.Instant.now().plusSeconds(60));
            assertThat(members.get(0).getMap("short").getEntryView("key").getTtl() > 60_000, is(true));
        }
    }

    @Test
    void guardedMap_isNoWarning() {
        accept(members.get(0), Members.MAP);
        assertThat(log.lines(), is(empty()));
    }

    @Test
    void mapWithoutGuardOfWrites_isAWarning() {
        for (String map : List.of("plain", "guard-off", "guard-reads", "guard-one", "guard-unknown")) {
            log.lines().clear();
            accept(members.get(0), map);
            assertThat(map, log.lines(), hasSize(1));
            assertThat(log.lines(), hasItem(containsString("no split-brain protection")));
        }
    }

    @Test
    void ringBufferWithoutGuardOfWrites_isAWarning() {
        members.feed(members.get(0));
        assertThat(log.lines(), is(empty()));
        for (String ring : List.of("plain", "guard-off", "guard-reads", "guard-one", "guard-unknown")) {
            log.lines().clear();
            HazelcastRevocationFeed.builder(members.get(0))
                    .ringbuffer(ring)
                    .build()
                    .close();
            assertThat(ring, log.lines(), hasSize(1));
            assertThat(log.lines(), hasItem(containsString("publish returns though the other side was not told")));
        }
    }

    @Test
    void clientThatDoesNotSeeTheRingBuffer_isAWarning() {
        HazelcastRevocationFeed.builder(members.client())
                .ringbuffer("plain")
                .build()
                .close();
        assertThat(log.lines(), hasItem(containsString("does not see how the members keep the ring buffer plain")));
    }

    @Test
    void clientThatDoesNotSee_isAWarning() {
        accept(members.client(), "plain");
        assertThat(log.lines(), hasItem(containsString("does not see")));
    }

    @Test
    void settingThatIsNull_isNamed() {
        HazelcastReplayStore.Builder store = HazelcastReplayStore.builder(members.get(0));
        HazelcastRevocationFeed.Builder feed = HazelcastRevocationFeed.builder(members.get(0));
        assertNamed("map", () -> store.map(null));
        assertNamed("ringbuffer", () -> feed.ringbuffer(null));
        assertNamed("timeout", () -> store.timeout(null));
        assertNamed("timeout", () -> feed.timeout(null));
    }

    private static void assertNamed(String setting, Executable call) {
        assertThat(
                assertThrows(NullPointerException.class, call).getMessage(),
                is(setting + " is null: it is not configured, or not yet"));
    }

    @Test
    void settingsOutOfBounds_areRefused() {
        HazelcastReplayStore.Builder builder = HazelcastReplayStore.builder(members.get(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxProofs(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxProofs(100_000_001));
        assertThrows(IllegalArgumentException.class, () -> builder.timeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> builder.timeout(Duration.ofMillis(4_001)));
        assertThat(members.store(0).toString(), is("HazelcastReplayStore[resource-protector-dpop]"));
    }
}
