package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.Application;
import org.jspecify.annotations.Nullable;

/**
 * The rule that is declared on the {@code Application}.
 *
 * @param known whether the application's class could be read at all
 * @param declaration the rule; null where none is declared
 */
record ApplicationRule(boolean known, @Nullable Declaration declaration) {

    private static final ApplicationRule UNKNOWN = new ApplicationRule(false, null);

    /**
     * Reads the rule.
     *
     * @throws InvalidDeclaration if what is declared cannot be a rule
     */
    static ApplicationRule of(@Nullable Application application, RuleBook book) {
        if (application == null) {
            return UNKNOWN;
        }
        for (Class<?> type : Unwrapped.classes(application)) {
            for (Declaration declaration : book.onClass(type)) {
                return new ApplicationRule(true, declaration);
            }
        }
        return new ApplicationRule(true, null);
    }
}
