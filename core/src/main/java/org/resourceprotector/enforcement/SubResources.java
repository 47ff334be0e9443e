package org.resourceprotector.enforcement;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.InvalidDeclaration;
import org.resourceprotector.declaration.Locator;
import org.resourceprotector.runtime.Runtimes;

/** Finds the types that sub-resource locators are declared to return. Stateless. */
final class SubResources {

    private SubResources() {}

    /**
     * A root resource and all types that its locators lead to, each once, however many ways there
     * are; the root is first. Throws an {@code InvalidDeclaration} if the declaration of a locator
     * cannot be a rule.
     */
    static Set<Class<?>> of(EndpointRules rules, Class<?> root) {
        Set<Class<?>> found = new LinkedHashSet<>(Set.of(root));
        Deque<Class<?>> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            Class<?> type = open.remove();
            for (Locator locator : locators(rules, type, type == root)) {
                if (isTyped(locator) && found.add(locator.returnType())) {
                    open.add(locator.returnType());
                }
            }
        }
        return found;
    }

    /** Whether every runtime goes through a locator, and to a type that can be looked at. */
    static boolean isTyped(Locator locator) {
        return locator.isExpected() && locator.returnType() != Object.class;
    }

    /**
     * The locators; none if interfaces disagree about them, because then it is the implementation
     * that decides.
     */
    static List<Locator> locators(EndpointRules rules, Class<?> type, boolean isRoot) {
        if (isRoot || !Runtimes.hidesImplementation(type)) {
            return rules.locators(type);
        }
        EndpointRules.requireRules(type);
        try {
            return rules.locators(type);
        } catch (InvalidDeclaration disagreement) {
            return List.of();
        }
    }
}
