package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way of one request through sub-resource locators to its endpoint. Jakarta REST tells which resources were matched,
 * but not by which of their locators; where several fit and their rules differ, the path decides, and where that cannot
 * tell either, all of them must hold.
 */
final class Chain {

    private static final int MOST_WAYS = 256;

    private final RuleBook book;
    private final List<Class<?>> ancestors = new ArrayList<>();
    private final List<List<Locator>> levels = new ArrayList<>();

    private Chain(RuleBook book) {
        this.book = book;
    }

    /**
     * Decides on an endpoint behind locators.
     *
     * @param ancestors the matched resources in front of the endpoint's own, the root first
     */
    static Decision decide(RuleBook book, UriInfo uri, List<Class<?>> ancestors, Class<?> resource, Method method) {
        Decision decision = book.of(resource, method);
        if (!(decision instanceof Decision.Known known)) {
            return decision;
        }
        try {
            Chain chain = new Chain(book);
            chain.ancestors.addAll(ancestors);
            for (int i = 0; i < ancestors.size(); i++) {
                chain.levels.add(
                        chain.candidates(ancestors.get(i), i + 1 < ancestors.size() ? ancestors.get(i + 1) : resource));
            }
            return chain.decide(uri, known.endpoint(), method, resource);
        } catch (InvalidDeclaration e) {
            return new Decision.Defective(known.endpoint(), String.valueOf(e.getMessage()));
        }
    }

    private List<Locator> candidates(Class<?> ancestor, Class<?> child) {
        List<Locator> all = book.locators(ancestor);
        List<Locator> fitting =
                all.stream().filter(locator -> locator.mayLeadTo(child)).toList();
        return fitting.isEmpty() ? all : fitting;
    }

    private Decision decide(UriInfo uri, Endpoint endpoint, Method method, Class<?> resource) {
        String last = Routes.path(Hierarchy.of(resource, method), method);
        List<List<Locator>> ways = ways();
        if (!agreed()) {
            List<List<Locator>> walked = walked(uri, ways, last);
            ways = walked.isEmpty() ? ways : walked;
        }
        return book.behind(doors(ways), ways.isEmpty() ? endpoint.path() : template(ways.get(0), last), endpoint);
    }

    /** Whether it does not matter which locator was walked through. */
    private boolean agreed() {
        return levels.stream()
                .allMatch(level ->
                        level.stream().map(Locator::declaration).distinct().count() <= 1);
    }

    /** All combinations of locators, one of each level; none where there would be too many. */
    private List<List<Locator>> ways() {
        List<List<Locator>> ways = List.of(List.of());
        for (List<Locator> level : levels) {
            if ((long) ways.size() * level.size() > MOST_WAYS || level.isEmpty()) {
                return List.of();
            }
            List<List<Locator>> longer = new ArrayList<>();
            for (List<Locator> way : ways) {
                for (Locator locator : level) {
                    List<Locator> next = new ArrayList<>(way);
                    next.add(locator);
                    longer.add(next);
                }
            }
            ways = longer;
        }
        return ways;
    }

    private List<List<Locator>> walked(UriInfo uri, List<List<Locator>> ways, @Nullable String last) {
        PathForms path = PathForms.of(uri);
        return ways.stream().filter(way -> path.match(template(way, last))).toList();
    }

    private String template(List<Locator> way, @Nullable String last) {
        String template = Routes.join(Routes.path(Hierarchy.of(ancestors.get(0))));
        for (Locator locator : way) {
            template = Routes.join(template, locator.path());
        }
        return Routes.join(template, last);
    }

    /** The declarations of all locators that may have been walked through; of the class where it has no locator. */
    private List<Declaration> doors(List<List<Locator>> ways) {
        Set<Declaration> doors = new LinkedHashSet<>();
        for (int i = 0; i < levels.size(); i++) {
            int level = i;
            if (levels.get(i).isEmpty()) {
                doors.addAll(book.onClass(ancestors.get(i)));
            } else if (ways.isEmpty()) {
                levels.get(i).stream()
                        .map(Locator::declaration)
                        .filter(Objects::nonNull)
                        .forEach(doors::add);
            } else {
                ways.stream()
                        .map(way -> way.get(level).declaration())
                        .filter(Objects::nonNull)
                        .forEach(doors::add);
            }
        }
        return List.copyOf(doors);
    }
}
