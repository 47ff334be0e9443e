package org.resourceprotector.contract;

import org.resourceprotector.contract.ResourceTree.Member;
import org.resourceprotector.contract.ResourceTree.Node;

/**
 * Writes a resource tree as Java source. Its methods answer by which locators they were reached,
 * and their own name.
 */
final class TreeSource {

    static final String PACKAGE = "org.resourceprotector.contract.generated";

    private TreeSource() {}

    static String of(ResourceTree tree) {
        StringBuilder source = new StringBuilder(1024);
        source.append("package ").append(PACKAGE).append(";\n");
        source.append("import jakarta.ws.rs.GET;\n");
        source.append("import jakarta.ws.rs.Path;\n");
        source.append("import org.resourceprotector.Protected;\n");
        source.append("import org.resourceprotector.Unprotected;\n");
        source.append("import org.resourceprotector.contract.Trail;\n");
        source.append("public final class ").append(tree.name()).append(" {\n");
        source.append("public interface Any {}\n");
        source.append("public static class Base implements Any {}\n");
        for (Node node : tree.nodes()) {
            append(source, tree, node);
        }
        return source.append("}\n").toString();
    }

    private static void append(StringBuilder source, ResourceTree tree, Node node) {
        boolean root = node.equals(tree.nodes().get(0));
        source.append(root ? "@Path(\"" + tree.rootPath() + "\") " : "");
        source.append(node.mark().annotation()).append(" public static class ");
        source.append(node.name()).append(root ? " {\n" : " extends Base {\n");
        source.append("  private final String trail = ").append(root ? "\"\"" : "Trail.received()");
        source.append(";\n");
        for (Member member : node.members()) {
            append(source, tree, member);
        }
        source.append("}\n");
    }

    private static void append(StringBuilder source, ResourceTree tree, Member member) {
        String path = member.template().path();
        source.append("  ").append(member.isLocator() ? "" : "@GET ");
        source.append(path.isEmpty() ? "" : "@Path(\"" + path.replace("\\", "\\\\") + "\") ");
        source.append(member.mark().annotation()).append(" public ");
        if (member.isLocator()) {
            String target = tree.nodes().get(member.target()).name();
            source.append(member.returned().type(target)).append(' ').append(member.id());
            source.append("() { Trail.pass(trail + \" ").append(member.id()).append("\"); return ");
            source.append(member.returned().value(target)).append("; }\n");
        } else {
            source.append("String ").append(member.id()).append("() { return \"ran\" + trail + \" ");
            source.append(member.id()).append("\"; }\n");
        }
    }
}
