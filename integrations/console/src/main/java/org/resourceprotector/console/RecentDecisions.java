package org.resourceprotector.console;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectionListener;
import org.resourceprotector.token.AccessToken;
import org.resourceprotector.token.Rejection;
import org.resourceprotector.token.Rejection.Reason;

/**
 * Remembers for a {@link ConsoleResource} what was decided: how many decisions of each outcome in each of the last 60
 * minutes, and the last 20 refusals of each reason, so that a flood of one kind does not hide the others. Register it with
 * {@link org.resourceprotector.ResourceProtector.Builder#listener} of the protector that the console is for.
 *
 * <p>Counts decisions, not requests: a method that calls {@code acquire} under a rule has two of them. That operators were let
 * in to the console itself is not counted. Keeps nothing of tokens, and below a megabyte whatever strangers do.
 *
 * <p>Thread-safe. A decision costs a look-up and a counter, without a lock.
 */
public final class RecentDecisions implements ProtectionListener {

    /** How many minutes are remembered, the one that is not over among them. */
    static final int MINUTES = 60;

    private static final String ACCEPTED = "accepted";
    private static final String ANONYMOUS = "anonymous";
    private static final String IGNORED = "ignored";

    /** How many refusals of one reason are remembered. */
    static final int PER_REASON = 20;

    private static final long MINUTE = Duration.ofMinutes(1).toMillis();

    /** What comes of a call, by its name in the document: without a reason if it went through. */
    private static final Map<String, Optional<Reason>> NAMES = names();

    private final Clock clock;
    private final AtomicReferenceArray<@Nullable Minute> minutes = new AtomicReferenceArray<>(MINUTES);
    private final Map<Reason, Ring> refusals = new EnumMap<>(Reason.class);
    private final AtomicLong number = new AtomicLong();

    /** The paths of the console's own data. */
    private volatile Set<String> own = Set.of();

    /** Whether a call of the console itself was heard of, without which no protector tells anything. */
    private volatile boolean listening;

    /** On the system's clock. */
    public RecentDecisions() {
        this(Clock.systemUTC());
    }

    /**
     * On another clock.
     *
     * @param clock tells which minute it is
     */
    public RecentDecisions(Clock clock) {
        this.clock = Objects.requireNonNull(clock, "clock");
        for (Reason reason : Reason.values()) {
            refusals.put(reason, new Ring());
        }
    }

    private static Map<String, Optional<Reason>> names() {
        Map<String, Optional<Reason>> names = new LinkedHashMap<>();
        for (String passed : List.of(ACCEPTED, ANONYMOUS, IGNORED)) {
            names.put(passed, Optional.empty());
        }
        for (Reason reason : Reason.values()) {
            names.put(reason.name(), Optional.of(reason));
        }
        return Collections.unmodifiableMap(names);
    }

    /** The decisions of a minute, by the name of the outcome. */
    private record Minute(long minute, Map<String, LongAdder> counts) {

        static Minute of(long minute) {
            Map<String, LongAdder> counts = new HashMap<>();
            NAMES.keySet().forEach(name -> counts.put(name, new LongAdder()));
            return new Minute(minute, Map.copyOf(counts));
        }

        LongAdder count(String outcome) {
            return Objects.requireNonNull(counts.get(outcome));
        }
    }

    /** The last refusals of a reason. */
    private record Ring(AtomicReferenceArray<@Nullable Refusal> last, AtomicInteger next) {

        Ring() {
            this(new AtomicReferenceArray<>(PER_REASON), new AtomicInteger());
        }

        void add(Refusal refusal) {
            last.set(Math.floorMod(next.getAndIncrement(), PER_REASON), refusal);
        }
    }

    /**
     * The decisions of one outcome.
     *
     * @param name {@code accepted}, {@code anonymous}, {@code ignored}, or the name of a reason
     * @param reason why the calls were refused; null if they were not
     * @param perMinute how many there were in each minute, the oldest first
     */
    record Outcome(String name, @Nullable Reason reason, List<Long> perMinute) {}

    @Override
    public void accepted(AccessToken token, ProtectedEndpoint endpoint) {
        if (own.contains(endpoint.path())) {
            listening = true;
        } else {
            count(ACCEPTED);
        }
    }

    @Override
    public void anonymous(ProtectedEndpoint endpoint) {
        count(ANONYMOUS);
    }

    @Override
    public void ignored(Rejection rejection, ProtectedEndpoint endpoint) {
        count(IGNORED);
    }

    @Override
    public void refused(Rejection rejection, ProtectedEndpoint endpoint) {
        Reason reason = rejection.reason();
        count(reason.name());
        Objects.requireNonNull(refusals.get(reason))
                .add(Refusal.of(number.getAndIncrement(), clock.instant(), rejection, endpoint));
    }

    private void count(String outcome) {
        long now = now();
        int slot = (int) Math.floorMod(now, (long) MINUTES);
        Minute minute = minutes.get(slot);
        while (minute == null || minute.minute < now) {
            minutes.compareAndSet(slot, minute, Minute.of(now));
            minute = minutes.get(slot);
        }
        minute.count(outcome).increment();
    }

    private long now() {
        return Math.floorDiv(clock.millis(), MINUTE);
    }

    Instant instant() {
        return clock.instant();
    }

    /** Leaves out from now on that somebody was let in to these paths. */
    void leaveOut(Set<String> paths) {
        own = Set.copyOf(paths);
    }

    boolean listening() {
        return listening;
    }

    /** The start of the first minute of {@link #outcomes()}. */
    Instant from() {
        return Instant.ofEpochMilli((now() - MINUTES + 1) * MINUTE);
    }

    /** The outcomes that there were within the last minutes. */
    List<Outcome> outcomes() {
        long first = now() - MINUTES + 1;
        List<@Nullable Minute> last = new ArrayList<>();
        for (long time = first; time < first + MINUTES; time++) {
            Minute minute = minutes.get((int) Math.floorMod(time, (long) MINUTES));
            last.add(minute != null && minute.minute == time ? minute : null);
        }
        List<Outcome> outcomes = new ArrayList<>();
        NAMES.forEach((name, reason) -> {
            List<Long> perMinute = last.stream()
                    .map(minute -> minute == null ? 0L : minute.count(name).sum())
                    .toList();
            if (perMinute.stream().anyMatch(count -> count > 0)) {
                outcomes.add(new Outcome(name, reason.orElse(null), perMinute));
            }
        });
        return outcomes;
    }

    /** The refusals that are remembered, the newest first. */
    List<Refusal> refusals() {
        List<Refusal> all = new ArrayList<>();
        for (Ring ring : refusals.values()) {
            for (int i = 0; i < PER_REASON; i++) {
                Refusal refusal = ring.last.get(i);
                if (refusal != null) {
                    all.add(refusal);
                }
            }
        }
        all.sort(Comparator.comparingLong(Refusal::number).reversed());
        return all;
    }

    @Override
    public String toString() {
        return "RecentDecisions";
    }
}
