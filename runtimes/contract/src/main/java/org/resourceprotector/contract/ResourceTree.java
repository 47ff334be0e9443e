package org.resourceprotector.contract;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.resourceprotector.contract.PathTemplates.Template;

/**
 * A root resource and the sub-resources behind its locators, as a model: what a test knows of
 * generated classes.
 *
 * @param name the name of the class that holds the generated ones; the root's path in lower case
 * @param nodes the classes, the root first
 */
record ResourceTree(String name, List<Node> nodes) {

    /** A generated class. */
    record Node(String name, Mark mark, List<Member> members) {

        /** What holds for a member: its own mark, or that of the class. */
        Mark effective(Member member) {
            return member.mark().orElse(mark);
        }
    }

    /**
     * A locator, or a resource method.
     *
     * @param id its name
     * @param returned what a locator declares to return
     * @param target the index of the class that a locator leads to; negative for a resource method
     */
    record Member(String id, Template template, Mark mark, Returned returned, int target) {

        boolean isLocator() {
            return target >= 0;
        }
    }

    /** How a locator declares its sub-resource. */
    enum Returned {
        CLASS_ITSELF("%s", "new %s()"),
        SUPERCLASS("Base", "new %s()"),
        INTERFACE("Any", "new %s()"),
        OBJECT("Object", "new %s()"),
        CLASS_OBJECT("Class<%s>", "%s.class"),
        CLASS_OF_ANYTHING("Class<?>", "%s.class");

        private final String type;
        private final String value;

        Returned(String type, String value) {
            this.type = type;
            this.value = value;
        }

        String type(String target) {
            return type.formatted(target);
        }

        String value(String target) {
            return value.formatted(target);
        }
    }

    String path() {
        return "/" + rootPath();
    }

    String rootPath() {
        return name.toLowerCase(Locale.ROOT);
    }

    /** What holds for each member, by its name. */
    Map<String, Mark> marks() {
        Map<String, Mark> marks = new TreeMap<>();
        nodes.forEach(node -> node.members().forEach(member -> marks.put(member.id(), node.effective(member))));
        return marks;
    }
}
