package org.resourceprotector.micrometer;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.status.Status;

/**
 * Asks a protector for its status, at most once a second, however many gauges are read. What it throws, because a validator
 * of the application does, is logged when it begins. Thread-safe.
 */
final class StatusReader {

    private static final Logger LOG = System.getLogger(StatusReader.class.getPackageName());

    private final Supplier<List<Status>> status;
    private final Clock clock;
    private final int maxNames;
    private final Map<Part<?>, Bounded<String, String>> names = new ConcurrentHashMap<>();
    private volatile @Nullable Snapshot latest;

    StatusReader(Supplier<List<Status>> status, Clock clock, int maxNames) {
        this.status = status;
        this.clock = clock;
        this.maxNames = maxNames;
    }

    /** What the parts say now, or said less than a second ago. */
    Snapshot snapshot() {
        Snapshot seen = latest;
        return seen != null && seen.isFresh() ? seen : next();
    }

    private synchronized Snapshot next() {
        Snapshot seen = latest;
        if (seen != null && seen.isFresh()) {
            return seen;
        }
        Snapshot taken = take(seen != null && seen.isFailed());
        latest = taken;
        return taken;
    }

    private Snapshot take(boolean hasFailed) {
        try {
            return Snapshot.of(status.get(), clock, this::tag);
        } catch (Throwable e) {
            LOG.log(
                    hasFailed ? Level.DEBUG : Level.WARNING,
                    // A message may have secrets, such as the address of a database.
                    "the parts of a protector failed to say how they are; their metrics are missing; cause: "
                            + e.getClass().getName());
            return Snapshot.failed(clock);
        }
    }

    private String tag(Part<?> part, String name) {
        if (name.isEmpty()) {
            return Names.NONE;
        }
        return name.length() > Names.MAX_LENGTH
                ? Names.OTHER
                : names.computeIfAbsent(
                                part, kind -> new Bounded<>(kind.plural(), maxNames, Function.identity(), Names.OTHER))
                        .of(name);
    }
}
