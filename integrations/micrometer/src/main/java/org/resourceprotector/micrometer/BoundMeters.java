package org.resourceprotector.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a protector's parts in one registry. They come and go with the parts: whoever reads one when the status has
 * changed puts the others in order, so that no thread is needed for it. What is new while a registry is read may be in its
 * next reading only.
 *
 * <p>A registry has one meter of a name and its tags, and keeps the first. Here the protector that was bound last is the one
 * to show, as after a new deployment: its meters take the place of those that an earlier one has left, which takes back the
 * rest of its own when it notices, and never removes what is not its own.
 *
 * <p>No reading throws. Thread-safe; no reading waits for another one to put meters in order.
 */
final class BoundMeters {

    private static final Logger LOG = System.getLogger(BoundMeters.class.getPackageName());

    private final MeterRegistry registry;
    private final StatusReader reader;
    private final Tags tags;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Row, Meter> meters = new HashMap<>();
    private @Nullable Gauge issuers;
    private @Nullable Snapshot inOrder;
    private boolean isClosed;
    private boolean hasFailed;

    BoundMeters(MeterRegistry registry, StatusReader reader, Tags tags) {
        this.registry = registry;
        this.reader = reader;
        this.tags = tags;
    }

    /** Registers a meter for each value that there is, and one that is always there. Does nothing after {@link #close}. */
    void bind() {
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
            issuers = registered(
                    () -> Gauge.builder(
                                    "resource.protector.issuers",
                                    () -> current().count(Part.KEYS))
                            .description("Issuers whose keys are fetched or known")
                            .tags(tags)
                            .register(registry),
                    there());
        } finally {
            lock.unlock();
        }
        current();
    }

    /** Removes them all; the protector is not held any more. */
    void close() {
        lock.lock();
        try {
            removeAll();
        } finally {
            lock.unlock();
        }
    }

    private void removeAll() {
        isClosed = true;
        Map<Meter.Id, Meter> there = there();
        meters.values().forEach(meter -> remove(meter, there));
        meters.clear();
        if (issuers != null) {
            remove(issuers, there);
        }
    }

    private Map<Meter.Id, Meter> there() {
        Map<Meter.Id, Meter> there = new HashMap<>();
        registry.getMeters().forEach(meter -> there.put(meter.getId(), meter));
        return there;
    }

    private void remove(Meter meter, Map<Meter.Id, Meter> there) {
        if (!isAnothers(meter, there)) {
            registry.remove(meter);
        }
    }

    /** Whether a later protector has put one of its own in the place of a meter. */
    @SuppressWarnings("ReferenceEquality") // equal are those of the same name and tags
    private static boolean isAnothers(Meter meter, Map<Meter.Id, Meter> there) {
        Meter now = there.get(meter.getId());
        return now != null && now != meter;
    }

    /** Registers a meter of this protector; one that an earlier protector left gives way to it. */
    @SuppressWarnings("ReferenceEquality")
    private <M extends Meter> M registered(Supplier<M> register, Map<Meter.Id, Meter> there) {
        M meter = register.get();
        if (there.get(meter.getId()) == meter && !meters.containsValue(meter)) {
            registry.remove(meter);
            return register.get();
        }
        return meter;
    }

    private Snapshot current() {
        Snapshot now = reader.snapshot();
        if (!now.isFailed() && !lock.isHeldByCurrentThread() && lock.tryLock()) {
            try {
                if (!isClosed && !now.equals(inOrder)) {
                    inOrder = now;
                    Map<Meter.Id, Meter> there = there();
                    if (issuers != null && isAnothers(issuers, there)) {
                        removeAll();
                    } else {
                        putInOrder(now, there);
                    }
                }
            } finally {
                lock.unlock();
            }
        }
        return now;
    }

    private void putInOrder(Snapshot now, Map<Meter.Id, Meter> there) {
        Map<Row, Meter> gone = new HashMap<>(meters);
        for (Measure<?> measure : Measure.ALL) {
            for (String name : now.names(measure.part())) {
                Row row = new Row(this, measure, name);
                if (gone.remove(row) == null && !Double.isNaN(measure.read(now, name))) {
                    add(row, there);
                }
            }
        }
        gone.forEach((row, meter) -> {
            meters.remove(row);
            remove(meter, there);
        });
    }

    private void add(Row row, Map<Meter.Id, Meter> there) {
        try {
            meters.put(row, registered(row::register, there));
        } catch (RuntimeException e) {
            LOG.log(
                    hasFailed ? Level.DEBUG : Level.WARNING,
                    "a meter of a protector could not be registered: " + row.measure.meter() + "; cause: "
                            + e.getClass().getName());
            hasFailed = true;
        }
    }

    /** One value: a measure of the parts of one name. Equal to another one of the same in this registry. */
    private static final class Row {

        private final BoundMeters all;
        private final Measure<?> measure;
        private final String name;
        private volatile double last;

        Row(BoundMeters all, Measure<?> measure, String name) {
            this.all = all;
            this.measure = measure;
            this.name = name;
        }

        Meter register() {
            Tags own = all.tags.and(measure.part().tag(), name).and(measure.tags());
            return measure.isCounter()
                    ? FunctionCounter.builder(measure.meter(), all, held -> counted())
                            .description(measure.description())
                            .baseUnit(measure.unit())
                            .tags(own)
                            .register(all.registry)
                    : Gauge.builder(measure.meter(), this::read)
                            .description(measure.description())
                            .baseUnit(measure.unit())
                            .tags(own)
                            .register(all.registry);
        }

        private double read() {
            return measure.read(all.current(), name);
        }

        /** What was counted last, if it cannot be read now: a counter does not lose what it had. */
        private double counted() {
            double now = read();
            if (!Double.isNaN(now)) {
                last = now;
            }
            return last;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Row that && measure.equals(that.measure) && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return Objects.hash(measure, name);
        }
    }
}
