package org.resourceprotector.enforcement;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A rule and where it was declared. Holds no class, so that it can be kept without keeping a class loader.
 *
 * @param rule the rule
 * @param declaredAt {@code Class} or {@code Class#method}, or the setting that it comes from
 */
record Declaration(Rule rule, String declaredAt) {

    /** Joins the declarations of a chain of locators, from the root to the method: all of them must hold. */
    static Declaration all(List<Declaration> doors) {
        Rule rule = doors.stream().map(Declaration::rule).reduce(Rule.OPEN, Rule::and);
        String places = doors.stream()
                .filter(door -> door.rule.access() != Access.OPEN)
                .map(Declaration::declaredAt)
                .distinct()
                .collect(Collectors.joining(", "));
        return new Declaration(rule, places);
    }
}
