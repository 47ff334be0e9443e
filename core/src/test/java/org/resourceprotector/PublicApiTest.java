package org.resourceprotector;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The public API is a text that is reviewed. {@code -Dapi.update=true} writes it anew. */
class PublicApiTest {

    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path API = Path.of("api.txt");
    private static final String ROOT_PACKAGE = "org.resourceprotector";

    /** The exported packages, without the name of the first. */
    private static final List<String> EXPORTED =
            ModuleFinder.of(Path.of("target", "classes"))
                    .find(ROOT_PACKAGE)
                    .orElseThrow()
                    .descriptor()
                    .exports()
                    .stream()
                    .map(exported ->
                            exported.source().substring(ROOT_PACKAGE.length()).replace(".", ""))
                    .sorted()
                    .toList();

    @Test
    void publicApiIsWhatWasReviewed() throws Exception {
        String now = describe();
        if (Boolean.getBoolean("api.update")) {
            Files.writeString(API, now);
        }
        assertThat(now, is(Files.readString(API)));
    }

    private static String describe() throws IOException, ClassNotFoundException {
        StringBuilder text = new StringBuilder();
        for (String exported : EXPORTED) {
            for (String name : typesOf(exported)) {
                Class<?> type = Class.forName(name, false, PublicApiTest.class.getClassLoader());
                if (isVisible(type)) {
                    describe(type, text);
                }
            }
        }
        return text.toString();
    }

    private static SortedSet<String> typesOf(String exported) throws IOException {
        Path folder = CLASSES.resolve("org/resourceprotector").resolve(exported);
        try (Stream<Path> files = Files.list(folder)) {
            TreeSet<String> names = new TreeSet<>();
            files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.equals("package-info.class"))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .forEach(file ->
                            names.add("org.resourceprotector." + (exported.isEmpty() ? "" : exported + ".") + file));
            return names;
        }
    }

    private static boolean isVisible(Class<?> type) {
        return isVisible(type.getModifiers())
                && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static void describe(Class<?> type, StringBuilder text) {
        text.append(head(type));
        if (type.getGenericSuperclass() != null && type.getSuperclass() != Object.class) {
            text.append(" extends ").append(type.getGenericSuperclass().getTypeName());
        }
        if (type.getInterfaces().length > 0) {
            text.append(" implements ");
            text.append(String.join(
                    ", ",
                    Arrays.stream(type.getGenericInterfaces())
                            .map(java.lang.reflect.Type::getTypeName)
                            .toList()));
        }
        text.append('\n');
        TreeSet<String> members = new TreeSet<>();
        Stream.of(type.getDeclaredConstructors(), type.getDeclaredMethods(), type.getDeclaredFields())
                .flatMap(Arrays::stream)
                .map(Member.class::cast)
                .filter(member -> isVisible(member.getModifiers()) && !member.isSynthetic())
                .forEach(member -> members.add("    " + signature(member)));
        members.forEach(member -> text.append(member).append('\n'));
        text.append('\n');
    }

    /** JDK 17 does not print whether a type is sealed, and newer ones also print what is not. */
    private static String head(Class<?> type) {
        String text = type.toGenericString().replace("non-sealed ", "").replace(" sealed ", " ");
        return type.isSealed() ? text.replaceFirst(" (class|interface|enum) ", " sealed $1 ") : text;
    }

    private static String signature(Member member) {
        if (member instanceof Method method && method.getDefaultValue() != null) {
            Object value = method.getDefaultValue();
            return method.toGenericString() + " default "
                    + (value instanceof Object[] values ? Arrays.toString(values) : value);
        }
        return member instanceof Field field ? field.toGenericString() : ((Executable) member).toGenericString();
    }
}
