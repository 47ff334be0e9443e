package org.resourceprotector.declaration;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Collectors;
import org.resourceprotector.ProtectedEndpoint.Access;

/**
 * A rule and where it was declared: {@code Class} or {@code Class#method}, or the setting that it
 * comes from. Holds no class, so that it can be kept without keeping a class loader.
 */
public record Declaration(Rule rule, String declaredAt) {

    /** Names a class or a method in this way. */
    static String place(AnnotatedElement element) {
        return element instanceof Method method
                ? place(method.getDeclaringClass()) + "#" + method.getName()
                : ((Class<?>) element).getName().replaceFirst(".*\\.", "").replace('$', '.');
    }

    /**
     * Joins the declarations of locators, from the root to the method: all of them must hold. Those that are open add
     * nothing, and are named if all are.
     */
    static Declaration all(List<Declaration> declarations) {
        List<Declaration> closed = declarations.stream()
                .filter(declaration -> declaration.rule.access() != Access.OPEN)
                .toList();
        String places = (closed.isEmpty() ? declarations : closed)
                .stream()
                        .map(Declaration::declaredAt)
                        .filter(place -> !place.isEmpty())
                        .distinct()
                        .collect(Collectors.joining(", "));
        return new Declaration(all(declarations, places), places);
    }

    /**
     * The same, for a call that has satisfied another rule already: it asks for the scopes of both,
     * those of the other one first. Throws an {@code IllegalArgumentException} if there would be
     * more than 1,000 alternatives.
     */
    public Declaration within(Rule enforced) {
        return new Declaration(rule.withScopes(enforced.scopes().and(rule.scopes())), declaredAt);
    }

    private static Rule all(List<Declaration> declarations, String places) {
        try {
            return declarations.stream().map(Declaration::rule).reduce(Rule.OPEN, Rule::and);
        } catch (IllegalArgumentException e) {
            return Rule.invalid(places + ": " + e.getMessage());
        }
    }
}
