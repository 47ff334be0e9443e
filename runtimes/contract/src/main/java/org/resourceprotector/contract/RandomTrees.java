package org.resourceprotector.contract;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.resourceprotector.contract.PathTemplates.Template;
import org.resourceprotector.contract.ResourceTree.Member;
import org.resourceprotector.contract.ResourceTree.Node;
import org.resourceprotector.contract.ResourceTree.Returned;

/**
 * Makes resource trees: one to three levels of locators, two or three of them side by side, with
 * different rules.
 */
final class RandomTrees {

    private static final int MAX_DEPTH = 3;

    /** Most methods and classes carry nothing, so that it is the locators that decide. */
    private static final List<Mark> MARKS = List.of(
            Mark.NOTHING,
            Mark.NOTHING,
            Mark.NOTHING,
            Mark.NOTHING,
            Mark.NOTHING,
            Mark.UNPROTECTED,
            Mark.ANY_TOKEN,
            Mark.PROFILE,
            Mark.EMAIL,
            Mark.OPTIONAL);

    private final Random random;
    private int lastId;

    RandomTrees(Random random) {
        this.random = random;
    }

    ResourceTree next() {
        List<Node> nodes = new ArrayList<>();
        int depth = 1 + random.nextInt(MAX_DEPTH);
        int name = ++lastId;
        node(nodes, depth);
        return new ResourceTree("Tree" + name, List.copyOf(nodes));
    }

    /** Adds a class, with locators as long as there are levels left, and answers its index. */
    private int node(List<Node> nodes, int levels) {
        int index = nodes.size();
        nodes.add(null);
        List<Member> members = new ArrayList<>();
        if (levels > 0) {
            int[] children = new int[random.nextInt(3) == 0 ? 2 : 1];
            for (int i = 0; i < children.length; i++) {
                children[i] = node(nodes, levels - 1);
            }
            Iterator<Mark> marks = differentMarks();
            for (Template template : PathTemplates.locators(random, 2 + random.nextInt(2))) {
                boolean again = index > 0 && !template.matchesNothing() && random.nextInt(8) == 0;
                int target = again ? index : children[random.nextInt(children.length)];
                members.add(locator(template, marks.next(), target));
            }
        }
        if (levels == 0 || random.nextInt(3) == 0) {
            for (Template template : PathTemplates.methods(random, 1 + random.nextInt(2))) {
                members.add(new Member("m" + ++lastId, template, oneOf(MARKS), Returned.OBJECT, -1));
            }
        }
        Mark onClass = random.nextInt(2) == 0 ? oneOf(MARKS) : Mark.NOTHING;
        nodes.set(index, new Node("T" + index, onClass, List.copyOf(members)));
        return index;
    }

    private Member locator(Template template, Mark mark, int target) {
        return new Member("l" + ++lastId, template, mark, oneOf(List.of(Returned.values())), target);
    }

    private Iterator<Mark> differentMarks() {
        List<Mark> marks = new ArrayList<>(List.of(Mark.values()));
        Collections.shuffle(marks, random);
        return marks.iterator();
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
