package org.resourceprotector.load.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/** What happens when; the same seed is the same chaos. Immutable, thread-safe. */
final class Schedule {

    /** The clock of a node jumps so far, and later back. */
    private static final List<Duration> JUMPS = List.of(
            Duration.ofSeconds(20),
            Duration.ofSeconds(-20),
            Duration.ofSeconds(-45),
            Duration.ofMinutes(3),
            Duration.ofMinutes(-3),
            Duration.ofMinutes(6),
            Duration.ofMinutes(-6),
            Duration.ofHours(2));

    private static final long FIRST = 8_000;

    private final List<Event> events = new ArrayList<>();
    private final Random random;
    private final long end;

    /** What happens. */
    enum Type {
        FAIL,
        RECOVER,
        ROTATE,
        WITHDRAW,
        RENEW,
        REVOKE,
        REDEPLOY,
        JUMP,
        FLOOD,
        SAMPLE
    }

    /**
     * Something that happens at a moment.
     *
     * @param number which node, or which kind of flood
     * @param fault of the server, for {@link Type#FAIL}
     * @param duration how far the clock is ahead then, or how long the flood is
     */
    record Event(long moment, Type type, int number, Fault fault, Duration duration) {

        Event(long moment, Type type, int number) {
            this(moment, type, number, null, Duration.ZERO);
        }
    }

    Schedule(long seed, long end, int nodes, int floods) {
        this.random = new Random(seed);
        this.end = end;
        faults();
        every(25_000, 40_000, moment -> {
            add(new Event(moment, Type.ROTATE, 0));
            add(new Event(moment + 12_000, Type.WITHDRAW, 0));
        });
        every(60_000, 60_000, moment -> add(new Event(moment, Type.RENEW, 0)));
        every(8_000, 15_000, moment -> add(new Event(moment, Type.REVOKE, 0)));
        every(
                20_000,
                60_000,
                moment -> add(new Event(moment, Type.FLOOD, random.nextInt(floods), null, Duration.ofMillis(flood()))));
        for (int node = 0; node < nodes; node++) {
            node(node);
        }
        events.sort(Comparator.comparingLong(Event::moment));
    }

    private void faults() {
        List<Fault> left = new ArrayList<>();
        long moment = FIRST;
        for (int count = 1; moment < end; count++) {
            if (left.isEmpty()) {
                left.addAll(List.of(Fault.values()));
                Collections.shuffle(left, random);
            }
            long until = moment + between(3_000, 9_000);
            add(new Event(moment, Type.FAIL, 0, left.remove(0), Duration.ZERO));
            add(new Event(Math.min(until, end - 1), Type.RECOVER, 0));
            // now and then long enough for all windows to be over
            moment = until + (count % 6 == 0 ? 50_000 : between(10_000, 18_000));
        }
    }

    private void node(int node) {
        every(20_000, 30_000, moment -> add(new Event(moment, Type.REDEPLOY, node)));
        every(30_000, 45_000, moment -> {
            Duration jump = JUMPS.get(random.nextInt(JUMPS.size()));
            add(new Event(moment, Type.JUMP, node, null, jump));
            add(new Event(moment + between(5_000, 10_000), Type.JUMP, node));
        });
        every(15_000, 15_000, moment -> add(new Event(moment, Type.SAMPLE, node)));
    }

    /** Adds something at a moment. */
    private interface At {
        void add(long moment);
    }

    private void every(int least, int most, At at) {
        for (long moment = FIRST + random.nextInt(most); moment < end; moment += between(least, most)) {
            at.add(moment);
        }
    }

    /** Mostly short; sometimes so long that one holder of a token sends more proofs than it has a share of the store. */
    private int flood() {
        return random.nextInt(3) == 0 ? 45_000 : between(5_000, 9_000);
    }

    private int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    private void add(Event event) {
        if (event.moment() < end) {
            events.add(event);
        }
    }

    List<Event> events() {
        return List.copyOf(events);
    }
}
