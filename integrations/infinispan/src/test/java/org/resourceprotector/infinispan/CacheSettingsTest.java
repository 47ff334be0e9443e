package org.resourceprotector.infinispan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.infinispan.Cache;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.eviction.EvictionStrategy;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.partitionhandling.PartitionHandling;
import org.infinispan.transaction.TransactionMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.resourceprotector.nodes.LogLines;

/** Which caches are refused at the start, and of which transport the log warns. */
@Timeout(240)
class CacheSettingsTest {

    private static Nodes nodes;
    private static int caches;
    private LogLines log;

    @BeforeAll
    static void start() throws Exception {
        nodes = Nodes.start(1);
    }

    @AfterAll
    static void stop() {
        nodes.close();
    }

    @BeforeEach
    void listen() {
        log = new LogLines(CacheSettings.class);
    }

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    private static Cache<String, String> cache(Consumer<ConfigurationBuilder> change) {
        ConfigurationBuilder builder = Nodes.guarded();
        change.accept(builder);
        String name = "cache-" + ++caches;
        nodes.manager(0).defineConfiguration(name, builder.build());
        return nodes.manager(0).getCache(name);
    }

    private static String refusal(Consumer<ConfigurationBuilder> change) {
        Cache<String, String> cache = cache(change);
        return assertThrows(
                        IllegalStateException.class,
                        () -> InfinispanReplayStore.builder(cache).build())
                .getMessage();
    }

    @Test
    void cacheThatForgets_isRefused() {
        assertThat(refusal(settings -> settings.memory().maxCount(1_000)), containsString("max-count"));
        assertThat(
                refusal(settings -> settings.memory().maxCount(1_000).whenFull(EvictionStrategy.REMOVE)),
                containsString("max-count"));
        assertThat(
                refusal(settings -> settings.encoding()
                        .mediaType(MediaType.APPLICATION_PROTOSTREAM_TYPE)
                        .memory()
                        .maxSize("1MB")),
                containsString("max-size"));
        assertThat(
                refusal(settings -> settings.expiration().maxIdle(60, TimeUnit.SECONDS)), containsString("max-idle"));
        assertThat(refusal(settings -> settings.unsafe().unreliableReturnValues(true)), containsString("unreliable"));
        assertThat(
                refusal(settings -> settings.transaction().transactionMode(TransactionMode.TRANSACTIONAL)),
                containsString("transactions"));
    }

    @Test
    void cacheThatIsNull_isNamed() {
        for (Executable call : List.<Executable>of(
                () -> InfinispanReplayStore.builder(null), () -> InfinispanRevocationFeed.builder(null))) {
            assertThat(
                    assertThrows(NullPointerException.class, call).getMessage(),
                    is("cache is null: it is not configured, or not yet"));
        }
    }

    @Test
    void cacheThatIsNeverSwept_isRefused() {
        assertThat(
                refusal(settings -> settings.expiration().wakeUpInterval(-1L)), containsString("expiration interval"));
        ConfigurationBuilder settings = new ConfigurationBuilder();
        settings.clustering().cacheMode(CacheMode.REPL_SYNC).expiration().wakeUpInterval(-1L);
        assertThat(CacheSettings.faultOfRevocations(settings.build()), containsString("expiration interval"));
    }

    @Test
    void cacheThatIsNotShared_isRefused() {
        for (CacheMode mode : CacheMode.values()) {
            if (mode != CacheMode.DIST_SYNC && mode != CacheMode.REPL_SYNC) {
                assertThat(
                        refusal(settings -> settings.clustering()
                                .cacheMode(mode)
                                .partitionHandling()
                                .whenSplit(PartitionHandling.ALLOW_READ_WRITES)),
                        containsString("the mode " + mode));
            }
        }
        InfinispanReplayStore.builder(cache(settings -> settings.clustering().cacheMode(CacheMode.REPL_SYNC)))
                .build();
    }

    @Test
    void cacheOfWhichThisNodeHasNoPart_bringsNoRevocations() {
        ConfigurationBuilder settings = new ConfigurationBuilder();
        settings.clustering().cacheMode(CacheMode.REPL_SYNC);
        assertThat(CacheSettings.faultOfRevocations(settings.build()), is(nullValue()));
        settings.clustering().hash().capacityFactor(0);
        assertThat(CacheSettings.faultOfRevocations(settings.build()), containsString("capacity-factor 0"));
    }

    @Test
    void cacheOfWhichAPartCanGo_isRefused() {
        assertThat(
                refusal(settings -> settings.clustering()
                        .hash()
                        .numOwners(1)
                        .partitionHandling()
                        .whenSplit(PartitionHandling.ALLOW_READ_WRITES)),
                containsString("owners must be 2"));
        ConfigurationBuilder nothing = Nodes.guarded();
        nothing.clustering().hash().capacityFactor(0);
        assertThat(CacheSettings.faultOfProofs(nothing.build()), containsString("capacity-factor"));
        assertThat(
                refusal(settings -> settings.clustering().stateTransfer().fetchInMemoryState(false)),
                containsString("state-transfer"));
        assertThat(
                refusal(settings ->
                        settings.clustering().partitionHandling().whenSplit(PartitionHandling.ALLOW_READ_WRITES)),
                containsString("DENY_READ_WRITES"));
    }

    @Test
    void cacheOfOneProcess_isRefused() throws Exception {
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder().nonClusteredDefault();
        try (DefaultCacheManager manager = new DefaultCacheManager(global.build())) {
            manager.defineConfiguration("local", new ConfigurationBuilder().build());
            Cache<String, String> cache = manager.getCache("local");
            assertThrows(
                    IllegalStateException.class,
                    () -> InfinispanReplayStore.builder(cache).build());
            assertThrows(
                    IllegalStateException.class,
                    () -> InfinispanRevocationFeed.builder(cache).build());
        }
    }

    @Test
    void revocationsOfADistributedCache_areRefused() {
        Cache<String, String> cache = cache(settings -> {});
        assertThat(
                assertThrows(
                                IllegalStateException.class,
                                () -> InfinispanRevocationFeed.builder(cache).build())
                        .getMessage(),
                containsString("replicated-cache"));
    }

    @Test
    void revocationsOnEachSideOfASplit_areAWarning() {
        nodes.feed(0);
        assertThat(log.lines(), is(empty()));
        nodes.unguarded(0);
        assertThat(log.lines(), hasItem(containsString("publish returns though the other side was not told")));
    }

    @Test
    void transportWithDelay_isAWarning() throws Exception {
        nodes.store(0);
        assertThat(log.lines(), is(empty()));
        try (Nodes delayed = Nodes.startDelayed(1)) {
            delayed.store(0);
        }
        assertThat(log.lines(), hasItem(containsString("tcp_nodelay")));
    }

    @Test
    void settingsOutOfBounds_areRefused() {
        InfinispanReplayStore.Builder builder = InfinispanReplayStore.builder(nodes.proofs(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxProofs(0));
        assertThrows(IllegalArgumentException.class, () -> builder.maxProofs(100_000_001));
        assertThrows(IllegalArgumentException.class, () -> builder.timeout(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> builder.timeout(Duration.ofMinutes(2)));
        assertThat(builder.build().toString(), is("InfinispanReplayStore[proofs]"));
    }
}
