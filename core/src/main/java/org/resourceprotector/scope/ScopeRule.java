package org.resourceprotector.scope;

import java.util.List;
import java.util.Set;

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
public sealed interface ScopeRule permits NoScopeNeeded, AnyOfScopes {

    /**
     * Parses a rule.
     *
     * @param alternatives the alternatives; none of them may be null or blank, or hold a character outside RFC 6749's
     *     scope-token
     * @return the rule; one that demands nothing where there is no alternative
     * @throws IllegalArgumentException if an alternative is blank or holds an illegal character; the message says which
     * @throws NullPointerException if the array or an alternative is null
     */
    static ScopeRule of(String... alternatives) {
        return alternatives.length == 0 ? NoScopeNeeded.RULE : AnyOfScopes.parse(alternatives);
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
    static ScopeRule ofNames(String... alternatives) {
        return alternatives.length == 0 ? NoScopeNeeded.RULE : QuotedNames.rule(alternatives);
    }

    /**
     * Holds the rule against the scopes of a token. Costs set look-ups only.
     *
     * @param granted the scopes that the token carries
     * @return whether at least one alternative is granted whole, or nothing is demanded
     */
    boolean satisfiedBy(Set<String> granted);

    /**
     * Finds what to ask for: the alternative with the fewest scopes missing, the first one on a tie. An OR cannot be
     * written into one {@code scope} parameter, so a challenge names the shortest way in.
     *
     * @param granted the scopes that the token carries; empty where there is no token
     * @return all scopes of that alternative, in the order in which they were written; empty where nothing is demanded;
     *     unmodifiable
     */
    Set<String> nearest(Set<String> granted);

    /**
     * Holds the rule against the scopes of a token and all that they imply. Costs the same as {@link #satisfiedBy(Set)} if
     * that is true, or nothing is implied.
     *
     * @param granted the scopes that the token carries
     * @param hierarchy which scopes imply which
     * @return whether at least one alternative is granted or implied whole, or nothing is demanded
     */
    default boolean satisfiedBy(Set<String> granted, ScopeHierarchy hierarchy) {
        return satisfiedBy(granted) || (!hierarchy.isEmpty() && satisfiedBy(hierarchy.expand(granted, scopes())));
    }

    /**
     * Finds what to ask for: the narrowest scopes that suffice. An alternative whose scopes another one implies is preferred
     * to that, and a scope is left out that another one of the same alternative implies.
     *
     * @param granted the scopes that the token carries; empty where there is no token
     * @param hierarchy which scopes imply which
     * @return the scopes, in the order in which they were written; empty where nothing is demanded; unmodifiable
     */
    Set<String> nearest(Set<String> granted, ScopeHierarchy hierarchy);

    /**
     * All scopes that the rule names.
     *
     * @return the scopes, in the order in which they were written; empty where nothing is demanded; unmodifiable
     */
    Set<String> scopes();

    /**
     * The alternatives, for those who describe the rule, such as an OpenAPI document.
     *
     * @return the scopes of each, in the order in which they were written; empty where nothing is demanded; unmodifiable
     */
    List<Set<String>> alternatives();

    /**
     * Joins two rules that must both hold, as along a chain of sub-resource locators.
     *
     * @param other the other rule
     * @return the rule that is satisfied where both are; its alternatives are the combinations of theirs
     * @throws IllegalArgumentException if there would be more than 1,000 alternatives
     */
    ScopeRule and(ScopeRule other);

    /**
     * Tells whether the rule demands nothing.
     *
     * @return whether every set of scopes satisfies it
     */
    boolean isEmpty();

    /**
     * Renders the rule for people, for example {@code profile email | user}; empty where nothing is demanded.
     *
     * @return the alternatives, separated by a bar
     */
    @Override
    String toString();
}
