package org.resourceprotector.enforcement;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.declaration.Locator;
import org.resourceprotector.declaration.ResourceAnnotations;
import org.resourceprotector.runtime.Walk;

/**
 * Of several locators that fit, those that a request can have gone through. Compares texts to the letter only: which path
 * a template matches is the runtime's affair. Stateless.
 */
final class PossibleLocators {

    /**
     * Behind more locators than this, no rule is left out. What the comparison costs grows with the square of their number,
     * which callers choose if a resource leads to itself.
     */
    static final int MAX_TOLD_APART = 64;

    private PossibleLocators() {}

    /**
     * Leaves out the locators that certainly were not walked.
     *
     * @param levels for each matched resource the locators that fit, the root first
     * @param walk what the runtime told
     * @param root the path of the root resource
     * @param last the path of the method, or those that it may have
     * @return for each matched resource at least one of its locators, if it has any
     */
    static List<List<Locator>> of(List<List<Locator>> levels, Walk walk, String root, List<String> last) {
        if (levels.size() > MAX_TOLD_APART) {
            return levels;
        }
        if (walk instanceof Walk.Template template) {
            return new OnTemplate(ResourceAnnotations.decoded(template.template()), levels).between(root, last);
        }
        if (walk instanceof Walk.Paths paths && paths.paths().size() == levels.size()) {
            return certain(levels, paths.paths(), root);
        }
        return levels;
    }

    /**
     * Whether what the runtime told is explained by locators that it certainly has, so that no other method was one.
     *
     * @param possible what was picked
     * @param levels from what it was picked
     * @param walk what the runtime told
     * @param root the path of the root resource; a slash if it has none, as is the case if a program made it
     * @return false if a method that does not look like a locator may have been walked
     */
    static boolean areCertain(List<List<Locator>> possible, List<List<Locator>> levels, Walk walk, String root) {
        boolean isOfAnnotations = !root.equals("/")
                && possible.stream().allMatch(level -> level.stream().anyMatch(Locator::isCertain));
        if (!isOfAnnotations || possible == levels || !(walk instanceof Walk.Paths paths)) {
            return isOfAnnotations && possible != levels;
        }
        String before = isLiteral(root) ? ResourceAnnotations.bare(root) : null;
        for (int i = 0; i < possible.size(); i++) {
            String reached = bareStart(paths.paths().get(i));
            String matched = before == null ? null : behind(before, reached);
            if (matched == null
                    || matched.isEmpty()
                    || !possible.get(i).stream()
                            .allMatch(locator ->
                                    ResourceAnnotations.bare(locator.path()).equals(matched))) {
                return false;
            }
            before = reached;
        }
        return true;
    }

    private static String bareStart(String path) {
        return path.startsWith("/") ? path.substring(1) : path;
    }

    /** The locators whose paths, joined, are the template that the runtime tells. */
    private record OnTemplate(String template, List<List<Locator>> levels) {

        List<List<Locator>> between(String root, List<String> last) {
            List<Set<Integer>> starts = starts(last);
            Set<Integer> reached = new LinkedHashSet<>();
            starts.get(0).stream().filter(start -> before(start, root) >= 0).forEach(reached::add);
            List<List<Locator>> walked = new ArrayList<>();
            for (int i = 0; i < levels.size(); i++) {
                Set<Integer> next = new LinkedHashSet<>();
                List<Locator> on = new ArrayList<>();
                for (Locator locator : levels.get(i)) {
                    for (int end : starts.get(i + 1)) {
                        if (reached.contains(before(end, locator.path()))) {
                            next.add(end);
                            on.add(locator);
                        }
                    }
                }
                if (on.isEmpty()) {
                    return levels;
                }
                walked.add(List.copyOf(new LinkedHashSet<>(on)));
                reached = next;
            }
            return walked;
        }

        /** For each level the places at which the paths of its locators can start, and at last where the method's does. */
        private List<Set<Integer>> starts(List<String> last) {
            List<Set<Integer>> lastFirst = new ArrayList<>();
            Set<Integer> starts = new LinkedHashSet<>();
            for (String path : last) {
                starts.add(before(template.length(), path));
            }
            starts.remove(-1);
            lastFirst.add(starts);
            for (int i = levels.size() - 1; i >= 0; i--) {
                Set<Integer> earlier = new LinkedHashSet<>();
                for (Locator locator : levels.get(i)) {
                    starts.forEach(end -> earlier.add(before(end, locator.path())));
                }
                earlier.remove(-1);
                lastFirst.add(earlier);
                starts = earlier;
            }
            Collections.reverse(lastFirst);
            return lastFirst;
        }

        /**
         * Where a path starts that ends before a place, slashes around it aside; -1 if it does not stand there. All
         * is compared decoded, because runtimes encode the characters that no URI can have, and differ in which.
         */
        private int before(int place, String path) {
            int end = place;
            while (end > 0 && template.charAt(end - 1) == '/') {
                end--;
            }
            String bare = ResourceAnnotations.decoded(ResourceAnnotations.bare(path));
            int start = end - bare.length();
            boolean isThere = start >= 0
                    && template.startsWith(bare, start)
                    && (bare.isEmpty() || start == 0 || template.charAt(start - 1) == '/');
            return isThere ? start : -1;
        }
    }

    /** For each level the one locator whose literal path is what was matched; all of them if that is not certain. */
    private static List<List<Locator>> certain(List<List<Locator>> levels, List<String> paths, String root) {
        List<List<Locator>> walked = new ArrayList<>();
        String before = isLiteral(root) ? ResourceAnnotations.bare(root) : null;
        for (int i = 0; i < levels.size(); i++) {
            String reached = bareStart(paths.get(i));
            String matched = before == null ? null : behind(before, reached);
            walked.add(matched == null ? levels.get(i) : certain(levels.get(i), matched));
            before = reached;
        }
        return walked;
    }

    /** What of a path stands behind the one before and a slash, to the letter; null if that is not its beginning. */
    private static @Nullable String behind(String before, String reached) {
        if (before.isEmpty()) {
            return reached;
        }
        return reached.startsWith(before + "/") ? reached.substring(before.length() + 1) : null;
    }

    private static List<Locator> certain(List<Locator> level, String matched) {
        List<Locator> equal = new ArrayList<>();
        for (Locator locator : level) {
            String path = ResourceAnnotations.bare(locator.path());
            if (path.equals(matched)) {
                equal.add(locator);
            } else if (!isLiteral(path)
                    && literals(path) >= ResourceAnnotations.decoded(matched).length()
                    && mayBegin(path, matched)) {
                return level;
            }
        }
        return matched.isEmpty() || equal.stream().noneMatch(Locator::isCertain) ? level : equal;
    }

    /** Whether a template can match a text, as far as its beginning tells; letters may be compared in any case. */
    private static boolean mayBegin(String path, String matched) {
        String beginning = path.substring(0, path.indexOf('{'));
        return beginning.indexOf('%') >= 0
                || matched.indexOf('%') >= 0
                || matched.regionMatches(true, 0, beginning, 0, beginning.length());
    }

    private static boolean isLiteral(String path) {
        return path.indexOf('{') < 0 && path.indexOf('}') < 0;
    }

    /** How many characters of a template stand outside of variables: the more, the sooner a runtime picks it. */
    private static int literals(String template) {
        String path = ResourceAnnotations.decoded(template);
        int literals = 0;
        int depth = 0;
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            } else if (depth == 0) {
                literals++;
            }
        }
        return literals;
    }
}
