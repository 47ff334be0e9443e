package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.Application;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.ProtectedEndpoint.Access;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.Rule;
import org.resourceprotector.runtime.application.ApplicationLookup;
import org.resourceprotector.runtime.application.ResteasyApplications;

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

    /**
     * Why applications must not be served as one, as RESTEasy may do: not all are under the rule, or under that of the first
     * if the own one is unknown; null if they are.
     *
     * @param byDefault what holds where nothing is declared; null if everything is open then
     */
    @Nullable
    String problem(Set<Class<?>> served, @Nullable Declaration byDefault) {
        Declaration known = known() || served.isEmpty()
                ? declaration
                : EndpointRules.onClass(served.iterator().next());
        Rule own = inForce(known, byDefault);
        for (Class<?> other : served) {
            Rule declared = inForce(EndpointRules.onClass(other), byDefault);
            boolean isUnder = declared.equals(own) || (own.access() != Access.OPEN && declared.access() == Access.OPEN);
            if (!isUnder) {
                return other.getName()
                        + ": RESTEasy serves the resources of several applications as one here, and they do"
                        + " not have the same rule, so that nobody knows which one holds; write it on the resources, or"
                        + " give each application a deployment of its own";
            }
        }
        return null;
    }

    private static Rule inForce(@Nullable Declaration declared, @Nullable Declaration byDefault) {
        Declaration inForce = declared == null ? byDefault : declared;
        return inForce == null ? Rule.OPEN : inForce.rule();
    }

    /** The same for requests, of which each is served by all: looked at once for each application that RESTEasy names. Thread-safe. */
    static final class OfAll {

        private volatile @Nullable Application agreed;

        @Nullable
        @SuppressWarnings("ReferenceEquality")
        String problem(Class<?> runtime, @Nullable Declaration own, @Nullable Declaration byDefault) {
            Application named = ResteasyApplications.named(runtime);
            if (named == agreed) {
                return null;
            }
            String problem = new ApplicationRule(true, own).problem(ResteasyApplications.serving(runtime), byDefault);
            if (problem == null) {
                agreed = named;
            }
            return problem;
        }
    }
}
