package org.resourceprotector.redis;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.token.Revocation;
import org.resourceprotector.token.SharedRevocationFeed;
import org.resourceprotector.token.ValidationUnavailableException;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.resps.StreamEntry;

/** A stream of a Redis server, of which each entry is a revocation. */
final class RevocationStream implements SharedRevocationFeed.Log, AutoCloseable {

    private static final long MAX_STREAM = 10_000;
    private static final int MAX_READ = 1_000;
    private static final Duration STREAM_LIFETIME = Duration.ofHours(1);

    /** Before all entries. */
    private static final StreamEntryID NONE = new StreamEntryID();

    private static final String MEMBER = "member";
    private static final String VALUE = "value";
    private static final String BEFORE = "before";
    private static final Set<String> FIELDS = Set.of(MEMBER, VALUE, BEFORE);

    private final RedisConnection redis;
    private final String stream;

    /** Whether something may have been written that was not read. */
    private volatile boolean mayHaveMissed;

    /** The last entry that was read; only the reader's thread uses it after the start. */
    private StreamEntryID last = NONE;

    RevocationStream(String uri, Duration timeout, String stream) {
        this.stream = stream;
        this.redis = new RedisConnection(uri, timeout, () -> mayHaveMissed = true);
    }

    @Override
    public void add(Revocation revocation) {
        Map<String, String> fields = new HashMap<>();
        fields.put(MEMBER, revocation.member().name());
        fields.put(VALUE, revocation.value());
        Instant before = revocation.issuedBefore();
        if (before != null) {
            fields.put(BEFORE, before.toString());
        }
        redis.answer(RedisConnection.COMMANDS.xadd(
                stream, XAddParams.xAddParams().maxLen(MAX_STREAM).approximateTrimming(), fields));
        Long found = redis.answer(RedisConnection.COMMANDS.expire(stream, STREAM_LIFETIME.toSeconds()));
        if (found == null || found == 0) {
            throw new ValidationUnavailableException("the stream of revocations went with the one that was written");
        }
    }

    @Override
    public void skip() {
        mayHaveMissed = false;
        StreamEntryID newest = newest();
        last = newest == null ? NONE : newest;
    }

    private @Nullable StreamEntryID newest() {
        List<StreamEntry> newest =
                redis.answer(RedisConnection.COMMANDS.xrevrange(stream, (StreamEntryID) null, (StreamEntryID) null, 1));
        return newest == null || newest.isEmpty() ? null : newest.get(0).getID();
    }

    /** Reads from the last entry on, which is there unless something happened to the stream. */
    @Override
    public @Nullable List<Revocation> read() {
        if (mayHaveMissed) {
            return null;
        }
        StreamEntryID before = last;
        List<StreamEntry> entries = redis.answer(RedisConnection.COMMANDS.xrange(stream, before, null, MAX_READ + 1));
        if (entries == null || entries.isEmpty()) {
            // Without the last one the stream went after its time, perhaps with an entry that was written just before,
            // or begins
            // anew with entries before it, because the clock of the server was set back.
            return before.equals(NONE) ? List.of() : null;
        }
        boolean isGapless = before.equals(NONE) || entries.get(0).getID().equals(before);
        if (entries.size() > MAX_READ || !isGapless) {
            return null;
        }
        last = entries.get(entries.size() - 1).getID();
        return entries.stream()
                .filter(entry -> !entry.getID().equals(before))
                .map(entry -> revocation(entry.getFields()))
                .toList();
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

    @Override
    public void close() {
        redis.close();
    }
}
