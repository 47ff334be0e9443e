package org.resourceprotector.load.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;

/** When the authorization server had which fault, and when this machine stood still. Thread-safe. */
final class History {

    private static final long OPEN = Long.MAX_VALUE;

    private volatile List<Spell> spells = List.of();
    private final NavigableSet<Long> stalls = new ConcurrentSkipListSet<>();

    /** A fault from one moment to another. */
    record Spell(Fault fault, long from, long to) {

        private boolean overlaps(long since, long until) {
            return from <= until && (to == OPEN || to >= since);
        }

        private boolean keysSuffer(long since, long until) {
            return overlaps(since - fault.afterwardsForKeys().toMillis(), until);
        }

        private boolean introspectionSuffers(long since, long until) {
            return overlaps(since - fault.afterwardsForIntrospection().toMillis(), until);
        }
    }

    synchronized void begins(Fault fault, long moment) {
        List<Spell> more = new ArrayList<>(spells);
        more.add(new Spell(fault, moment, OPEN));
        spells = List.copyOf(more);
    }

    synchronized void ends(long moment) {
        List<Spell> more = new ArrayList<>(spells);
        Spell last = more.remove(more.size() - 1);
        more.add(new Spell(last.fault(), last.from(), moment));
        spells = List.copyOf(more);
    }

    void stalls(long moment) {
        stalls.add(moment);
    }

    /** Whether this machine did nothing for so long that others ran out of time, before or in a visit. */
    boolean isStalled(long since, long until) {
        long before =
                since - Times.TIMEOUT.plus(Times.CIRCUIT).plus(Times.MARGIN).toMillis();
        Long first = stalls.ceiling(before);
        return first != null && first <= until + Times.STALL.toMillis();
    }

    boolean keysSuffer(long since, long until, Fault.Effect... effects) {
        Set<Fault.Effect> wanted = Set.of(effects);
        return spells.stream()
                .anyMatch(spell -> wanted.contains(spell.fault().onKeys()) && spell.keysSuffer(since, until));
    }

    boolean introspectionSuffers(long since, long until, Fault.Effect... effects) {
        Set<Fault.Effect> wanted = Set.of(effects);
        return spells.stream()
                .anyMatch(spell ->
                        wanted.contains(spell.fault().onIntrospection()) && spell.introspectionSuffers(since, until));
    }

    List<Spell> spells() {
        return spells;
    }

    /** What was wrong at a moment, for whoever reads of a violation. */
    String at(long moment) {
        String wrong = spells.stream()
                .filter(spell -> spell.overlaps(moment - 15_000, moment))
                .map(spell -> spell.fault() + " " + spell.from() + " to " + (spell.to() == OPEN ? "now" : spell.to()))
                .collect(Collectors.joining(", "));
        return wrong.isEmpty() ? "well" : wrong;
    }

    /** How often there was each fault, and how long in all. */
    String table(long end) {
        StringBuilder rows = new StringBuilder();
        Arrays.stream(Fault.values()).forEach(fault -> {
            List<Spell> own =
                    spells.stream().filter(spell -> spell.fault() == fault).toList();
            long millis = own.stream()
                    .mapToLong(spell -> Math.min(end, spell.to()) - spell.from())
                    .sum();
            rows.append("| ")
                    .append(fault)
                    .append(" | ")
                    .append(own.size())
                    .append(" | ")
                    .append(millis / 1_000)
                    .append(" |\n");
        });
        return rows.toString();
    }
}
