package org.resourceprotector.infinispan;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.partitionhandling.PartitionHandling;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.infinispan.topology.CacheTopology;
import org.jgroups.protocols.DISCARD;
import org.resourceprotector.dpop.SharedReplayStore;
import org.resourceprotector.nodes.SplitCluster;
import org.resourceprotector.nodes.Until;
import org.resourceprotector.processes.control.Ports;

/** Real nodes on free ports of loopback, which talk by TCP and end with the test. */
final class Nodes implements SplitCluster {

    private static final List<String> CACHES = List.of("proofs", "revocations", "unguarded");

    private final String name = "test-" + UUID.randomUUID();
    private final List<Integer> ports = new ArrayList<>();
    private final List<DefaultCacheManager> managers = new ArrayList<>();
    private final List<DISCARD> wires = new ArrayList<>();
    private final List<InfinispanRevocationFeed> feeds = new ArrayList<>();
    private final boolean isDelayed;
    private final int millisToSuspect;

    private Nodes(int count, boolean isDelayed, int millisToSuspect) throws Exception {
        this.isDelayed = isDelayed;
        this.millisToSuspect = millisToSuspect;
        for (int i = 0; i < count; i++) {
            ports.add(Ports.free());
        }
        for (int i = 0; i < count; i++) {
            startNext();
        }
        Until.until("each node has its part", () -> IntStream.range(0, count).allMatch(i -> isSettled(i, count)));
    }

    /**
     * Whether nothing more follows on the nodes that came or went: in each step of it a revocation may have been missed, and
     * a node that dies in the middle of it leaves calls to those that are left without an answer.
     */
    boolean isSettled(int i, int members) {
        return CACHES.stream()
                .map(cache -> managers.get(i)
                        .getCache(cache)
                        .getAdvancedCache()
                        .getDistributionManager()
                        .getCacheTopology())
                .allMatch(topology -> topology.getPhase() == CacheTopology.Phase.NO_REBALANCE
                        && topology.getMembers().size() == members);
    }

    static Nodes start(int count) throws Exception {
        return new Nodes(count, false, 2_000);
    }

    /** Nodes whose packets wait for others. */
    static Nodes startDelayed(int count) throws Exception {
        return new Nodes(count, true, 2_000);
    }

    /** Nodes that take a silent one for alive. */
    static Nodes startPatient(int count) throws Exception {
        return new Nodes(count, false, 60_000);
    }

    private void startNext() throws Exception {
        GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
        global.transport()
                .clusterName(name)
                .addProperty(JGroupsTransport.CONFIGURATION_XML, stack(ports.get(managers.size())));
        global.shutdown().hookBehavior(org.infinispan.configuration.global.ShutdownHookBehavior.DONT_REGISTER);
        DefaultCacheManager manager = new DefaultCacheManager(global.build());
        managers.add(manager);
        manager.defineConfiguration("proofs", guarded().build());
        manager.defineConfiguration("revocations", replicated(PartitionHandling.DENY_READ_WRITES));
        manager.defineConfiguration("unguarded", replicated(PartitionHandling.ALLOW_READ_WRITES));
        CACHES.forEach(manager::getCache);
        JGroupsTransport transport = (JGroupsTransport) manager.getCache("revocations")
                .getAdvancedCache()
                .getRpcManager()
                .getTransport();
        wires.add(transport.getChannel().getProtocolStack().findProtocol(DISCARD.class));
    }

    /** That of Infinispan for TCP, without multicast, and with failures that are seen sooner. */
    private String stack(int port) {
        String hosts = ports.stream().map(each -> "127.0.0.1[" + each + "]").collect(Collectors.joining(","));
        return """
                <config xmlns="urn:org:jgroups">
                  <TCP bind_addr="127.0.0.1" bind_port="%d" port_range="0" tcp_nodelay="%s"/>
                  <DISCARD/>
                  <RED/>
                  <TCPPING initial_hosts="%s" port_range="0"/>
                  <MERGE3 min_interval="500" max_interval="1500"/>
                  <FD_ALL3 interval="500" timeout="%d"/>
                  <VERIFY_SUSPECT2 timeout="2000"/>
                  <pbcast.NAKACK2 use_mcast_xmit="false" xmit_interval="200ms"/>
                  <UNICAST3 xmit_interval="200ms"/>
                  <pbcast.STABLE/>
                  <pbcast.GMS print_local_addr="false" join_timeout="1s"/>
                  <UFC max_credits="4m"/>
                  <MFC max_credits="4m"/>
                  <FRAG4 frag_size="60k"/>
                </config>
                """.formatted(port, !isDelayed, hosts, millisToSuspect);
    }

    /** What docs/nodes.md has. */
    static ConfigurationBuilder guarded() {
        ConfigurationBuilder builder = new ConfigurationBuilder();
        builder.clustering()
                .cacheMode(CacheMode.DIST_SYNC)
                .hash()
                .numOwners(2)
                .partitionHandling()
                .whenSplit(PartitionHandling.DENY_READ_WRITES);
        return builder;
    }

    private static Configuration replicated(PartitionHandling whenSplit) {
        ConfigurationBuilder builder = new ConfigurationBuilder();
        builder.clustering().cacheMode(CacheMode.REPL_SYNC).partitionHandling().whenSplit(whenSplit);
        return builder.build();
    }

    DefaultCacheManager manager(int i) {
        return managers.get(i);
    }

    Cache<String, String> proofs(int i) {
        return managers.get(i).getCache("proofs");
    }

    Cache<String, String> revocations(int i) {
        return managers.get(i).getCache("revocations");
    }

    @Override
    public String name() {
        return "infinispan";
    }

    /** What a store writes. */
    SharedReplayStore.Entries entries(int i) {
        return new InfinispanReplayStore.CacheEntries(proofs(i).getAdvancedCache());
    }

    InfinispanRevocationFeed feed(int i) {
        return feed(revocations(i));
    }

    /** The same by a cache that each side of a split network writes to. */
    InfinispanRevocationFeed unguarded(int i) {
        return feed(managers.get(i).getCache("unguarded"));
    }

    private InfinispanRevocationFeed feed(Cache<String, String> cache) {
        InfinispanRevocationFeed feed = InfinispanRevocationFeed.builder(cache)
                .timeout(Duration.ofSeconds(10))
                .build();
        feeds.add(feed);
        return feed;
    }

    @Override
    public InfinispanReplayStore store(int i) {
        return InfinispanReplayStore.builder(proofs(i))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    /** Its connections stay. */
    @Override
    public void cutOff(int i) {
        wires.get(i).discardAll(true);
    }

    @Override
    public void mend() {
        wires.forEach(wire -> wire.discardAll(false));
    }

    /** Ends a node as its death would: it says nothing to the others. */
    void kill(int i) {
        cutOff(i);
        managers.get(i).stop();
    }

    @Override
    public int seenBy(int i) {
        return managers.get(i).getMembers().size();
    }

    @Override
    public void close() {
        feeds.forEach(InfinispanRevocationFeed::close);
        for (int i = 0; i < managers.size(); i++) {
            cutOff(i);
        }
        managers.forEach(DefaultCacheManager::stop);
    }
}
