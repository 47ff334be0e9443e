package org.resourceprotector.scope;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint demands of a token's scopes: any of several alternatives, each of which is a set of scopes that are
 * all needed. A rule without alternatives demands nothing.
 *
 * <p>Parsed once from the strings of an annotation: blanks inside one string mean AND, several strings mean OR.
 *
 * <pre>{@code
 * ScopeRule.of("profile email", "user")   // (profile AND email) OR user
 * ScopeRule.of()                          // any valid token
 * }</pre>
 *
 * <p>Scopes are compared as whole, case-sensitive tokens. The same grammar serves roles, groups and entitlements, whose
 * names may have blanks: see {@link #ofNames}.
 *
 * <p>Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749, section 3.3</a>
 */
public final class ScopeRule {

    private static final int MAX_ALTERNATIVES = 1000;

    private static final ScopeRule NONE = new ScopeRule(List.of());

    /** In the order in which they were written. */
    private final List<Set<String>> alternatives;

    /** What callers without any scope were told last; null if there was none yet. */
    private volatile @Nullable Asked asked;

    /** What to ask for under a hierarchy, if nothing is granted. */
    private record Asked(ScopeHierarchy hierarchy, Set<String> scopes) {}

    private ScopeRule(List<Set<String>> alternatives) {
        this.alternatives = alternatives;
    }

    /**
     * Parses a rule.
     *
     * @param alternatives the alternatives; none of them may be null or blank, or hold a character outside RFC 6749's
     *     scope-token
     * @return the rule; one that demands nothing where there is no alternative
     * @throws IllegalArgumentException if an alternative is blank or holds an illegal character; the message says which
     * @throws NullPointerException if the array or an alternative is null
     */
    public static ScopeRule of(String... alternatives) {
        return parse(Names::scopes, alternatives);
    }

    /**
     * Parses a rule for names that may have blanks, such as those of roles. A name between quotation marks stands for itself,
     * whatever characters are in it but control characters and quotation marks.
     *
     * <pre>{@code
     * ScopeRule.ofNames("\"Super User\" auditor", "root")   // ("Super User" AND auditor) OR root
     * }</pre>
     *
     * @param alternatives the alternatives; none of them may be null or blank; what is not between quotation marks is made
     *     of the characters of RFC 6749's scope-token
     * @return the rule; one that demands nothing where there is no alternative
     * @throws IllegalArgumentException if an alternative is blank or holds an illegal character; the message says which
     * @throws NullPointerException if the array or an alternative is null
     */
    public static ScopeRule ofNames(String... alternatives) {
        return parse(Names::quoted, alternatives);
    }

    private static ScopeRule parse(Function<String, Set<String>> grammar, String... texts) {
        return texts.length == 0
                ? NONE
                : new ScopeRule(Stream.of(texts).map(grammar).toList());
    }

    /**
     * Holds the rule against the scopes of a token. Costs set look-ups only.
     *
     * @param granted the scopes that the token carries
     * @return whether at least one alternative is granted whole, or nothing is demanded
     */
    public boolean satisfiedBy(Set<String> granted) {
        for (int i = 0; i < alternatives.size(); i++) {
            if (granted.containsAll(alternatives.get(i))) {
                return true;
            }
        }
        return alternatives.isEmpty();
    }

    /**
     * Holds the rule against the scopes of a token and all that they imply. Costs the same as {@link #satisfiedBy(Set)} if
     * that is true, or nothing is implied.
     *
     * @param granted the scopes that the token carries
     * @param hierarchy which scopes imply which
     * @return whether at least one alternative is granted or implied whole, or nothing is demanded
     */
    public boolean satisfiedBy(Set<String> granted, ScopeHierarchy hierarchy) {
        if (hierarchy.isEmpty() || hierarchy.readsNames()) {
            return satisfiedBy(granted) || (!hierarchy.isEmpty() && satisfiedBy(hierarchy.expand(granted, scopes())));
        }
        for (int i = 0; i < alternatives.size(); i++) {
            if (hierarchy.includesAll(granted, alternatives.get(i))) {
                return true;
            }
        }
        return alternatives.isEmpty();
    }

    /**
     * Finds what to ask for: the alternative with the fewest scopes missing, the first one on a tie. An OR cannot be
     * written into one {@code scope} parameter, so a challenge names the shortest way in.
     *
     * @param granted the scopes that the token carries; empty where there is no token
     * @return all scopes of that alternative, in the order in which they were written; empty where nothing is demanded;
     *     unmodifiable
     */
    public Set<String> nearest(Set<String> granted) {
        Set<String> nearest = Set.of();
        int fewest = Integer.MAX_VALUE;
        for (Set<String> alternative : alternatives) {
            int missing = missing(alternative, granted);
            if (missing < fewest) {
                nearest = alternative;
                fewest = missing;
            }
        }
        return nearest;
    }

    /**
     * Finds what to ask for: the narrowest scopes that suffice. An alternative whose scopes another one implies is preferred
     * to that, and a scope is left out that another one of the same alternative implies. What is found if nothing is granted
     * is kept, because anybody can have it asked for.
     *
     * @param granted the scopes that the token carries; empty where there is no token
     * @param hierarchy which scopes imply which
     * @return the scopes, in the order in which they were written; empty where nothing is demanded; unmodifiable
     */
    public Set<String> nearest(Set<String> granted, ScopeHierarchy hierarchy) {
        if (alternatives.isEmpty() || hierarchy.isEmpty()) {
            return nearest(granted);
        }
        return granted.isEmpty() ? first(hierarchy) : find(granted, hierarchy);
    }

    /** An application has one hierarchy. */
    @SuppressWarnings("ReferenceEquality")
    private Set<String> first(ScopeHierarchy hierarchy) {
        Asked last = asked;
        if (last == null || last.hierarchy != hierarchy) {
            last = new Asked(hierarchy, find(Set.of(), hierarchy));
            asked = last;
        }
        return last.scopes;
    }

    private Set<String> find(Set<String> granted, ScopeHierarchy hierarchy) {
        Set<String> known = hierarchy.expand(granted, scopes());
        Set<String> nearest = hierarchy.withoutImplied(alternatives.get(0));
        for (Set<String> alternative : alternatives.subList(1, alternatives.size())) {
            Set<String> other = hierarchy.withoutImplied(alternative);
            int more = missing(other, known) - missing(nearest, known);
            boolean isBroader = hierarchy.expand(other, nearest).containsAll(nearest);
            boolean isNarrower =
                    !other.equals(nearest) && hierarchy.expand(nearest, other).containsAll(other) && !isBroader;
            if (isNarrower || (more < 0 && !isBroader)) {
                nearest = other;
            }
        }
        return nearest;
    }

    private static int missing(Set<String> alternative, Set<String> granted) {
        int missing = 0;
        for (String scope : alternative) {
            missing += granted.contains(scope) ? 0 : 1;
        }
        return missing;
    }

    /**
     * All scopes that the rule names.
     *
     * @return the scopes, in the order in which they were written; empty where nothing is demanded; unmodifiable
     */
    public Set<String> scopes() {
        Set<String> scopes = new LinkedHashSet<>();
        alternatives.forEach(scopes::addAll);
        return Collections.unmodifiableSet(scopes);
    }

    /**
     * The alternatives, for those who describe the rule, such as an OpenAPI document.
     *
     * @return the scopes of each, in the order in which they were written; empty where nothing is demanded; unmodifiable
     */
    public List<Set<String>> alternatives() {
        return alternatives;
    }

    /**
     * Joins two rules that must both hold, as along a chain of sub-resource locators.
     *
     * @param other the other rule
     * @return the rule that is satisfied where both are; its alternatives are the combinations of theirs
     * @throws IllegalArgumentException if there would be more than 1,000 alternatives
     */
    public ScopeRule and(ScopeRule other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        if ((long) alternatives.size() * other.alternatives.size() > MAX_ALTERNATIVES) {
            throw new IllegalArgumentException("two rules together have more than " + MAX_ALTERNATIVES
                    + " alternatives; write fewer alternatives");
        }
        Set<Set<String>> joined = new LinkedHashSet<>();
        for (Set<String> mine : alternatives) {
            for (Set<String> theirs : other.alternatives) {
                Set<String> both = new LinkedHashSet<>(mine);
                both.addAll(theirs);
                joined.add(Collections.unmodifiableSet(both));
            }
        }
        return new ScopeRule(List.copyOf(joined));
    }

    /**
     * Tells whether the rule demands nothing.
     *
     * @return whether every set of scopes satisfies it
     */
    public boolean isEmpty() {
        return alternatives.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ScopeRule that && alternatives.equals(that.alternatives);
    }

    @Override
    public int hashCode() {
        return alternatives.hashCode();
    }

    /**
     * Renders the rule for people, for example {@code profile email | user}; empty where nothing is demanded.
     *
     * @return the alternatives, separated by a bar
     */
    @Override
    public String toString() {
        return alternatives.stream()
                .map(scopes -> scopes.stream().map(Names::written).collect(Collectors.joining(" ")))
                .collect(Collectors.joining(" | "));
    }
}
