package org.resourceprotector.contract;

import java.util.List;
import java.util.stream.Collectors;
import org.resourceprotector.contract.TypeFamily.Member;
import org.resourceprotector.contract.TypeFamily.Operation;

/** Writes a family of types as Java source. Its methods answer that they ran, and where. */
final class FamilySource {

    private FamilySource() {}

    static String of(TypeFamily family) {
        StringBuilder source = new StringBuilder(1024);
        source.append("package ").append(TreeSource.PACKAGE).append(";\n");
        source.append("import jakarta.ws.rs.GET;\n");
        source.append("import jakarta.ws.rs.Path;\n");
        source.append("import org.resourceprotector.Protected;\n");
        source.append("import org.resourceprotector.Unprotected;\n");
        source.append("public final class ").append(family.name()).append(" {\n");
        String variable = family.isGeneric() ? "<T>" : "";
        for (Member type : family.interfaces()) {
            source.append(type.mark().annotation()).append(" public interface ").append(type.name());
            source.append(variable)
                    .append(list(" extends ", type.interfaces(), variable))
                    .append(" {\n");
            type.methods().forEach(method -> append(source, type, method, family.isGeneric()));
            source.append("}\n");
        }
        List<Member> classes = family.classes();
        for (int i = 0; i < classes.size(); i++) {
            Member type = classes.get(i);
            boolean isResource = i == 0;
            String argument = !family.isGeneric() ? "" : isResource ? "<String>" : "<T>";
            source.append(isResource ? "@Path(\"" + family.path("").replaceFirst("/$", "") + "\") " : "");
            source.append(type.mark().annotation())
                    .append(isResource ? " public static class " : " public abstract static class ")
                    .append(type.name());
            source.append(isResource ? "" : variable);
            source.append(
                    i + 1 < classes.size() ? " extends " + classes.get(i + 1).name() + argument : "");
            source.append(list(" implements ", type.interfaces(), argument)).append(" {\n");
            type.methods().forEach(method -> append(source, type, method, family.isGeneric() && !isResource));
            source.append("}\n");
        }
        return source.append("}\n").toString();
    }

    private static String list(String word, List<Member> types, String argument) {
        return types.stream()
                .map(type -> type.name() + argument)
                .collect(Collectors.joining(", ", word, ""))
                .replaceFirst("^" + word + "$", "");
    }

    private static void append(StringBuilder source, Member type, Operation method, boolean isGeneric) {
        String returned = isGeneric ? "T" : "String";
        source.append("  ").append(method.isResource() ? "@GET @Path(\"/" + method.name() + "\") " : "");
        source.append(method.mark().annotation())
                .append(" public ")
                .append(returned)
                .append(' ');
        source.append(method.name()).append("()");
        source.append(method.hasBody() ? " { return (" + returned + ") \"ran " + type.name() + "\"; }\n" : ";\n");
    }
}
