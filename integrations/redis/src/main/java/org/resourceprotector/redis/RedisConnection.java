package org.resourceprotector.redis;

import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.RemoteCalls;
import org.resourceprotector.token.ValidationUnavailableException;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * Connections to a server that must be the primary and must not evict. A command is answered within the time-out, or the caller is told that nothing
 * can be told: at once if several commands got no answer just before.
 *
 * <p>Looks at the role and the eviction policy of the server when it is opened, after a connection was lost, and every 10
 * seconds. A server that has become a replica is left for the one that the address leads to then.
 *
 * <p>Thread-safe. Has no thread: who waits for an answer sends the command.
 */
final class RedisConnection implements AutoCloseable {

    static final CommandObjects COMMANDS = new CommandObjects();

    /** As many callers wait for the server at a time; the others for one of them, no longer than the time-out. */
    private static final int MAX_CONNECTIONS = 32;

    /** The path of an address. */
    private static final Pattern DATABASE = Pattern.compile("(?:/\\d{0,5})?");

    /** The first word of an error. */
    private static final Pattern CODE = Pattern.compile("[A-Z]{2,20}(?= |$)");

    /** Of who has told no password. */
    private static final String NOBODY = "NOAUTH";

    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final String POLICY = "maxmemory_policy:";
    private static final String ROLE = "role:";
    private static final String REPLICA =
            "Redis is a replica, which takes no writes and may lag behind; the address must lead to the primary";
    private static final System.Logger LOG = System.getLogger(RedisConnection.class.getName());

    private final ConnectionPool pool;
    private final Duration timeout;
    private final Runnable onDisconnect;
    private final RemoteCalls calls = new RemoteCalls("Redis");
    private final AtomicLong nextLook = new AtomicLong(System.nanoTime() + LOOK_NANOS);

    /** Whether the server told last that it is a replica. One that tells nothing refuses a write itself. */
    private volatile boolean isReplica;

    /** What is wrong with the policy that a primary told last; null if nothing is. */
    private volatile @Nullable String policyFault;

    /** When a replica is left at the soonest. */
    private volatile long nextLeave = System.nanoTime();

    /**
     * Connects.
     *
     * @param onDisconnect runs whenever a connection was lost
     * @throws IllegalStateException if there is no connection, or the server evicts or is a replica
     * @throws IllegalArgumentException if the address is none
     */
    RedisConnection(String uri, Duration timeout, Runnable onDisconnect) {
        this.timeout = timeout;
        this.onDisconnect = onDisconnect;
        this.pool = pool(address(uri), timeout);
        try {
            refuseFault();
        } catch (ValidationUnavailableException e) {
            close();
            throw new IllegalStateException("no connection to Redis: " + reason(e), e);
        } catch (IllegalStateException e) {
            close();
            throw e;
        }
    }

    /** Of what Redis answers, the first word says why; the others may have the name of the user. */
    private static String reason(Throwable failure) {
        Throwable reason = failure;
        while (reason.getCause() != null) {
            reason = reason.getCause();
        }
        return reason instanceof JedisDataException refusal
                ? "it answers " + codeOf(refusal) + "; are the user, the password and the database of its URI right?"
                : reason.getClass().getSimpleName();
    }

    private static String codeOf(JedisDataException refusal) {
        Matcher code = CODE.matcher(String.valueOf(refusal.getMessage()));
        return code.lookingAt() ? code.group() : "an error";
    }

    /** What is said of an address that cannot be read has the password in it. */
    private static URI address(String uri) {
        try {
            URI address = new URI(uri);
            String user = address.getUserInfo();
            if (address.getHost() != null
                    && (user == null || user.contains(":"))
                    && (address.getRawPath() == null
                            || DATABASE.matcher(address.getRawPath()).matches())
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null
                    && (JedisURIHelper.isRedisScheme(address) || JedisURIHelper.isRedisSSLScheme(address))) {
                return address;
            }
        } catch (URISyntaxException e) {
            // as for one that is no address of Redis
        }
        throw new IllegalArgumentException(
                "the URI of Redis cannot be read; write"
                        + " redis://user:password@host:port/database, or rediss for TLS, with what is no letter or digit in the"
                        + " password percent-encoded, and nothing behind the database; user, password, port and database can be left out");
    }

    /** TLS trusts whom the JVM trusts, and the certificate must be of the host that the address names. */
    private static ConnectionPool pool(URI address, Duration timeout) {
        int millis = (int) timeout.toMillis();
        DefaultJedisClientConfig.Builder client = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis)
                .user(JedisURIHelper.getUser(address))
                .password(JedisURIHelper.getPassword(address))
                .database(JedisURIHelper.getDBIndex(address));
        if (JedisURIHelper.isRedisSSLScheme(address)) {
            SSLParameters parameters = new SSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            client.ssl(true).sslSocketFactory(trusted().getSocketFactory()).sslParameters(parameters);
        }
        GenericObjectPoolConfig<Connection> bounds = new GenericObjectPoolConfig<>();
        bounds.setMaxTotal(MAX_CONNECTIONS);
        bounds.setMaxIdle(MAX_CONNECTIONS);
        bounds.setMaxWait(timeout);
        bounds.setJmxEnabled(false);
        int port = address.getPort() < 0 ? Protocol.DEFAULT_PORT : address.getPort();
        return new ConnectionPool(new HostAndPort(address.getHost(), port), client.build(), bounds);
    }

    private static SSLContext trusted() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JVM has no TLS", e);
        }
    }

    private void refuseFault() {
        String info = calls.answer(() -> new Answer<>(this::info), timeout);
        learn(info);
        String found = fault();
        if (found != null) {
            throw new IllegalStateException(found);
        }
        if (lineOf(POLICY, info) == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Redis does not tell its maxmemory-policy: if it is not noeviction, proofs can be replayed when the"
                            + " server is full");
        }
    }

    /** Null if this user may not ask, or the server does not know the command. */
    private @Nullable String info() throws TimeoutException {
        try {
            return send(COMMANDS.info());
        } catch (JedisDataException e) {
            if (codeOf(e).equals(NOBODY)) {
                throw e;
            }
            return null;
        }
    }

    /** What is wrong with the server; null if nothing is. */
    private @Nullable String fault() {
        return isReplica ? REPLICA : policyFault;
    }

    /** Who is not told a policy has learned nothing new of it. That of a replica is not the one that counts. */
    private void learn(@Nullable String info) {
        isReplica = isReplica(info);
        String policy = lineOf(POLICY, info);
        if (!isReplica && policy != null) {
            policyFault = faultOf(policy);
        }
    }

    private static @Nullable String faultOf(String policy) {
        return policy.equals("noeviction")
                ? null
                : "the maxmemory-policy of Redis is " + policy
                        + ", by which it forgets what must be remembered; it must be noeviction";
    }

    private static boolean isReplica(@Nullable String info) {
        return "slave".equals(lineOf(ROLE, info));
    }

    private static @Nullable String lineOf(String name, @Nullable String info) {
        return info == null
                ? null
                : info.lines()
                        .filter(line -> line.startsWith(name))
                        .map(line -> line.substring(name.length()).trim().toLowerCase(Locale.ROOT))
                        .findFirst()
                        .orElse(null);
    }

    /**
     * The answer to a command; null if that is the answer.
     *
     * @throws ValidationUnavailableException if there is none
     */
    <T> @Nullable T answer(CommandObject<T> command) {
        return calls.answer(() -> ask(command), timeout);
    }

    /** Sends a command when it is waited for, if nothing is wrong with the server. */
    <T> Future<T> ask(CommandObject<T> command) {
        return new Answer<>(() -> {
            lookAtServer();
            String found = fault();
            if (found != null) {
                throw ValidationUnavailableException.withReason(found, null, RETRY_AFTER);
            }
            return send(command);
        });
    }

    /** One caller looks, and waits for it; the others go on with what is known. */
    private void lookAtServer() throws TimeoutException {
        long due = nextLook.get();
        long now = System.nanoTime();
        if (now - due < 0 || !nextLook.compareAndSet(due, now + LOOK_NANOS)) {
            return;
        }
        boolean isKnown = false;
        try {
            String info = info();
            if (isReplica(info)) {
                leave();
                info = info();
            }
            learn(info);
            isKnown = true;
        } finally {
            if (!isKnown) {
                nextLook.set(now);
            } else if (fault() != null) {
                nextLook.set(now + RETRY_AFTER.toNanos());
            }
        }
    }

    /**
     * A server that was started again has closed all connections, so that the command is sent once more by a new one. It may
     * have been done before. One that has become a replica has closed none, and done nothing.
     */
    private <T> T send(CommandObject<T> command) throws TimeoutException {
        try {
            return sendOnce(command);
        } catch (JedisConnectionException e) {
            lost(e);
        } catch (JedisDataException e) {
            if (!isOfAReplica(e) || System.nanoTime() - nextLeave < 0) {
                throw e;
            }
            leave();
        }
        try {
            return sendOnce(command);
        } catch (JedisConnectionException e) {
            lost(e);
            throw e;
        } catch (JedisDataException e) {
            if (isOfAReplica(e)) { // the address leads to nothing better, so that not every call connects anew
                nextLeave = System.nanoTime() + RETRY_AFTER.toNanos();
            }
            throw e;
        }
    }

    /** Of what a server refuses, only this is over with another one. */
    private static boolean isOfAReplica(JedisDataException refusal) {
        String message = refusal.getMessage();
        return message != null && (message.startsWith("READONLY") || message.startsWith("MASTERDOWN"));
    }

    private <T> T sendOnce(CommandObject<T> command) throws TimeoutException {
        try (Connection connection = connection()) {
            return answer(connection, command);
        } catch (JedisException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            } else if (e.getCause() instanceof NoSuchElementException) { // the pool's word for a wait in vain
                throw late(e);
            }
            throw e;
        }
    }

    /** Who is refused when he connects is not refused the command. */
    private Connection connection() {
        try {
            return pool.getResource();
        } catch (JedisDataException e) {
            throw new JedisException("Redis refuses the connection", e);
        }
    }

    /** Whatever goes wrong before the answer is read whole, nobody may get it for another command. */
    private static <T> T answer(Connection connection, CommandObject<T> command) {
        boolean isRead = false;
        try {
            T answer = connection.executeCommand(command);
            isRead = true;
            return answer;
        } catch (JedisDataException e) {
            isRead = true;
            throw e;
        } finally {
            if (!isRead) {
                connection.setBroken();
            }
        }
    }

    /** Connects anew. Nothing is known of the other connections either, nor of what happened to the server. */
    private void leave() {
        pool.clear();
        nextLook.set(System.nanoTime());
        onDisconnect.run();
    }

    private void lost(JedisConnectionException failure) throws TimeoutException {
        leave();
        if (isLate(failure)) {
            throw late(failure);
        }
    }

    /** The client hides why it could not connect among what was suppressed. */
    private static boolean isLate(@Nullable Throwable failure) {
        return failure != null
                && (failure instanceof SocketTimeoutException
                        || isLate(failure.getCause())
                        || Stream.of(failure.getSuppressed()).anyMatch(RedisConnection::isLate));
    }

    private static TimeoutException late(Throwable cause) {
        TimeoutException late = new TimeoutException("Redis did not answer in time");
        late.initCause(cause);
        return late;
    }

    @Override
    public void close() {
        pool.close();
    }
}
