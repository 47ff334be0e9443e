package org.resourceprotector.enforcement;

import org.jspecify.annotations.Nullable;

/**
 * An endpoint and the rule that it is under. Holds no class, so that it can be kept without keeping a class loader.
 *
 * @param method the HTTP method
 * @param path the path template, with a leading slash
 * @param declaration the rule; null where nothing was declared
 */
public record Endpoint(String method, String path, @Nullable Declaration declaration) {

    /**
     * The rule that is in force.
     *
     * @return the rule; an open one where nothing was declared
     */
    public Rule rule() {
        return declaration == null ? Rule.OPEN : declaration.rule();
    }

    /**
     * Where the rule was declared.
     *
     * @return the place; empty where nothing was declared
     */
    public String declaredAt() {
        return declaration == null ? "" : declaration.declaredAt();
    }

    Endpoint under(Declaration other) {
        return new Endpoint(method, path, other);
    }
}
