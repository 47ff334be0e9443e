package org.resourceprotector.redis;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.resourceprotector.dpop.ReplayStore;
import org.resourceprotector.dpop.SharedReplayStore;
import org.resourceprotector.token.ValidationUnavailableException;
import redis.clients.jedis.params.SetParams;

/**
 * The proofs that were used, in a Redis server that all nodes share: a proof is accepted once on one of them.
 *
 * <pre>{@code
 * ReplayStore proofs = RedisReplayStore.builder("rediss://redis.example.com").build();
 * Dpop dpop = Dpop.builder()
 *         .publicUri(uri -> URI.create("https://api.example.com" + uri.getRawPath()))
 *         .replayStore(proofs)
 *         .build();
 * }</pre>
 *
 * <p>Each proof is one {@code SET} with {@code NX}, {@code GET} and {@code PX}, of a digest and a value of the caller's own,
 * so that a command which the client repeats after a broken connection finds its own write and does not look like a
 * replay. An entry stays 10 seconds longer than it has to, because the clocks of nodes differ.
 *
 * <p>A server that is down, full, a replica, or does not answer within the time-out is a
 * {@link ValidationUnavailableException}, which is a 503; after 5 commands without an answer one a second tries, and the
 * others are refused at once. A proof of which that was the answer may count as used.
 *
 * <p>Does not promise more than the server: one that loses what it acknowledged, in a restart without
 * {@code appendfsync always} or in a fail-over to a replica that lags behind, lets the proofs of that time in once more.
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://redis.io/docs/latest/commands/set/">SET</a>
 */
public final class RedisReplayStore implements ReplayStore, AutoCloseable {

    /** How far the clocks of nodes may be apart. */
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(10);

    private final RedisConnection redis;
    private final SharedReplayStore proofs;

    private RedisReplayStore(RedisConnection redis, SharedReplayStore proofs) {
        this.redis = redis;
        this.proofs = proofs;
    }

    /**
     * Starts with the default settings.
     *
     * @param uri where the server is, {@code redis://user:password@host:port/database}; {@code rediss} is TLS, which trusts whom
     *     the JVM trusts
     * @return a builder
     */
    public static Builder builder(String uri) {
        return new Builder(uri);
    }

    @Override
    public boolean firstUse(String key, Instant until) {
        return proofs.firstUse(key, until);
    }

    /** Closes the connection. Whoever asks afterwards gets an exception. */
    @Override
    public void close() {
        redis.close();
    }

    /**
     * Tells what it is, and not where.
     *
     * @return without address and password
     */
    @Override
    public String toString() {
        return "RedisReplayStore";
    }

    /** Collects the settings. Not thread-safe. */
    public static final class Builder {

        private final String uri;
        private String prefix = "resource-protector:dpop:";
        private Duration timeout = Duration.ofMillis(250);
        private final SharedReplayStore.Builder settings =
                SharedReplayStore.builder("Redis").clockSkew(CLOCK_SKEW);

        private Builder(String uri) {
            this.uri = Objects.requireNonNull(uri, "the URI of Redis is null: it is not configured, or not yet");
        }

        /**
         * Sets what all keys begin with; {@code resource-protector:dpop:} by default. Nodes that share proofs have the same.
         *
         * @param prefix the beginning
         * @return this
         */
        public Builder prefix(String prefix) {
            this.prefix = Objects.requireNonNull(prefix, "prefix is null: it is not configured, or not yet");
            return this;
        }

        /**
         * Sets how long a request waits for an answer; 250 milliseconds by default.
         *
         * @param timeout a millisecond to a minute
         * @return this
         * @throws IllegalArgumentException if it is out of bounds
         */
        public Builder timeout(Duration timeout) {
            settings.timeout(timeout);
            this.timeout = timeout;
            return this;
        }

        /**
         * Sets the clock; the system's by default.
         *
         * @param clock tells the time; must be that of the {@code Dpop} that uses the store
         * @return this
         */
        public Builder clock(Clock clock) {
            settings.clock(clock);
            return this;
        }

        /**
         * Connects, looks whether the server evicts or is a replica, and tries what it will do. A server that does not tell whether it evicts
         * is a warning in the log.
         *
         * @return the store, which must be closed
         * @throws IllegalStateException if there is no connection, the server evicts, is a replica or older than 7.0, or may
         *     not be written to
         * @throws IllegalArgumentException if the address is none
         */
        public RedisReplayStore build() {
            RedisConnection redis = new RedisConnection(uri, timeout, () -> {});
            SharedReplayStore proofs = settings.build(entries(redis, prefix));
            try {
                proofs.tryOut();
                return new RedisReplayStore(redis, proofs);
            } catch (ValidationUnavailableException | IllegalStateException e) {
                redis.close();
                throw new IllegalStateException(
                        "Redis does not take SET with NX, GET and PX: it must be 7.0 or newer, and writable for the user of the"
                                + " URI",
                        e);
            }
        }
    }

    static SharedReplayStore.Entries entries(RedisConnection redis, String prefix) {
        return (key, value, lifetime) -> redis.ask(RedisConnection.COMMANDS.setGet(
                prefix + key, value, SetParams.setParams().nx().px(lifetime.toMillis())));
    }
}
