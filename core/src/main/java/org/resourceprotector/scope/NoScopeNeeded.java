package org.resourceprotector.scope;

import java.util.List;
import java.util.Set;

/** The rule that every set of scopes satisfies. */
enum NoScopeNeeded implements ScopeRule {
    RULE;

    @Override
    public boolean satisfiedBy(Set<String> granted) {
        return true;
    }

    @Override
    public Set<String> nearest(Set<String> granted) {
        return Set.of();
    }

    @Override
    public Set<String> nearest(Set<String> granted, ScopeHierarchy hierarchy) {
        return Set.of();
    }

    @Override
    public Set<String> scopes() {
        return Set.of();
    }

    @Override
    public List<Set<String>> alternatives() {
        return List.of();
    }

    @Override
    public ScopeRule and(ScopeRule other) {
        return other;
    }

    @Override
    public boolean isEmpty() {
        return true;
    }

    @Override
    public String toString() {
        return "";
    }
}
