package org.resourceprotector.declaration;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint;

/**
 * An endpoint and the rule that it is under. Holds no class, so that it can be kept without keeping
 * a class loader.
 *
 * @param path the path template, with a leading slash
 * @param declaration the rule; null if nothing was declared
 */
public record Endpoint(String method, String path, @Nullable Declaration declaration) {

    /** The rule that is in force; an open one if nothing was declared. */
    public Rule rule() {
        return declaration == null ? Rule.OPEN : declaration.rule();
    }

    /** Where the rule was declared; empty if nothing was. */
    public String declaredAt() {
        return declaration == null ? "" : declaration.declaredAt();
    }

    /**
     * Whether nothing was declared, so that a default holds. Open and broken rules are declared.
     */
    public boolean isUndeclared() {
        return declaration == null;
    }

    public Endpoint under(@Nullable Declaration other) {
        return new Endpoint(method, path, other);
    }

    /** The same endpoint, which nobody may call, because its declaration has this problem. */
    public Endpoint invalid(String problem) {
        return under(new Declaration(Rule.invalid(problem), declaredAt()));
    }

    /** The row of the access report that applications see. */
    public ProtectedEndpoint row() {
        Rule rule = rule();
        List<Condition> conditions = rule.further().conditions();
        return new ProtectedEndpoint(
                method,
                path,
                rule.access(),
                rule.scopes(),
                rule.further().authentication(),
                rule.further().audience(),
                rule.further().details(),
                conditions.isEmpty()
                        ? List.of() // as for most: this is made for each call that a listener hears of
                        : conditions.stream().map(Condition::toString).toList(),
                rule.authorities().roles(),
                rule.authorities().groups(),
                rule.authorities().entitlements(),
                rule.senderConstrained(),
                declaredAt());
    }
}
