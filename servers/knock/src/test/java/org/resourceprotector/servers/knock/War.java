package org.resourceprotector.servers.knock;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A WAR: the libraries of a module of {@code servers}, and files of text. Immutable. */
final class War {

    /** JARs of this project that are parts of an application, and no libraries of it. */
    private static final String OF_APPLICATIONS = "resource-protector-servers-";

    private static final String BEANS_XML = "WEB-INF/beans.xml";
    private static final String WEB_XML = "WEB-INF/web.xml";

    private final String module;
    private final Map<String, String> files;
    private final Predicate<String> classes;
    private final boolean hasLibraries;

    private War(String module, Map<String, String> files, Predicate<String> classes, boolean hasLibraries) {
        this.module = module;
        this.files = files;
        this.classes = classes;
        this.hasLibraries = hasLibraries;
    }

    /** With all classes in libraries, and a file that tells the application what it is to be. */
    static War of(String module, Map<String, String> settings) {
        return new War(module, Map.of(), name -> true, true).with("WEB-INF/classes/servers.properties", text(settings));
    }

    private War with(String file, String text) {
        Map<String, String> more = new LinkedHashMap<>(files);
        more.put(file, text);
        return new War(module, more, classes, hasLibraries);
    }

    /** With the application not in libraries but below {@code WEB-INF/classes}, for which this {@code beans.xml} counts. */
    War beansXml(String text) {
        return with(BEANS_XML, text);
    }

    /** With properties for MicroProfile Config. */
    War configuredBy(Map<String, String> properties) {
        return with("WEB-INF/classes/META-INF/microprofile-config.properties", text(properties));
    }

    /** With these of the classes of the application only, below {@code WEB-INF/classes}, and what {@code web.xml} says. */
    War only(Predicate<String> wanted, String webXml) {
        return new War(module, files, wanted, hasLibraries).with(WEB_XML, webXml);
    }

    /** With nothing but classes of the application, which is unpacked. */
    War withoutLibraries() {
        return new War(module, files, classes, false);
    }

    /** Writes it. */
    Path make(Path file) {
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                Set<String> unpacked = new HashSet<>();
                for (Path jar : libraries(Path.of("..", module, "target"))) {
                    if (isUnpacked() && jar.getFileName().toString().startsWith(OF_APPLICATIONS)) {
                        unpack(jar, zip, unpacked);
                    } else if (hasLibraries) {
                        zip.putNextEntry(new ZipEntry("WEB-INF/lib/" + jar.getFileName()));
                        Files.copy(jar, zip);
                    }
                }
                for (Map.Entry<String, String> text : files.entrySet()) {
                    add(zip, text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isUnpacked() {
        return files.containsKey(BEANS_XML) || files.containsKey(WEB_XML);
    }

    /** What the module has copied, and its own JAR, if it has code. */
    private static List<Path> libraries(Path target) throws IOException {
        List<Path> jars = new ArrayList<>();
        try (Stream<Path> copied = Files.list(target.resolve("lib"));
                Stream<Path> built = Files.list(target)) {
            copied.forEach(jars::add);
            built.filter(path -> path.getFileName()
                            .toString()
                            .matches(OF_APPLICATIONS + ".*\\d-SNAPSHOT\\.jar|" + OF_APPLICATIONS + ".*\\d\\.jar"))
                    .forEach(jars::add);
        }
        jars.sort(null);
        return jars;
    }

    private void unpack(Path jar, ZipOutputStream zip, Set<String> unpacked) throws IOException {
        try (ZipFile content = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) content.stream().map(ZipEntry.class::cast)::iterator) {
                String name = entry.getName();
                if (entry.isDirectory() || name.startsWith("META-INF/") || !classes.test(name) || !unpacked.add(name)) {
                    continue;
                }
                try (InputStream in = content.getInputStream(entry)) {
                    add(zip, "WEB-INF/classes/" + name, in.readAllBytes());
                }
            }
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content);
    }

    private static String text(Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        StringWriter text = new StringWriter();
        try {
            properties.store(text, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
