package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.Application;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.runtime.ApplicationLookup;

/**
 * The rule that is declared on the {@code Application}.
 *
 * @param known whether the application's class could be read at all
 * @param declaration the rule; null if none is declared
 */
record ApplicationRule(boolean known, @Nullable Declaration declaration) {

    private static final ApplicationRule UNKNOWN = new ApplicationRule(false, null);

    /** Reads the rule. Throws an {@code InvalidDeclaration} if what is declared cannot be one. */
    static ApplicationRule of(@Nullable Application application) {
        if (application == null) {
            return UNKNOWN;
        }
        for (Class<?> type : ApplicationLookup.classes(application)) {
            Declaration declaration = EndpointRules.onClass(type);
            if (declaration != null) {
                return new ApplicationRule(true, declaration);
            }
        }
        return new ApplicationRule(true, null);
    }

    /**
     * The same, if a rule is declared; else unknown, so that the application that is injected into
     * the filter is asked again. A protector may be deployed in several applications at the same
     * time, and each of them injects its own.
     */
    ApplicationRule orUnknown() {
        return declaration == null ? UNKNOWN : this;
    }
}
