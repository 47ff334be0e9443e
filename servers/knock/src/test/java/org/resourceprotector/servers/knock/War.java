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
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A WAR: the libraries of a module of {@code servers}, and a file that tells the application what it is to be. */
final class War {

    /** JARs of this project that are parts of an application, and no libraries of it. */
    private static final String OF_APPLICATIONS = "resource-protector-servers-";

    private War() {}

    /** Makes one with all classes in libraries, and no {@code beans.xml}. */
    static Path make(String module, Path file, Map<String, String> settings) {
        return make(module, file, settings, "");
    }

    /**
     * Makes one. If there is a text for {@code beans.xml}, the application is not in libraries but below {@code WEB-INF/classes},
     * for which that file counts.
     */
    static Path make(String module, Path file, Map<String, String> settings, String beansXml) {
        try {
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                Set<String> unpacked = new HashSet<>();
                for (Path jar : libraries(Path.of("..", module, "target"))) {
                    if (!beansXml.isEmpty() && jar.getFileName().toString().startsWith(OF_APPLICATIONS)) {
                        unpack(jar, zip, unpacked);
                    } else {
                        zip.putNextEntry(new ZipEntry("WEB-INF/lib/" + jar.getFileName()));
                        Files.copy(jar, zip);
                    }
                }
                add(zip, "WEB-INF/classes/servers.properties", text(settings).getBytes(StandardCharsets.ISO_8859_1));
                if (!beansXml.isEmpty()) {
                    add(zip, "WEB-INF/beans.xml", beansXml.getBytes(StandardCharsets.UTF_8));
                }
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private static void unpack(Path jar, ZipOutputStream zip, Set<String> unpacked) throws IOException {
        try (ZipFile content = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) content.stream().map(ZipEntry.class::cast)::iterator) {
                String name = entry.getName();
                if (entry.isDirectory() || name.startsWith("META-INF/") || !unpacked.add(name)) {
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

    private static String text(Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        StringWriter text = new StringWriter();
        properties.store(text, null);
        return text.toString();
    }
}
