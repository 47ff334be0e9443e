package org.resourceprotector.redis;

import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAddArgs;
import io.lettuce.core.XReadArgs;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * Revocations that reach all nodes, by a stream of a Redis server which each node reads four times a second.
 *
 * <pre>{@code
 * RevocationFeed feed = RedisRevocationFeed.builder("rediss://redis.example.com").build();
 * }</pre>
 *
 * <p>What it promises: while the server answers, a revocation that {@link #publish} returned for has reached every node
 * within a second. A node that could not read, was disconnected, or lags more than 1,000 revocations behind, tells its
 * subscribers {@link Revocation#ofAll()} as soon as it can read again. What it does not: a node that cannot read goes on with what it
 * remembers, no longer than its caches' lifetimes; and a server that loses what it acknowledged loses revocations.
 *
 * <p>Who can write to the stream can make nodes forget, and nothing else. It has the identifiers of the tokens, subjects,
 * clients and sessions that were revoked, 10,000 at most, and goes an hour after the last one.
 *
 * <p>Thread-safe. Has one thread, on which subscribers are told.
 */
public final class RedisRevocationFeed implements RevocationFeed, AutoCloseable {

    private static final long MAX_STREAM = 10_000;
    private static final int MAX_READ = 1_000;
    private static final long INTERVAL_MILLIS = 250;
    private static final Duration STREAM_LIFETIME = Duration.ofHours(1);
    private static final System.Logger LOG = System.getLogger(RedisRevocationFeed.class.getName());

    private static final String MEMBER = "member";
    private static final String VALUE = "value";
    private static final String BEFORE = "before";
    private static final Set<String> FIELDS = Set.of(MEMBER, VALUE, BEFORE);

    private final RevocationFeed local = RevocationFeed.inMemory();
    private final RedisConnection redis;
    private final String stream;
    private final ScheduledExecutorService reader;

    /** Whether something may have been published that was not read. */
    private volatile boolean mayHaveMissed;

    /** The last entry that was read; only the reader's thread uses it after the start. */
    private String last;

    private boolean reads = true;

    private RedisRevocationFeed(Builder builder) {
        this.stream = builder.stream;
        this.redis = new RedisConnection(builder.uri, builder.timeout, () -> mayHaveMissed = true);
        try {
            this.last = newest();
        } catch (ValidationUnavailableException e) {
            redis.close();
            throw new IllegalStateException("the stream of revocations cannot be read", e);
        }
        this.reader = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "resource-protector-revocations");
            thread.setDaemon(true);
            return thread;
        });
        var unused = reader.scheduleWithFixedDelay(this::read, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Starts with the default settings.
     *
     * @param uri where the server is, as the client Lettuce reads it; {@code rediss} is TLS
     * @return a builder
     */
    public static Builder builder(String uri) {
        return new Builder(uri);
    }

    /**
     * Tells the subscribers of this node at once, and writes the revocation for the others.
     *
     * @throws ValidationUnavailableException if it could not be written; then only this node knows of it
     */
    @Override
    public void publish(Revocation revocation) {
        try {
            local.publish(revocation);
        } finally { // whatever a subscriber throws, the other nodes are told
            write(revocation);
        }
    }

    private void write(Revocation revocation) {
        Map<String, String> fields = new HashMap<>();
        fields.put(MEMBER, revocation.member().name());
        fields.put(VALUE, revocation.value());
        Instant before = revocation.issuedBefore();
        if (before != null) {
            fields.put(BEFORE, before.toString());
        }
        redis.answer(commands ->
                commands.xadd(stream, new XAddArgs().maxlen(MAX_STREAM).approximateTrimming(), fields));
        redis.answer(commands -> commands.expire(stream, STREAM_LIFETIME));
    }

    @Override
    public Subscription subscribe(Consumer<? super Revocation> subscriber) {
        return local.subscribe(subscriber);
    }

    private String newest() {
        List<StreamMessage<String, String>> newest =
                redis.answer(commands -> commands.xrevrange(stream, Range.unbounded(), Limit.from(1)));
        return newest == null || newest.isEmpty() ? "0-0" : newest.get(0).getId();
    }

    private void read() {
        try {
            if (mayHaveMissed) {
                startAnew();
            } else {
                readOn();
            }
            if (!reads) {
                reads = true;
                LOG.log(System.Logger.Level.INFO, "revocations are read again");
            }
        } catch (RuntimeException e) {
            mayHaveMissed = true;
            if (reads) {
                reads = false;
                LOG.log(
                        System.Logger.Level.WARNING,
                        "revocations cannot be read: " + e.getClass().getName());
            }
        }
    }

    /** What is published from here on is read; whatever was before is covered by forgetting everything. */
    private void startAnew() {
        mayHaveMissed = false;
        last = newest();
        tell(Revocation.ofAll());
    }

    private void readOn() {
        List<StreamMessage<String, String>> entries = unread();
        if (entries == null || entries.isEmpty()) {
            return;
        }
        if (entries.size() >= MAX_READ) {
            startAnew();
            return;
        }
        for (StreamMessage<String, String> entry : entries) {
            tell(revocation(entry.getBody()));
            last = entry.getId();
        }
    }

    @SuppressWarnings("unchecked") // the client takes its offsets as varargs of a generic type
    private @Nullable List<StreamMessage<String, String>> unread() {
        return redis.answer(commands ->
                commands.xread(XReadArgs.Builder.count(MAX_READ), XReadArgs.StreamOffset.from(stream, last)));
    }

    private void tell(Revocation revocation) {
        try {
            local.publish(revocation);
        } catch (RuntimeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "a subscriber of revocations failed: " + e.getClass().getName());
        }
    }

    /** An entry that cannot be read may be about any token. */
    private static Revocation revocation(@Nullable Map<String, String> fields) {
        try {
            if (fields == null || !FIELDS.containsAll(fields.keySet())) {
                return Revocation.ofAll();
            }
            String before = fields.get(BEFORE);
            return new Revocation(
                    Revocation.Member.valueOf(Objects.requireNonNull(fields.get(MEMBER))),
                    Objects.requireNonNull(fields.get(VALUE)),
                    before == null ? null : Instant.parse(before));
        } catch (RuntimeException e) {
            return Revocation.ofAll();
        }
    }

    /** Ends the thread and closes the connection. */
    @Override
    public void close() {
        reader.shutdownNow();
        redis.close();
    }

    /**
     * Tells what it is, and not where.
     *
     * @return without address and password
     */
    @Override
    public String toString() {
        return "RedisRevocationFeed";
    }

    /** Collects the settings. Not thread-safe. */
    public static final class Builder {

        private final String uri;
        private String stream = "resource-protector:revocations";
        private Duration timeout = Duration.ofMillis(250);

        private Builder(String uri) {
            this.uri = Objects.requireNonNull(uri, "uri");
        }

        /**
         * Sets the key of the stream; {@code resource-protector:revocations} by default. Nodes that hear each other have the
         * same.
         *
         * @param stream the key
         * @return this
         */
        public Builder stream(String stream) {
            this.stream = Objects.requireNonNull(stream, "stream");
            return this;
        }

        /**
         * Sets how long an answer is waited for; 250 milliseconds by default.
         *
         * @param timeout a millisecond to a minute
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder timeout(Duration timeout) {
            this.timeout = Timeouts.within(timeout);
            return this;
        }

        /**
         * Connects, and reads from now on. The server must not evict, as for {@link RedisReplayStore}.
         *
         * @return the feed, which must be closed
         * @throws IllegalStateException if there is no connection, or the server evicts
         * @throws IllegalArgumentException if the address is none
         */
        public RedisRevocationFeed build() {
            return new RedisRevocationFeed(this);
        }
    }
}
