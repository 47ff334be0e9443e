package org.resourceprotector.servers.knock;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A WAR: the libraries of a module of {@code servers}, and a file that tells the application what it is to be. */
final class War {

    private War() {}

    /** Makes one. */
    static Path make(String module, Path file, Map<String, String> settings) {
        Path libraries = Path.of("..", module, "target", "lib");
        try (Stream<Path> content = Files.list(libraries)) {
            Files.createDirectories(file.getParent());
            try (OutputStream out = Files.newOutputStream(file);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                List<Path> jars = content.sorted().toList();
                for (Path jar : jars) {
                    zip.putNextEntry(new ZipEntry("WEB-INF/lib/" + jar.getFileName()));
                    Files.copy(jar, zip);
                }
                zip.putNextEntry(new ZipEntry("WEB-INF/classes/servers.properties"));
                zip.write(text(settings).getBytes(StandardCharsets.ISO_8859_1));
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Map<String, String> settings) throws IOException {
        Properties properties = new Properties();
        properties.putAll(settings);
        StringWriter text = new StringWriter();
        properties.store(text, null);
        return text.toString();
    }
}
