package org.resourceprotector.redis;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.resourceprotector.token.RemoteCalls;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.RevocationFeed;
import org.resourceprotector.token.SharedRevocationFeed;
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

    private static final Duration INTERVAL = Duration.ofMillis(250);

    private final RevocationStream stream;
    private final SharedRevocationFeed feed;

    private RedisRevocationFeed(Builder builder) {
        this.stream = new RevocationStream(builder.uri, builder.timeout, builder.stream);
        try {
            stream.skip();
        } catch (ValidationUnavailableException e) {
            stream.close();
            throw new IllegalStateException("the stream of revocations cannot be read", e);
        }
        this.feed = SharedRevocationFeed.start(stream, INTERVAL);
    }

    /**
     * Starts with the default settings.
     *
     * @param uri where the server is, as for {@link RedisReplayStore#builder}
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
        feed.publish(revocation);
    }

    @Override
    public Subscription subscribe(Consumer<? super Revocation> subscriber) {
        return feed.subscribe(subscriber);
    }

    /** Ends the thread and closes the connection. */
    @Override
    public void close() {
        feed.close();
        stream.close();
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
            this.uri = Objects.requireNonNull(uri, "the URI of Redis is null: it is not configured, or not yet");
        }

        /**
         * Sets the key of the stream; {@code resource-protector:revocations} by default. Nodes that hear each other have the
         * same.
         *
         * @param stream the key
         * @return this
         */
        public Builder stream(String stream) {
            this.stream = Objects.requireNonNull(stream, "stream is null: it is not configured, or not yet");
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
            this.timeout = RemoteCalls.timeout(timeout);
            return this;
        }

        /**
         * Connects, and reads from now on. The server must not evict, as for {@link RedisReplayStore}.
         *
         * @return the feed, which must be closed
         * @throws IllegalStateException if there is no connection, or the server evicts or is a replica
         * @throws IllegalArgumentException if the address is none
         */
        public RedisRevocationFeed build() {
            return new RedisRevocationFeed(this);
        }
    }
}
