package org.resourceprotector.hazelcast;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.SplitBrainProtectionConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spi.MemberAddressProvider;
import com.hazelcast.splitbrainprotection.SplitBrainProtectionOn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.resourceprotector.dpop.SharedReplayStore;
import org.resourceprotector.nodes.SplitCluster;
import org.resourceprotector.nodes.Until;
import org.resourceprotector.processes.control.Ports;

/** Real members on loopback, each with an address of its own, which end with the test. */
final class Members implements SplitCluster {

    static final String MAP = "resource-protector-dpop";
    static final String RING = "resource-protector-revocations";
    private static final String MAJORITY = "majority";

    /** So that a busy machine is not taken for an outage. */
    private static final Duration PATIENT = Duration.ofSeconds(4);

    private final String name = "test-" + UUID.randomUUID();
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private final List<InetSocketAddress> published = new ArrayList<>();
    private final Wires wires = new Wires();
    private final Consumer<Config> settings;
    private final List<HazelcastInstance> members = new ArrayList<>();
    private final List<HazelcastInstance> clients = new ArrayList<>();
    private final List<Runnable> opened = new ArrayList<>();

    private Members(int count, boolean isWired, Consumer<Config> settings) throws IOException {
        this.settings = settings;
        int net = (int) (ProcessHandle.current().pid() % 250) + 1;
        for (int i = 1; i <= count; i++) {
            InetSocketAddress address = free("127." + net + ".1." + i);
            addresses.add(address);
            if (isWired) {
                InetSocketAddress end = free("127." + net + ".2." + i);
                wires.lay(i, end, address);
                published.add(end);
            } else {
                published.add(address);
            }
        }
    }

    private static InetSocketAddress free(String host) throws IOException {
        return new InetSocketAddress(InetAddress.getByName(host), Ports.free());
    }

    /** Members of which one more than the half are enough to write. */
    static Members start(int count, Consumer<Config> settings) throws IOException {
        Members members = new Members(count, false, settings);
        members.startAll();
        return members;
    }

    /** The same with wires between them that can be cut. */
    static Members startWired(int count, Consumer<Config> settings) throws IOException {
        Members members = new Members(count, true, settings);
        members.startAll();
        return members;
    }

    /** So many, none of which has been started. */
    static Members prepare(int count) throws IOException {
        return new Members(count, false, config -> {});
    }

    /** What docs/nodes.md has. */
    static void guard(Config config) {
        config.addSplitBrainProtectionConfig(
                new SplitBrainProtectionConfig(MAJORITY, true, 2).setProtectOn(SplitBrainProtectionOn.READ_WRITE));
        config.getMapConfig(MAP).setSplitBrainProtectionName(MAJORITY);
        config.getRingbufferConfig(RING).setSplitBrainProtectionName(MAJORITY);
    }

    private void startAll() {
        for (int i = 0; i < addresses.size(); i++) {
            startNext();
        }
        Until.until(
                "all have joined",
                () -> members.stream()
                        .allMatch(member -> member.getCluster().getMembers().size() == members.size()));
        members.get(0).getPartitionService().forceLocalMemberToBeSafe(10, TimeUnit.SECONDS);
    }

    HazelcastInstance startNext() {
        Config config = config(members.size());
        guard(config);
        settings.accept(config);
        HazelcastInstance member = Hazelcast.newHazelcastInstance(config);
        members.add(member);
        return member;
    }

    private Config config(int i) {
        Config config = new Config().setClusterName(name);
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "none");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.wait.seconds.before.join", "0");
        config.setProperty("hazelcast.merge.first.run.delay.seconds", "2");
        config.setProperty("hazelcast.merge.next.run.delay.seconds", "2");
        config.setProperty("hazelcast.partition.count", "31");
        config.setProperty("hazelcast.socket.client.bind.any", "false");
        config.setProperty("hazelcast.socket.server.bind.any", "false");
        config.setProperty("hazelcast.connection.monitor.max.faults", "1");
        config.setProperty("hazelcast.heartbeat.interval.seconds", "1");
        config.setProperty("hazelcast.max.no.heartbeat.seconds", "10");
        config.getNetworkConfig().setPort(addresses.get(i).getPort()).setPortAutoIncrement(false);
        config.getNetworkConfig()
                .getMemberAddressProviderConfig()
                .setEnabled(true)
                .setImplementation(new Provider(addresses.get(i), published.get(i)));
        JoinConfig join = config.getNetworkConfig().getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        published.forEach(address -> join.getTcpIpConfig().addMember(text(address)));
        return config;
    }

    private static String text(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Where a member listens, and where the others find it. */
    private record Provider(InetSocketAddress bind, InetSocketAddress published) implements MemberAddressProvider {

        @Override
        public InetSocketAddress getBindAddress() {
            return bind;
        }

        @Override
        public InetSocketAddress getBindAddress(com.hazelcast.instance.EndpointQualifier qualifier) {
            return bind;
        }

        @Override
        public InetSocketAddress getPublicAddress() {
            return published;
        }

        @Override
        public InetSocketAddress getPublicAddress(com.hazelcast.instance.EndpointQualifier qualifier) {
            return published;
        }
    }

    HazelcastInstance get(int i) {
        return members.get(i);
    }

    HazelcastInstance client() {
        ClientConfig config = new ClientConfig().setClusterName(name);
        config.setProperty("hazelcast.logging.type", "none");
        config.getNetworkConfig().addAddress(text(published.get(0)));
        HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
        clients.add(client);
        return client;
    }

    @Override
    public String name() {
        return "hazelcast";
    }

    @Override
    public String memoryOf(int proofs) {
        long bytes = 0;
        for (HazelcastInstance member : members) {
            var stats = member.getMap(MAP).getLocalMapStats();
            bytes += stats.getOwnedEntryMemoryCost() + stats.getBackupEntryMemoryCost();
        }
        return ", with backups " + bytes / proofs + " bytes each";
    }

    @Override
    public HazelcastReplayStore store(int i) {
        HazelcastReplayStore store =
                HazelcastReplayStore.builder(get(i)).timeout(PATIENT).build();
        opened.add(store::close);
        return store;
    }

    /** The same with a bound. */
    HazelcastReplayStore small(int i, int maxProofs) {
        HazelcastReplayStore store = HazelcastReplayStore.builder(get(i))
                .maxProofs(maxProofs)
                .timeout(PATIENT)
                .build();
        opened.add(store::close);
        return store;
    }

    /** One that gives up as early as it does by default. */
    HazelcastReplayStore hasty(int i) {
        HazelcastReplayStore store = HazelcastReplayStore.builder(get(i)).build();
        opened.add(store::close);
        return store;
    }

    HazelcastRevocationFeed feed(HazelcastInstance hazelcast) {
        return feed(hazelcast, RING);
    }

    HazelcastRevocationFeed feed(HazelcastInstance hazelcast, String ring) {
        HazelcastRevocationFeed feed = HazelcastRevocationFeed.builder(hazelcast)
                .ringbuffer(ring)
                .timeout(PATIENT)
                .build();
        opened.add(feed::close);
        return feed;
    }

    /** What a store writes. */
    SharedReplayStore.Entries entries(int i) {
        Calls calls = new Calls();
        opened.add(calls::close);
        return new HazelcastReplayStore.MapEntries(get(i).getMap(MAP), calls);
    }

    /** Ends a member as its death would: nothing is handed over. */
    void kill(int i) {
        get(i).getLifecycleService().terminate();
    }

    @Override
    public void cutOff(int i) {
        wires.cutOff(i + 1);
    }

    @Override
    public void mend() {
        wires.mend();
    }

    void hold(int i) {
        wires.hold(i + 1);
    }

    void letGo() {
        wires.letGo();
    }

    @Override
    public int seenBy(int i) {
        return get(i).getCluster().getMembers().size();
    }

    @Override
    public void close() throws IOException {
        opened.forEach(Runnable::run);
        clients.forEach(HazelcastInstance::shutdown);
        members.forEach(member -> member.getLifecycleService().terminate());
        wires.close();
    }
}
