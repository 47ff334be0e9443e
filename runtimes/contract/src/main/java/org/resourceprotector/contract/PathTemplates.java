package org.resourceprotector.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * The path templates of generated locators and methods, with paths that match them or nearly do.
 */
final class PathTemplates {

    /** A template, and what to call it by. */
    record Template(String path, List<String> samples) {

        private static Template of(String path, String... samples) {
            return new Template(path, List.of(samples));
        }

        /**
         * Whether it matches an empty path; a runtime would never come to an end with one that
         * leads to its own class.
         */
        boolean matchesNothing() {
            return samples.contains("");
        }

        /**
         * Whether the two match the same paths, or one of them the beginning of what the other one
         * does.
         */
        private boolean isNear(Template other) {
            return samples.stream()
                    .anyMatch(mine -> other.samples.stream()
                            .anyMatch(
                                    its -> mine.regionMatches(true, 0, its, 0, Math.min(mine.length(), its.length()))));
        }
    }

    /**
     * No two have the same expression, because runtimes refuse a class in which they cannot tell
     * locators apart.
     */
    private static final List<Template> LOCATORS = List.of(
            Template.of("docs", "docs", "DOCS", "Docs"),
            Template.of("docs/secret", "docs/secret", "docs/SECRET", "docs/secret/secret", "docs//secret"),
            Template.of("docs/{d}", "docs/secret", "docs/other"),
            Template.of("DOCS", "DOCS", "docs"),
            Template.of("/secret/x/", "secret/x", "secret/x/", "secret"),
            Template.of("secret", "secret", "Secret", "secret/secret"),
            Template.of("a b", "a%20b", "a+b", "ab"),
            Template.of("a%2Fb", "a%2Fb", "a/b", "a%2fb"),
            Template.of("{any}", "docs", "secret", "public", "42", "a.b", "a-b"),
            Template.of("{lower: [a-z]+}", "docs", "secret", "Docs", "abc"),
            Template.of("{slash: [a-z]+/}", "docs/", "secret/", "docs", "abc//"),
            Template.of("{word: \\w+}", "docs", "Docs_1", "42"),
            Template.of("{digits: [0-9]+}", "42", "007", "4a"),
            Template.of("{notPublic: (?!public)[^/]+}", "docs", "public", "PUBLIC", "publicity", "Public"),
            Template.of("{notDocs: (?!docs$)[^/]+}", "docs", "docs1", "DOCS", "secret"),
            Template.of("{ignoring: (?i:docs|secret)}", "docs", "DOCS", "sEcret"),
            Template.of("{two: [a-z]{2}}", "ab", "AB", "abc"),
            Template.of("{several: .+}", "docs", "docs/secret", "a/b/c"),
            Template.of("{rest: .*}", "", "docs", "docs/secret", "/"),
            Template.of("{optional: (?:docs)?}", "", "docs", "Docs"),
            Template.of("docs{behind: (?:/[a-z]+)?}", "docs", "docs/secret", "docs/Secret"),
            Template.of("{first}/{second}", "docs/secret", "a/b", "docs/x"),
            Template.of("d{tail}", "docs", "d1", "D1"),
            Template.of("{name}.{extension: [a-z]+}", "a.txt", "docs.x", "a.TXT"));

    private static final Template REST = Template.of("{path: .*}", "", "x", "docs", "docs/secret", "secret", "x/y/z");

    private static final List<Template> METHODS = List.of(
            REST,
            Template.of("", "", "/"),
            Template.of("x", "x", "X", "x/"),
            Template.of("docs/secret/x", "docs/secret/x"),
            Template.of("{id}", "x", "docs", "secret"),
            Template.of("secret/{id: [a-z]+}", "secret/x", "secret/X", "secret/docs"));

    private PathTemplates() {}

    /**
     * Some locators' templates, all different, most of which match or nearly match what another one
     * does.
     */
    static List<Template> locators(Random random, int count) {
        List<Template> some = new ArrayList<>();
        for (Template template : shuffled(LOCATORS, random)) {
            boolean near = some.isEmpty() || some.stream().anyMatch(template::isNear) || random.nextInt(4) == 0;
            if (near && some.size() < count) {
                some.add(template);
            }
        }
        return List.copyOf(some);
    }

    /** Some methods' templates, all different. */
    static List<Template> methods(Random random, int count) {
        List<Template> some = new ArrayList<>();
        some.add(random.nextInt(3) > 0 ? REST : METHODS.get(random.nextInt(METHODS.size())));
        for (Template template : shuffled(METHODS, random)) {
            if (some.size() < count && !some.contains(template)) {
                some.add(template);
            }
        }
        return List.copyOf(some);
    }

    private static List<Template> shuffled(List<Template> all, Random random) {
        List<Template> shuffled = new ArrayList<>(all);
        Collections.shuffle(shuffled, random);
        return shuffled;
    }
}
