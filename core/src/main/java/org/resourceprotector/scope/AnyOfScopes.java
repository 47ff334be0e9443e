package org.resourceprotector.scope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The rule with at least one alternative; the alternatives keep the order in which they were written. */
record AnyOfScopes(List<Set<String>> alternatives) implements ScopeRule {

    private static final int MOST_ALTERNATIVES = 1000;

    static AnyOfScopes parse(String... texts) {
        List<Set<String>> alternatives = new ArrayList<>(texts.length);
        for (String text : texts) {
            alternatives.add(alternative(text));
        }
        return new AnyOfScopes(List.copyOf(alternatives));
    }

    static Set<String> alternative(String text) {
        Set<String> scopes = Scopes.parse(Objects.requireNonNull(text, "an alternative"));
        if (scopes.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" names no scope; leave it out to ask for any valid token,"
                            + " or write the scopes that are needed, separated by blanks");
        }
        for (String scope : scopes) {
            int illegal = Scopes.indexOfIllegal(scope);
            if (illegal >= 0) {
                throw new IllegalArgumentException(String.format(
                        "the scope at \"%s\" holds the character U+%04X, which RFC 6749 section 3.3 does not allow;"
                                + " scopes are separated by blanks and made of visible ASCII without \" and \\",
                        scope.substring(0, illegal), (int) scope.charAt(illegal)));
            }
        }
        return scopes;
    }

    @Override
    public boolean satisfiedBy(Set<String> granted) {
        for (int i = 0; i < alternatives.size(); i++) {
            if (granted.containsAll(alternatives.get(i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean satisfiedBy(Set<String> granted, ScopeHierarchy hierarchy) {
        if (hierarchy.isEmpty() || hierarchy.readsNames()) {
            return ScopeRule.super.satisfiedBy(granted, hierarchy);
        }
        for (int i = 0; i < alternatives.size(); i++) {
            if (hierarchy.includesAll(granted, alternatives.get(i))) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Set<String> nearest(Set<String> granted) {
        Set<String> nearest = alternatives.get(0);
        if (alternatives.size() == 1) {
            return nearest;
        }
        long fewest = missing(nearest, granted);
        for (Set<String> alternative : alternatives.subList(1, alternatives.size())) {
            long missing = missing(alternative, granted);
            if (missing < fewest) {
                nearest = alternative;
                fewest = missing;
            }
        }
        return nearest;
    }

    @Override
    public Set<String> nearest(Set<String> granted, ScopeHierarchy hierarchy) {
        if (hierarchy.isEmpty()) {
            return nearest(granted);
        }
        Set<String> known = hierarchy.expand(granted, scopes());
        Set<String> nearest = hierarchy.withoutImplied(alternatives.get(0));
        for (Set<String> alternative : alternatives.subList(1, alternatives.size())) {
            Set<String> other = hierarchy.withoutImplied(alternative);
            long more = missing(other, known) - missing(nearest, known);
            boolean isNarrower = !other.equals(nearest)
                    && hierarchy.expand(nearest, other).containsAll(other)
                    && !hierarchy.expand(other, nearest).containsAll(nearest);
            boolean isBroader = hierarchy.expand(other, nearest).containsAll(nearest);
            if (isNarrower || (more < 0 && !isBroader)) {
                nearest = other;
            }
        }
        return nearest;
    }

    @Override
    public Set<String> scopes() {
        Set<String> scopes = new LinkedHashSet<>();
        alternatives.forEach(scopes::addAll);
        return Collections.unmodifiableSet(scopes);
    }

    private static long missing(Set<String> alternative, Set<String> granted) {
        return alternative.stream().filter(scope -> !granted.contains(scope)).count();
    }

    @Override
    public ScopeRule and(ScopeRule other) {
        if (!(other instanceof AnyOfScopes that)) {
            return this;
        }
        if ((long) alternatives.size() * that.alternatives.size() > MOST_ALTERNATIVES) {
            throw new IllegalArgumentException("two rules together have more than " + MOST_ALTERNATIVES
                    + " alternatives; write fewer alternatives");
        }
        Set<Set<String>> joined = new LinkedHashSet<>();
        for (Set<String> mine : alternatives) {
            for (Set<String> theirs : that.alternatives) {
                Set<String> both = new LinkedHashSet<>(mine);
                both.addAll(theirs);
                joined.add(Collections.unmodifiableSet(both));
            }
        }
        return new AnyOfScopes(List.copyOf(joined));
    }

    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public String toString() {
        return alternatives.stream()
                .map(scopes -> scopes.stream().map(QuotedNames::written).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" | "));
    }
}
