package org.resourceprotector.enforcement;

import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The way of one request through sub-resource locators to its endpoint. Jakarta REST tells which resources were matched,
 * but not by which of their locators; where several fit and their rules differ, the path decides, and where that cannot
 * tell either, all of them must hold.
 */
final class Chain {

    private static final int MOST_WAYS = 256;

    /** A resource may lead to itself, so that the caller says how long a chain gets. */
    private static final int DEEPEST = 16;

    private final RuleBook book;
    private final List<Class<?>> ancestors;
    private final List<List<Locator>> levels = new ArrayList<>();
    private final String last;

    private Chain(RuleBook book, List<Class<?>> ancestors, Class<?> resource, Method method) {
        this.book = book;
        this.ancestors = ancestors;
        this.last = book.ownPath(resource, method);
        for (int i = 0; i < ancestors.size(); i++) {
            levels.add(candidates(ancestors.get(i), i + 1 < ancestors.size() ? ancestors.get(i + 1) : resource));
        }
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
            return new Chain(book, ancestors, resource, method).decide(uri, known.endpoint());
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

    private Decision decide(UriInfo uri, Endpoint endpoint) {
        List<List<Locator>> walked = agreed() ? levels : narrowed(PathForms.of(uri));
        List<Locator> firstWay = walked.stream()
                .filter(level -> !level.isEmpty())
                .map(level -> level.get(0))
                .toList();
        return book.behind(doors(walked), template(firstWay), endpoint);
    }

    /** Whether it does not matter which locator was walked through. */
    private boolean agreed() {
        for (List<Locator> level : levels) {
            for (Locator locator : level) {
                if (!Objects.equals(locator.declaration(), level.get(0).declaration())) {
                    return false;
                }
            }
        }
        return true;
    }

    /** The locators of each level that the path can have led through; all of them where it cannot tell. */
    private List<List<Locator>> narrowed(PathForms path) {
        List<List<Locator>> ways =
                ways().stream().filter(way -> path.match(template(way))).toList();
        if (ways.isEmpty()) {
            return levels;
        }
        List<List<Locator>> narrowed = new ArrayList<>();
        for (int i = 0; i < levels.size(); i++) {
            int level = i;
            narrowed.add(ways.stream().map(way -> way.get(level)).distinct().toList());
        }
        return narrowed;
    }

    /** All combinations of locators, one of each level; none where there would be too many. */
    private List<List<Locator>> ways() {
        if (levels.size() > DEEPEST) {
            return List.of();
        }
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

    private String template(List<Locator> way) {
        List<String> paths = new ArrayList<>();
        paths.add(book.rootPath(ancestors.get(0)));
        for (Locator locator : way.subList(0, Math.min(way.size(), DEEPEST))) {
            paths.add(locator.path());
        }
        paths.add(way.size() > DEEPEST ? "\u2026" : last);
        return Routes.join(paths.toArray(String[]::new));
    }

    /** The declarations of all locators that may have been walked through; of the class where it has no locator. */
    private List<Declaration> doors(List<List<Locator>> walked) {
        Set<Declaration> doors = new LinkedHashSet<>();
        for (int i = 0; i < walked.size(); i++) {
            if (walked.get(i).isEmpty()) {
                doors.addAll(book.onClass(ancestors.get(i)));
            }
            for (Locator locator : walked.get(i)) {
                if (locator.declaration() != null) {
                    doors.add(locator.declaration());
                }
            }
        }
        return List.copyOf(doors);
    }
}
