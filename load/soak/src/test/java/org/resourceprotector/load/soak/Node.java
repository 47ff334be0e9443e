package org.resourceprotector.load.soak;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.resourceprotector.processes.control.EngineProcess;
import org.resourceprotector.processes.control.Ports;

/**
 * A node of the application in a process of its own, with what a caller may know of it. Nobody visits while it is redeployed
 * or its clock jumps. Thread-safe.
 */
final class Node implements AutoCloseable {

    private static final String QUARKUS = "quarkus";

    /** A client that nobody uses goes after ten seconds. */
    private static final List<String> OPTIONS =
            List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:SoftRefLRUPolicyMSPerMB=100");

    private final String name;
    private final EngineProcess process;
    private final String validation;
    private final boolean canBeRedeployed;
    private final boolean isCxf;
    private final Clockwork clockwork;
    private final ReadWriteLock lock = new ReentrantReadWriteLock(true);
    private final Map<String, Long> accepted = new ConcurrentHashMap<>();
    private final List<Sample> samples = new CopyOnWriteArrayList<>();
    private volatile URI base;
    private volatile Duration offset = Duration.ZERO;
    private volatile long changedAt;
    private final AtomicInteger deployments = new AtomicInteger();
    private final AtomicInteger jumps = new AtomicInteger();

    /** What it held at a moment, after a collection. */
    record Sample(long moment, long heap, long threads, long clientThreads, long classes) {}

    Node(String engine, int number, String issuer, Duration maxLife, Clockwork clockwork) {
        this.name = engine + "-" + number;
        this.clockwork = clockwork;
        this.validation = String.join(
                " ",
                "everything",
                issuer,
                Authority.AUDIENCE,
                Times.COOLDOWN.toString(),
                Times.FRESH.toString(),
                Times.CACHE.toString(),
                Times.STALE.toString(),
                String.valueOf(Times.PROOFS));
        this.canBeRedeployed = !engine.equals(QUARKUS);
        this.isCxf = engine.equals("cxf");
        this.process = canBeRedeployed
                ? EngineProcess.living(engine, maxLife, OPTIONS.toArray(String[]::new))
                : quarkus(maxLife);
        deploy(0);
    }

    /** Quarkus makes one application of a process. */
    private EngineProcess quarkus(Duration maxLife) {
        List<String> options = new ArrayList<>(OPTIONS);
        options.add("-Dquarkus.http.host=127.0.0.1");
        options.add("-Dquarkus.http.port=" + Ports.free());
        options.add("-Dnode.validation=" + validation + " 0");
        return EngineProcess.ofJar(
                QUARKUS,
                Path.of("..", "quarkus", "target", "quarkus-app", "quarkus-run.jar"),
                maxLife,
                options.toArray(String[]::new));
    }

    String name() {
        return name;
    }

    URI uri(String path) {
        return base.resolve(path);
    }

    /** How far its clock is ahead, in seconds. */
    double offset() {
        return offset.toMillis() / 1000.0;
    }

    /** When it was deployed, or its clock jumped, in milliseconds since the start. */
    long changedAt() {
        return changedAt;
    }

    int deployments() {
        return deployments.get();
    }

    int jumps() {
        return jumps.get();
    }

    /** Visits while it stays as it is. */
    <T> T visit(Supplier<T> visit) {
        lock.readLock().lock();
        try {
            return visit.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    void hasAccepted(Jwt token, long moment) {
        accepted.merge(token.keyId(), moment, Math::max);
    }

    /** Since when it knows the key of a token for sure; null if that is not so. */
    Long knowsSince(Jwt token) {
        return accepted.get(token.keyId());
    }

    private void deploy(int port) {
        base = URI.create(process.obey("deploy " + validation + " " + port));
        offset = Duration.ZERO;
        deployments.incrementAndGet();
        changedAt = clockwork.now();
        accepted.clear();
    }

    /** Closes the application and starts it again; does nothing on Quarkus. */
    void redeploy() {
        if (!canBeRedeployed) {
            return;
        }
        lock.writeLock().lock();
        try {
            process.obey("stop " + base);
            // CXF does not stop Jetty, and uses it again at the same port
            deploy(isCxf ? base.getPort() : 0);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Sets its clock, so far ahead of the right time. */
    void setAhead(Duration ahead) {
        lock.writeLock().lock();
        try {
            Duration jump = ahead.minus(offset);
            process.obey("jump " + base + " " + jump);
            offset = ahead;
            jumps.incrementAndGet();
            changedAt = clockwork.now();
            boolean far =
                    jump.compareTo(Times.KEYS_STEP_BACK.minus(Times.MARGIN).negated()) < 0
                            || jump.compareTo(Times.KEYS_STALE) > 0;
            if (far) {
                accepted.clear();
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    void sample() {
        long[] usage = usage("usage");
        samples.add(new Sample(clockwork.now(), usage[1], usage[2], usage[3], usage[4]));
    }

    long cpuNanos() {
        return usage("cpu")[0];
    }

    private long[] usage(String order) {
        return List.of(process.obey(order).split(" ", -1)).stream()
                .mapToLong(Long::parseLong)
                .toArray();
    }

    List<Sample> samples() {
        return List.copyOf(samples);
    }

    @Override
    public void close() {
        process.close();
    }
}
