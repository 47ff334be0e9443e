package org.resourceprotector.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.RemoteCalls;
import org.resourceprotector.token.ValidationUnavailableException;

/**
 * A connection to a server that must not evict. A command is answered within the time-out, or the caller is told that
 * nothing can be told: at once if there is no connection, or if several commands got no answer just before.
 *
 * <p>Looks at the eviction policy when it is opened, after each time it was connected again, and every 10 seconds.
 *
 * <p>Thread-safe.
 */
final class RedisConnection implements AutoCloseable {

    private static final int MAX_QUEUED = 10_000;
    private static final long POLICY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final String POLICY = "maxmemory_policy:";
    private static final System.Logger LOG = System.getLogger(RedisConnection.class.getName());

    private final RedisClient client;
    private final StatefulRedisConnection<String, String> connection;
    private final Duration timeout;
    private final RemoteCalls calls = new RemoteCalls("Redis");
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime() + POLICY_NANOS);
    private volatile boolean evicts;

    /**
     * Connects.
     *
     * @param onDisconnect runs whenever the connection is lost
     * @throws IllegalStateException if there is no connection, or the server evicts
     * @throws IllegalArgumentException if the address is none
     */
    RedisConnection(String uri, Duration timeout, Runnable onDisconnect) {
        this.timeout = timeout;
        RedisURI address = address(uri);
        address.setTimeout(Duration.ofSeconds(2));
        this.client = RedisClient.create(address);
        client.setOptions(ClientOptions.builder()
                .autoReconnect(true)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(MAX_QUEUED)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(Duration.ofSeconds(2))
                        .keepAlive(true)
                        .build())
                .build());
        client.addListener(new States(onDisconnect));
        try {
            this.connection = client.connect();
            refuseEviction();
        } catch (RedisException | ValidationUnavailableException e) {
            client.shutdown(0, 1, TimeUnit.SECONDS);
            throw new IllegalStateException(
                    "no connection to Redis: " + e.getClass().getSimpleName(), e);
        } catch (IllegalStateException e) {
            client.shutdown(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    /** What the client says of an address that it cannot read has the password in it, and so has its cause. */
    private static RedisURI address(String uri) {
        try {
            return RedisURI.create(uri);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "the URI of Redis cannot be read; write redis://user:password@host:port, or"
                            + " rediss for TLS, with what is no letter or digit in the password percent-encoded");
        }
    }

    /** Hears when the connection comes and goes. */
    private final class States implements RedisConnectionStateListener {

        private final Runnable onDisconnect;

        States(Runnable onDisconnect) {
            this.onDisconnect = onDisconnect;
        }

        @Override
        public void onRedisDisconnected(RedisChannelHandler<?, ?> channel) {
            nextLook.set(System.nanoTime());
            onDisconnect.run();
        }
    }

    private void refuseEviction() {
        String policy = policyIn(info());
        if (policy == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Redis does not tell its maxmemory-policy: if it is not noeviction, proofs can be replayed when the"
                            + " server is full");
        } else if (!policy.equals("noeviction")) {
            throw new IllegalStateException("the maxmemory-policy of Redis is " + policy
                    + ", by which it silently forgets what must be remembered; it must be noeviction");
        }
    }

    private @Nullable String info() {
        try {
            return answer(commands -> commands.info("memory"));
        } catch (ValidationUnavailableException e) {
            if (e.getCause() instanceof RedisCommandExecutionException) {
                return null;
            }
            throw e;
        }
    }

    private static @Nullable String policyIn(@Nullable String info) {
        return info == null
                ? null
                : info.lines()
                        .filter(line -> line.startsWith(POLICY))
                        .map(line -> line.substring(POLICY.length()).trim().toLowerCase(Locale.ROOT))
                        .findFirst()
                        .orElse(null);
    }

    /**
     * The answer to a command; null if that is the answer.
     *
     * @throws ValidationUnavailableException if there is none
     */
    <T> @Nullable T answer(Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
        return calls.answer(() -> ask(command), timeout);
    }

    /**
     * Sends a command, if the server does not evict.
     *
     * @throws ValidationUnavailableException if it does
     */
    <T> RedisFuture<T> ask(Function<RedisAsyncCommands<String, String>, RedisFuture<T>> command) {
        lookAtPolicy();
        if (evicts) {
            throw new ValidationUnavailableException(
                    "the maxmemory-policy of Redis has become one that evicts", null, RETRY_AFTER);
        }
        return command.apply(connection.async());
    }

    /** Is asked in front of the command that follows, and nobody waits for it. */
    private void lookAtPolicy() {
        long due = nextLook.get();
        long now = System.nanoTime();
        if (now - due < 0 || !nextLook.compareAndSet(due, now + POLICY_NANOS)) {
            return;
        }
        try {
            connection.async().info("memory").whenComplete((info, failure) -> {
                if (failure == null) {
                    String policy = policyIn(info);
                    evicts = policy != null && !policy.equals("noeviction");
                } else { // as while there is no connection: the next command looks
                    nextLook.set(System.nanoTime());
                }
            });
        } catch (RuntimeException e) {
            nextLook.set(now);
        }
    }

    @Override
    public void close() {
        client.shutdown(0, 1, TimeUnit.SECONDS);
    }
}
