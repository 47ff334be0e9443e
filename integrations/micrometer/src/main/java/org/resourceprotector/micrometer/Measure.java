package org.resourceprotector.micrometer;

import static org.resourceprotector.micrometer.Part.CACHE;
import static org.resourceprotector.micrometer.Part.INTROSPECTION;
import static org.resourceprotector.micrometer.Part.KEYS;
import static org.resourceprotector.micrometer.Part.REPLAY;

import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.status.IntrospectionStatus;
import org.resourceprotector.status.IntrospectionStatus.Circuit;
import org.resourceprotector.status.KeySourceStatus;
import org.resourceprotector.status.ReplayStoreStatus;
import org.resourceprotector.status.Status;
import org.resourceprotector.status.TokenCacheStatus;

/**
 * One thing to measure of a kind of part. Parts of the same name are measured together: numbers are added up, and of ages
 * and failures the worst counts, so that an alert sees the worst of those that have no name of their own, too.
 *
 * @param <S> the status that says it
 * @param part the kind of part
 * @param meter the name of the meter
 * @param description what it tells
 * @param unit its unit; null for a number of things
 * @param tags those beside the name of the part
 * @param isCounter whether it only ever grows
 * @param value tells the value; NaN if there is none now
 */
record Measure<S extends Status>(
        Part<S> part,
        String meter,
        String description,
        @Nullable String unit,
        Tags tags,
        boolean isCounter,
        Value<S> value) {

    /** Tells a value. */
    interface Value<S extends Status> {
        double of(List<S> parts, Instant now);
    }

    static final List<Measure<?>> ALL = Stream.<List<? extends Measure<?>>>of(
                    keys(), cache(), introspection(), replay())
            .<Measure<?>>flatMap(List::stream)
            .toList();

    private static List<Measure<KeySourceStatus>> keys() {
        return List.of(
                number(
                        KEYS,
                        "keys.known",
                        "Keys of an issuer that are known",
                        status -> status.keys().size()),
                new Measure<>(
                        KEYS,
                        "resource.protector.keys.failures",
                        "Fetches of keys that failed, one after the other",
                        null,
                        Tags.empty(),
                        false,
                        (parts, now) -> parts.stream()
                                .mapToInt(KeySourceStatus::failures)
                                .max()
                                .orElse(0)),
                seconds(
                        "keys.age",
                        "How long ago the keys of an issuer came",
                        (parts, now) -> orNaN(parts.stream()
                                .map(KeySourceStatus::fetchedAt)
                                .filter(Objects::nonNull)
                                .mapToDouble(fetched -> between(fetched, now)))),
                seconds(
                        "keys.remaining",
                        "For how long the keys of an issuer are of use, if their server does not answer",
                        (parts, now) -> -orNaN(parts.stream()
                                .map(KeySourceStatus::trustedUntil)
                                .filter(Objects::nonNull)
                                .mapToDouble(until -> -between(now, until)))));
    }

    private static List<Measure<TokenCacheStatus>> cache() {
        return List.of(
                number(CACHE, "cache.tokens", "Tokens that are remembered", TokenCacheStatus::tokens),
                number(CACHE, "cache.limit", "Tokens that can be remembered", TokenCacheStatus::maximum),
                lookups("hit", TokenCacheStatus::hits),
                lookups("miss", TokenCacheStatus::misses));
    }

    private static List<Measure<IntrospectionStatus>> introspection() {
        return Stream.concat(
                        Stream.of(Circuit.values()).map(Measure::circuit),
                        Stream.of(
                                number(
                                        INTROSPECTION,
                                        "introspection.waiting",
                                        "Requests that wait for the server",
                                        IntrospectionStatus::waiting),
                                number(
                                        INTROSPECTION,
                                        "introspection.waiting.limit",
                                        "Requests that may wait for the server now",
                                        IntrospectionStatus::maxWaiting),
                                number(
                                        INTROSPECTION,
                                        "introspection.calls",
                                        "Calls of the server that are under way",
                                        IntrospectionStatus::calls),
                                number(
                                        INTROSPECTION,
                                        "introspection.calls.limit",
                                        "Calls of the server that may be under way",
                                        IntrospectionStatus::maxCalls)))
                .toList();
    }

    private static List<Measure<ReplayStoreStatus>> replay() {
        return List.of(
                number(REPLAY, "replay.proofs", "Used proofs that are remembered", ReplayStoreStatus::proofs),
                number(REPLAY, "replay.limit", "Used proofs that can be remembered", ReplayStoreStatus::maximum));
    }

    private static Measure<TokenCacheStatus> lookups(String result, ToLongFunction<TokenCacheStatus> number) {
        return new Measure<>(
                CACHE,
                "resource.protector.cache.lookups",
                "How often a token was looked for, and found or not",
                null,
                Tags.of("result", result),
                true,
                sum(number));
    }

    private static Measure<IntrospectionStatus> circuit(Circuit state) {
        return new Measure<>(
                INTROSPECTION,
                "resource.protector.introspection.circuit",
                "Whether the circuit breaker in front of the server is in this state",
                null,
                Tags.of("state", state.name().toLowerCase(Locale.ROOT)),
                false,
                sum(status -> status.circuit() == state ? 1 : 0));
    }

    private static <S extends Status> Measure<S> number(
            Part<S> part, String meter, String description, ToLongFunction<S> number) {
        return new Measure<>(part, "resource.protector." + meter, description, null, Tags.empty(), false, sum(number));
    }

    private static Measure<KeySourceStatus> seconds(String meter, String description, Value<KeySourceStatus> value) {
        return new Measure<>(KEYS, "resource.protector." + meter, description, "seconds", Tags.empty(), false, value);
    }

    private static <S extends Status> Value<S> sum(ToLongFunction<S> number) {
        return (parts, now) -> parts.stream().mapToLong(number).sum();
    }

    private static double orNaN(DoubleStream values) {
        return values.max().orElse(Double.NaN);
    }

    /** In seconds; a moment that has passed is not less than none. */
    private static double between(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toMillis() / 1000.0);
    }

    /** The value for the parts of a name; NaN if there is none now. */
    double read(Snapshot snapshot, String name) {
        List<S> parts = snapshot.parts(part, name);
        return parts.isEmpty() ? Double.NaN : value.of(parts, snapshot.clock().instant());
    }
}
