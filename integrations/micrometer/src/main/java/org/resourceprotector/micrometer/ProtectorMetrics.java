package org.resourceprotector.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.IdentityHashMap;
import java.util.Objects;
import org.resourceprotector.ResourceProtector;

/**
 * Shows what the parts of a protector hold and do: the age, number and failures of each issuer's keys, how full caches are
 * and how often they help, whether servers are asked and who waits for them, and how many used proofs are remembered.
 *
 * <pre>{@code
 * ProtectorMetrics.of(protector).bindTo(registry);
 * }</pre>
 *
 * <p>Asks {@link ResourceProtector#status()}, at most once a second, when somebody reads a meter. Meters come and go with
 * the issuers that are known. There are at most so many names of each kind of part as the builder says, counted from the
 * start; the rest is together {@code other}, of whose ages and failures the worst is shown, and whose numbers are added up.
 * Parts of the same name are shown together in the same way.
 *
 * <p>A part that fails to say how it is makes no reading fail. The registry holds the protector until {@link #close()}.
 * Thread-safe.
 *
 * @see MicrometerListener
 */
public final class ProtectorMetrics implements MeterBinder, AutoCloseable {

    private final StatusReader reader;
    private final Tags tags;
    private final IdentityHashMap<MeterRegistry, BoundMeters> bound = new IdentityHashMap<>();
    private boolean isClosed;

    private ProtectorMetrics(Builder builder) {
        this.reader = new StatusReader(builder.protector::status, builder.clock, builder.maxNames);
        this.tags = builder.tags;
    }

    /**
     * Metrics with the default settings.
     *
     * @param protector the same instance that the application has registered
     * @return the metrics, to be bound to a registry
     */
    public static ProtectorMetrics of(ResourceProtector protector) {
        return builder(protector).build();
    }

    /**
     * Starts metrics with settings of their own.
     *
     * @param protector the same instance that the application has registered
     * @return a builder
     */
    public static Builder builder(ResourceProtector protector) {
        return new Builder(protector);
    }

    /**
     * Registers the meters. Does nothing if they are registered there already, or after {@link #close}.
     *
     * @param registry where
     */
    @Override
    public void bindTo(MeterRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        BoundMeters added = new BoundMeters(registry, reader, tags);
        synchronized (bound) {
            if (isClosed || bound.putIfAbsent(registry, added) != null) {
                return;
            }
        }
        added.bind();
    }

    /** Removes the meters from all registries, so that the protector is held by none. */
    @Override
    public void close() {
        synchronized (bound) {
            isClosed = true;
            bound.values().forEach(BoundMeters::close);
            bound.clear();
        }
    }

    /** Collects the settings of metrics. Not thread-safe. */
    public static final class Builder {

        private final ResourceProtector protector;
        private Clock clock = Clock.systemUTC();
        private Tags tags = Tags.empty();
        private int maxNames = 100;

        private Builder(ResourceProtector protector) {
            this.protector = Objects.requireNonNull(protector, "protector");
        }

        /**
         * Adds tags to all meters, such as one that names the protector, if several have the same registry: then each needs
         * the same keys, and without such a tag only the one that was bound last is seen. None by default.
         *
         * @param more the tags
         * @return this
         */
        public Builder tags(Tag... more) {
            this.tags = tags.and(more);
            return this;
        }

        /**
         * Sets how many issuers have meters of their own, and likewise how many caches, servers and replay stores; 100 by
         * default.
         *
         * @param names at least 1
         * @return this
         * @throws IllegalArgumentException if it is less
         */
        public Builder maxNames(int names) {
            this.maxNames = MicrometerListener.atLeastOne(names);
            return this;
        }

        /**
         * Sets the clock that tells how old keys are; that of the system by default. It should be the one of the validators.
         *
         * @param time the clock
         * @return this
         */
        public Builder clock(Clock time) {
            this.clock = Objects.requireNonNull(time, "time");
            return this;
        }

        /**
         * Builds the metrics.
         *
         * @return the metrics, to be bound to a registry
         */
        public ProtectorMetrics build() {
            return new ProtectorMetrics(this);
        }
    }
}
