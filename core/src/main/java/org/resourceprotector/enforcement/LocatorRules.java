package org.resourceprotector.enforcement;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.declaration.Declaration;
import org.resourceprotector.declaration.Endpoint;
import org.resourceprotector.declaration.EndpointRules;
import org.resourceprotector.declaration.InvalidDeclaration;
import org.resourceprotector.declaration.Locator;
import org.resourceprotector.declaration.ResourceAnnotations;
import org.resourceprotector.runtime.MatchedMethod;
import org.resourceprotector.runtime.Runtimes;

/**
 * The rule of an endpoint behind sub-resource locators: its own, and those of all locators that the
 * request went through. If the runtime does not tell which ones, the rules of all that may have
 * been it must hold. {@code EndpointRules.combinedWith} puts them
 * together, by {@code Rule.and}. Stateless.
 */
final class LocatorRules {

    /** How many locators of one request are shown in the path of its endpoint. */
    private static final int MAX_SHOWN = 16;

    /** Stands in a path for what is not known, or not shown. */
    private static final String UNKNOWN = "\u2026";

    private LocatorRules() {}

    /**
     * The endpoint, if the runtime named the locators.
     *
     * @param walked the locators, the one of the root resource first
     * @param others locators that may have been called in the place of one of them, whose rules must hold, too
     * @param hidesImplementation whether the class of a locator can stand for another one that has
     *     annotations
     * @param ownPath the path of the endpoint's method
     */
    static Endpoint behind(
            EndpointRules rules,
            List<MatchedMethod> walked,
            List<MatchedMethod> others,
            Predicate<MatchedMethod> hidesImplementation,
            Endpoint endpoint,
            String ownPath) {
        Set<Declaration> all = new LinkedHashSet<>();
        List<MatchedMethod> possible = new ArrayList<>(walked);
        possible.addAll(others);
        for (MatchedMethod locator : possible) {
            Endpoint own = rules.of(locator.resource(), locator.method(), locator.annotated());
            if (own.isUndeclared() && hidesImplementation.test(locator)) {
                return endpoint.invalid(EndpointRules.hidden(locator.resource(), locator.method()));
            }
            Endpoint added =
                    own.isUndeclared() ? rules.underOwners(locator.owners().get(), locator.resource(), own) : own;
            if (added.declaration() != null) {
                all.add(added.declaration());
            }
        }
        List<String> paths = new ArrayList<>();
        paths.add(rules.rootPath(walked.get(0).resource()));
        walked.forEach(locator -> paths.add(rules.ownPath(locator.resource(), locator.method())));
        return rules.combinedWith(List.copyOf(all), path(paths, ownPath), endpoint);
    }

    /**
     * The endpoint, if the runtime did not name the locators.
     *
     * @param ancestors the matched resources in front of the endpoint's own, the root first
     * @param child the class of the endpoint's own resource
     * @param ownPath the path of the endpoint's method
     */
    static Endpoint behindAny(
            EndpointRules rules, List<Class<?>> ancestors, Class<?> child, Endpoint endpoint, String ownPath) {
        try {
            List<List<Locator>> possible = new ArrayList<>();
            for (int i = 0; i < ancestors.size(); i++) {
                Class<?> next = i + 1 < ancestors.size() ? ancestors.get(i + 1) : child;
                possible.add(candidates(rules, ancestors.get(i), next));
            }
            for (int i = 0; i < ancestors.size(); i++) {
                if (Runtimes.hidesImplementation(ancestors.get(i)) && !areDeclared(possible.get(i))) {
                    return endpoint.invalid(EndpointRules.hidden(ancestors.get(i)));
                }
            }
            List<String> paths = new ArrayList<>();
            paths.add(rules.rootPath(ancestors.get(0)));
            possible.forEach(level -> paths.add(level.size() == 1 ? level.get(0).path() : UNKNOWN));
            return rules.combinedWith(declarations(ancestors, possible), path(paths, ownPath), endpoint);
        } catch (InvalidDeclaration e) {
            return endpoint.invalid(String.valueOf(e.getMessage()));
        }
    }

    /** The locators of a class that can have led to another one; all of them if none seems to. */
    private static List<Locator> candidates(EndpointRules rules, Class<?> ancestor, Class<?> child) {
        List<Locator> all = rules.locators(ancestor);
        List<Locator> fitting =
                all.stream().filter(locator -> locator.mayLeadTo(child)).toList();
        return fitting.isEmpty() ? all : fitting;
    }

    private static boolean areDeclared(List<Locator> possible) {
        return !possible.isEmpty() && possible.stream().noneMatch(locator -> locator.declaration() == null);
    }

    /**
     * The declarations of all locators that the request may have gone through; of the class if it
     * has no locator.
     */
    private static List<Declaration> declarations(List<Class<?>> ancestors, List<List<Locator>> possible) {
        Set<@Nullable Declaration> all = new LinkedHashSet<>();
        for (int i = 0; i < possible.size(); i++) {
            if (possible.get(i).isEmpty()) {
                all.add(EndpointRules.onClass(ancestors.get(i)));
            }
            possible.get(i).forEach(locator -> all.add(locator.declaration()));
        }
        all.remove(null);
        return List.copyOf(all);
    }

    /** Joins the path of the root, of the first locators, and of the method. */
    private static String path(List<String> paths, String ownPath) {
        boolean isLong = paths.size() > MAX_SHOWN + 1;
        List<String> shown = new ArrayList<>(isLong ? paths.subList(0, MAX_SHOWN + 1) : paths);
        shown.add(isLong ? UNKNOWN : ownPath);
        return ResourceAnnotations.join(shown.toArray(String[]::new));
    }
}
