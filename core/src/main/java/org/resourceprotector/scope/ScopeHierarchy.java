package org.resourceprotector.scope;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which scopes imply which narrower ones: a token with the broader scope satisfies a rule that asks for the narrower.
 *
 * <pre>{@code
 * ScopeHierarchy.builder()
 *         .implies("files", "files.write")
 *         .implies("files.write", "files.read")    // so files implies files.read, too
 *         .build()
 * }</pre>
 *
 * <p>Only what is named here counts: {@code files} implies {@code files.read} by its name only if {@link Builder#hierarchic}
 * says so. It changes what satisfies a rule and what a challenge asks for; {@code AccessToken.scopes()} stays what was granted.
 *
 * <p>Immutable, thread-safe.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-3.3">RFC 6749, section 3.3</a>
 */
public final class ScopeHierarchy {

    /** No scope implies another one. */
    public static final ScopeHierarchy NONE = builder().build();

    /** By each broader scope all that it implies, near and far. */
    private final Map<String, Set<String>> narrower;

    /** By each narrower scope all that imply it, the same the other way round. */
    private final Map<String, List<String>> broader;

    /** What stands between the names of a hierarchic scope; null if names say nothing. */
    private final @Nullable String separator;

    private final boolean hasWildcards;

    private ScopeHierarchy(Map<String, Set<String>> narrower, Builder builder) {
        this.narrower = narrower;
        Map<String, List<String>> inverse = new HashMap<>();
        narrower.forEach((scope, below) -> below.forEach(each ->
                inverse.computeIfAbsent(each, unknown -> new ArrayList<>()).add(scope)));
        this.broader = Collections.unmodifiableMap(inverse);
        this.separator = builder.separator;
        this.hasWildcards = builder.hasWildcards;
    }

    /**
     * Starts a hierarchy.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Adds what scopes imply.
     *
     * @param granted the scopes that a token carries
     * @param asked the scopes of which it matters whether they are implied
     * @return those that are granted, and all that they imply of those that are asked; the same set if they imply nothing
     */
    public Set<String> expand(Set<String> granted, Set<String> asked) {
        Set<String> expanded = expand(granted);
        if (!readsNames()) {
            return expanded;
        }
        Set<String> known = new LinkedHashSet<>(asked);
        known.addAll(narrower.keySet());
        Set<String> all = new LinkedHashSet<>(expanded);
        boolean isGrowing = true;
        while (isGrowing) {
            List<String> found = known.stream()
                    .filter(scope ->
                            !all.contains(scope) && all.stream().anyMatch(broader -> impliesByName(broader, scope)))
                    .toList();
            all.addAll(found);
            all.addAll(expand(all));
            isGrowing = !found.isEmpty();
        }
        return all;
    }

    /** Whether names say what is implied, beside what was said scope by scope. */
    boolean readsNames() {
        return separator != null || hasWildcards;
    }

    /** Whether all scopes are granted, or implied because it was said scope by scope. Makes nothing new. */
    boolean includesAll(Set<String> granted, Set<String> needed) {
        for (String scope : needed) {
            if (!granted.contains(scope) && !impliesOne(granted, scope)) {
                return false;
            }
        }
        return true;
    }

    private boolean impliesOne(Set<String> granted, String scope) {
        List<String> implying = broader.getOrDefault(scope, List.of());
        for (int i = 0; i < implying.size(); i++) {
            if (granted.contains(implying.get(i))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the name of a scope says that it implies another one. */
    private boolean impliesByName(String broader, String scope) {
        return (separator != null && !broader.isEmpty() && scope.startsWith(broader + separator))
                || (hasWildcards
                        && broader.length() > 1
                        && broader.endsWith("*")
                        && scope.startsWith(broader.substring(0, broader.length() - 1)));
    }

    /** Adds what scopes imply because it was said scope by scope. */
    Set<String> expand(Set<String> granted) {
        Set<String> expanded = granted;
        for (Map.Entry<String, Set<String>> implication : narrower.entrySet()) {
            if (granted.contains(implication.getKey()) && !granted.containsAll(implication.getValue())) {
                expanded = expanded == granted ? new HashSet<>(granted) : expanded;
                expanded.addAll(implication.getValue());
            }
        }
        return expanded;
    }

    /**
     * Leaves out, one after the other, what those that are left imply. Names may imply each other, in which case the last
     * one stays.
     *
     * @param scopes the scopes that are needed
     * @return those that imply all, in their order, and none of which the others imply; unmodifiable
     */
    Set<String> withoutImplied(Set<String> scopes) {
        Set<String> needed = scopes;
        for (String scope : scopes) {
            Set<String> others = new LinkedHashSet<>(needed);
            others.remove(scope);
            if (expand(others, scopes).contains(scope)) {
                needed = others;
            }
        }
        return Collections.unmodifiableSet(needed);
    }

    boolean isEmpty() {
        return narrower.isEmpty() && !readsNames();
    }

    /** What implies what, for example {@code {files=[files.read]}}. */
    @Override
    public String toString() {
        return narrower
                + (separator == null ? "" : ", below \"" + separator + "\"")
                + (hasWildcards ? ", wildcards" : "");
    }

    /** Collects implications; {@link #build()} copies them. Not thread-safe. */
    public static final class Builder {

        private final Map<String, Set<String>> implications = new LinkedHashMap<>();
        private @Nullable String separator;
        private boolean hasWildcards;

        private Builder() {}

        /**
         * Lets every scope imply those that are below it by name: with a dot as the separator, {@code files} implies
         * {@code files.read} and {@code files.read.own}, and not {@code filesystem}. For authorization servers that hand
         * out such scopes in this sense, and no others.
         *
         * @param separator what stands between the names, such as {@code .} or {@code :}
         * @return this
         * @throws IllegalArgumentException if it is no part of a scope, or has a letter or a digit
         */
        public Builder hierarchic(String separator) {
            requireScope(separator);
            if (separator.chars().anyMatch(Character::isLetterOrDigit)) {
                throw new IllegalArgumentException("\"" + separator + "\" separates nothing; give for example \".\"");
            }
            this.separator = separator;
            return this;
        }

        /**
         * Lets a scope with an asterisk at its end imply all that begin with what is before it: {@code files.*} implies
         * {@code files.read}. An asterisk alone implies nothing, nor does one elsewhere in a scope.
         *
         * @return this
         */
        public Builder wildcards() {
            this.hasWildcards = true;
            return this;
        }

        /**
         * Says what a scope implies. What these imply is implied, too. May be called again for the same scope.
         *
         * @param scope the broader scope
         * @param narrower one or more scopes that it implies
         * @return this
         * @throws IllegalArgumentException if one is no scope-token of RFC 6749, or nothing is implied
         */
        public Builder implies(String scope, String... narrower) {
            requireScope(scope);
            if (narrower.length == 0) {
                throw new IllegalArgumentException(
                        "\"" + scope + "\" implies nothing; name the scopes that it implies");
            }
            for (String implied : narrower) {
                requireScope(implied);
                implications
                        .computeIfAbsent(scope, unknown -> new LinkedHashSet<>())
                        .add(implied);
            }
            return this;
        }

        private static void requireScope(String scope) {
            if (!Scopes.isScopeToken(Objects.requireNonNull(scope, "scope"))) {
                throw new IllegalArgumentException("\"" + scope + "\" is not one scope: visible ASCII without blanks,"
                        + " \" and \\; name several scopes one by one");
            }
        }

        /**
         * Builds the hierarchy.
         *
         * @return the hierarchy
         * @throws IllegalStateException if a scope implies itself, directly or by others
         */
        public ScopeHierarchy build() {
            Map<String, Set<String>> narrower = new LinkedHashMap<>();
            for (String scope : implications.keySet()) {
                narrower.put(scope, Collections.unmodifiableSet(all(scope)));
            }
            return new ScopeHierarchy(Collections.unmodifiableMap(narrower), this);
        }

        private Set<String> all(String scope) {
            Set<String> all = new LinkedHashSet<>();
            Deque<String> open = new ArrayDeque<>(implications.getOrDefault(scope, Set.of()));
            while (!open.isEmpty()) {
                String next = open.remove();
                if (next.equals(scope)) {
                    throw new IllegalStateException("the scope \"" + scope + "\" implies itself, which makes scopes"
                            + " equal that are not; leave out one implication of the cycle");
                }
                if (all.add(next)) {
                    open.addAll(implications.getOrDefault(next, Set.of()));
                }
            }
            return all;
        }
    }
}
