package org.resourceprotector.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.resourceprotector.Protected;

/** Classes that are compiled from source when a test starts. */
final class GeneratedClasses {

    private GeneratedClasses() {}

    /**
     * Compiles the trees and loads their roots.
     *
     * @param folder an empty folder, for sources and classes
     */
    static List<Class<?>> roots(List<ResourceTree> trees, Path folder) {
        Map<String, String> sources = new LinkedHashMap<>();
        trees.forEach(tree -> sources.put(tree.name(), TreeSource.of(tree)));
        return load(
                sources,
                trees.stream()
                        .map(tree -> tree.name() + "$" + tree.nodes().get(0).name())
                        .toList(),
                folder);
    }

    /**
     * Compiles families and loads their resource classes.
     *
     * @param folder an empty folder, for sources and classes
     */
    static List<Class<?>> resources(List<TypeFamily> families, Path folder) {
        Map<String, String> sources = new LinkedHashMap<>();
        families.forEach(family -> sources.put(family.name(), FamilySource.of(family)));
        return load(
                sources,
                families.stream()
                        .map(family ->
                                family.name() + "$" + family.classes().get(0).name())
                        .toList(),
                folder);
    }

    private static List<Class<?>> load(Map<String, String> sources, List<String> names, Path folder) {
        try {
            List<Path> files = new ArrayList<>();
            for (Map.Entry<String, String> source : sources.entrySet()) {
                files.add(Files.writeString(folder.resolve(source.getKey() + ".java"), source.getValue()));
            }
            compile(files, folder);
            ClassLoader loader = loader(folder);
            List<Class<?>> loaded = new ArrayList<>();
            for (String name : names) {
                loaded.add(loader.loadClass(TreeSource.PACKAGE + "." + name));
            }
            return loaded;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void compile(List<Path> sources, Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            List<String> options = List.of("-proc:none", "-d", folder.toString(), "-classpath", classPath());
            boolean compiled = compiler.getTask(
                            null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
                    .call();
            if (!compiled) {
                throw new IllegalStateException("the generated classes do not compile");
            }
        }
    }

    private static String classPath() {
        return Stream.of(jakarta.ws.rs.Path.class, Protected.class, Trail.class)
                .map(GeneratedClasses::location)
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static String location(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stays open as long as its classes are in use, which is until the tests end. */
    private static ClassLoader loader(Path folder) throws IOException {
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, GeneratedClasses.class.getClassLoader());
    }
}
