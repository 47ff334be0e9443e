package org.resourceprotector.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.resourceprotector.contract.ResourceTree.Member;
import org.resourceprotector.contract.ResourceTree.Node;

/**
 * Makes paths into a resource tree: a walk through its locators, and then spellings that a runtime
 * may read otherwise.
 */
final class RandomPaths {

    private static final int MAX_STEPS = 6;

    private final Random random;

    RandomPaths(Random random) {
        this.random = random;
    }

    String into(ResourceTree tree) {
        String path = tree.path() + walk(tree);
        for (int spellings = random.nextInt(3); spellings > 0; spellings--) {
            path = respelled(path, tree.path().length());
        }
        return path;
    }

    private String walk(ResourceTree tree) {
        StringBuilder path = new StringBuilder();
        Node node = tree.nodes().get(0);
        for (int i = 0; i < MAX_STEPS && node != null; i++) {
            if (node.members().isEmpty()) {
                return path.toString();
            }
            Member member = oneOf(node.members());
            List<String> samples = member.template().samples();
            String sample = random.nextBoolean() ? samples.get(0) : oneOf(samples);
            path.append(sample.isEmpty() ? "" : "/" + sample);
            node = member.isLocator() ? tree.nodes().get(member.target()) : null;
        }
        return path.toString();
    }

    /** One change to the part of a path behind the root's. */
    private String respelled(String path, int rootLength) {
        if (path.length() <= rootLength) {
            return path + oneOf(List.of("/", "//", ";a=b", ";", "/.", "/?a=b"));
        }
        int at = startOfEscape(path, rootLength + random.nextInt(path.length() - rootLength));
        int slash = path.lastIndexOf('/', at);
        String before = path.substring(0, at);
        String behind = path.substring(at + 1);
        char there = path.charAt(at);
        return switch (random.nextInt(10)) {
            case 0, 1 -> before + encoded(there) + behind;
            case 2 -> before + encoded(there).toLowerCase(Locale.ROOT) + behind;
            case 3 -> before + other(there) + behind;
            case 4 -> path.substring(0, slash) + "/" + path.substring(slash);
            case 5 -> path + oneOf(List.of("/", "/", "//"));
            case 6 -> withMatrix(path, at, oneOf(List.of(";", ";a", ";a=b", ";a=docs;b=/c")));
            case 7 ->
                path.substring(0, slash) + oneOf(List.of("/.", "/%2e", "/x/..", "/x/%2E%2e")) + path.substring(slash);
            case 8 -> path.substring(0, rootLength) + changedCase(path.substring(rootLength));
            default -> path + "/" + oneOf(List.of("x", "docs", "secret", "public"));
        };
    }

    /**
     * A position, or that of the escape it is in: runtimes answer a malformed one by themselves, or
     * not at all.
     */
    private static int startOfEscape(String path, int at) {
        int percent = path.lastIndexOf('%', at);
        return percent >= 0 && at - percent <= 2 ? percent : at;
    }

    /** Puts matrix parameters at the end of the segment that holds a position. */
    private static String withMatrix(String path, int at, String parameters) {
        int end = path.indexOf('/', at + 1);
        return end < 0 ? path + parameters : path.substring(0, end) + parameters + path.substring(end);
    }

    private static String encoded(char character) {
        return character == '%' ? "%25" : String.format("%%%02X", (int) character);
    }

    private static char other(char letter) {
        return Character.isUpperCase(letter) ? Character.toLowerCase(letter) : Character.toUpperCase(letter);
    }

    private String changedCase(String text) {
        List<String> segments = new ArrayList<>();
        for (String segment : text.split("/", -1)) {
            segments.add(random.nextBoolean() ? segment : segment.toUpperCase(Locale.ROOT));
        }
        return String.join("/", segments);
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
