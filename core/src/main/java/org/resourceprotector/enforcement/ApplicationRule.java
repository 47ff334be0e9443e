package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.Application;
import org.jspecify.annotations.Nullable;

/**
 * The rule that is declared on the {@code Application}.
 *
 * @param known whether the application's class could be read at all
 * @param declaration the rule; null where none is declared
 * @param problem why the declaration cannot be a rule; null where it can
 */
record ApplicationRule(
        boolean known,
        @Nullable Declaration declaration,
        @Nullable String problem) {

    static ApplicationRule of(@Nullable Application application, RuleBook book) {
        if (application == null) {
            return new ApplicationRule(false, null, null);
        }
        try {
            for (Class<?> type : ApplicationClass.of(application)) {
                for (Declaration declaration : book.onClass(type)) {
                    return new ApplicationRule(true, declaration, null);
                }
            }
            return new ApplicationRule(true, null, null);
        } catch (InvalidDeclaration e) {
            return new ApplicationRule(true, null, e.getMessage());
        }
    }
}
