package org.resourceprotector.micrometer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.resourceprotector.status.Status;

/**
 * What the parts of a protector said at one moment, by kind and by the name that a tag has for them. Not changed once it is
 * made, thread-safe.
 *
 * @param takenAt the moment
 * @param clock tells how long ago that is
 * @param parts those of each name
 */
record Snapshot(Instant takenAt, Clock clock, Map<Part<?>, Map<String, List<Status>>> parts) {

    private static final List<Part<?>> KINDS = Stream.of(Part.KEYS, Part.CACHE, Part.INTROSPECTION, Part.REPLAY)
            .<Part<?>>map(part -> part)
            .toList();

    private static final Duration FRESH = Duration.ofSeconds(1);

    /** Sorts what the parts say; what is null or of a kind that is not known is left out. */
    static Snapshot of(List<Status> all, Clock clock, BiFunction<Part<?>, String, String> tagOf) {
        Map<Part<?>, Map<String, List<Status>>> parts = new HashMap<>();
        for (Part<?> part : KINDS) {
            Map<String, List<Status>> named = new HashMap<>();
            for (Status status : all) {
                if (part.type().isInstance(status)) {
                    String name = tagOf.apply(part, part.nameOf(status));
                    named.computeIfAbsent(name, added -> new ArrayList<>()).add(status);
                }
            }
            parts.put(part, named);
        }
        return new Snapshot(clock.instant(), clock, parts);
    }

    /** What there is if nobody could say anything. */
    static Snapshot failed(Clock clock) {
        return new Snapshot(clock.instant(), clock, Map.of());
    }

    boolean isFailed() {
        return parts.isEmpty();
    }

    /** Whether all that is read at the same time can be read from it; a clock may be set back. */
    boolean isFresh() {
        return Duration.between(takenAt, clock.instant()).abs().compareTo(FRESH) < 0;
    }

    /** How many parts of a kind there are, whatever their names; NaN if nobody could say. */
    double count(Part<?> part) {
        return isFailed()
                ? Double.NaN
                : parts.getOrDefault(part, Map.of()).values().stream()
                        .mapToInt(List::size)
                        .sum();
    }

    Set<String> names(Part<?> part) {
        return parts.getOrDefault(part, Map.of()).keySet();
    }

    <S extends Status> List<S> parts(Part<S> part, String name) {
        return parts.getOrDefault(part, Map.of()).getOrDefault(name, List.of()).stream()
                .map(part.type()::cast)
                .toList();
    }
}
