package org.resourceprotector.openapi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.resourceprotector.ProtectedEndpoint;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.scope.ScopeRule;

/**
 * What a document says of one operation, in words that every model of OpenAPI has.
 *
 * @param requirements the alternatives, each with scopes by the name of a security scheme; an empty one means that no token
 *     is needed; without any the operation is open
 * @param refusals the answers to calls that are refused
 * @param description the rule in words; empty if there is nothing to say
 * @param isUndeclared whether the operation is open because nothing was declared, so that its method may ask for a token
 *     itself
 */
record OperationSecurity(
        List<Map<String, List<String>>> requirements, Set<Refusal> refusals, String description, boolean isUndeclared) {

    /**
     * The operation of rules that all may hold.
     *
     * @param rules at least one
     * @param schemes the names of the security schemes that a token may come under
     * @param takesScopes whether a requirement may name scopes with a security scheme
     */
    static OperationSecurity of(
            Collection<ProtectedEndpoint> rules,
            Function<ProtectedEndpoint, List<String>> schemes,
            Predicate<String> takesScopes) {
        ScopeRule scopes = together(rules);
        Set<String> under = new LinkedHashSet<>();
        Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
        boolean isOptional = true;
        boolean isUndeclared = true;
        for (ProtectedEndpoint rule : rules) {
            if (rule.access() != Access.OPEN) {
                restrict(under, schemes.apply(rule));
            }
            refusals.addAll(refusals(rule));
            isOptional &= rule.access() != Access.PROTECTED;
            isUndeclared &= rule.access() == Access.OPEN && rule.declaredAt().isEmpty();
        }
        Set<Map<String, List<String>>> requirements = new LinkedHashSet<>();
        for (Set<String> needed : scopes.isEmpty() ? List.of(Set.<String>of()) : scopes.alternatives()) {
            for (String name : under) {
                requirements.add(Map.of(name, takesScopes.test(name) ? List.copyOf(needed) : List.of()));
            }
        }
        if (isOptional && !requirements.isEmpty()) {
            requirements.add(Map.of());
        }
        return new OperationSecurity(new ArrayList<>(requirements), refusals, AccessText.of(rules), isUndeclared);
    }

    /** The scopes that are enough for each rule; none are named if there are too many ways to have enough. */
    private static ScopeRule together(Collection<ProtectedEndpoint> rules) {
        ScopeRule scopes = ScopeRule.of();
        try {
            for (ProtectedEndpoint rule : rules) {
                scopes = rule.access() == Access.OPEN ? scopes : scopes.and(rule.scopes());
            }
            return scopes;
        } catch (IllegalArgumentException tooMany) {
            return ScopeRule.of();
        }
    }

    /** Leaves the schemes that all rules take, or adds those of the first one. Never leaves none, which would be open. */
    private static void restrict(Set<String> under, List<String> schemes) {
        if (Collections.disjoint(under, schemes)) {
            under.addAll(schemes);
        } else {
            under.retainAll(schemes);
        }
    }

    /** An operation of which no rule is known: closed, as far as a document can be. */
    static OperationSecurity unknown(List<String> schemes) {
        List<Map<String, List<String>>> requirements = new ArrayList<>();
        schemes.forEach(name -> requirements.add(Map.of(name, List.of())));
        return new OperationSecurity(requirements, EnumSet.allOf(Refusal.class), AccessText.UNKNOWN, false);
    }

    private static Set<Refusal> refusals(ProtectedEndpoint rule) {
        boolean canBeInsufficient = !(rule.scopes().isEmpty()
                && rule.roles().isEmpty()
                && rule.groups().isEmpty()
                && rule.entitlements().isEmpty()
                && rule.details().isEmpty()
                && rule.conditions().isEmpty());
        return switch (rule.access()) {
            case OPEN -> Set.of();
            case OPTIONAL_IGNORING_INVALID -> Set.of(Refusal.UNAVAILABLE);
            case OPTIONAL, PROTECTED ->
                canBeInsufficient ? EnumSet.allOf(Refusal.class) : EnumSet.complementOf(EnumSet.of(Refusal.FORBIDDEN));
        };
    }
}
