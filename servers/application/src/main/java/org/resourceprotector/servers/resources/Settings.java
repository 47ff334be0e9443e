package org.resourceprotector.servers.resources;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** What a test has told the application: by a file in its archive, or by system properties of its process. */
public final class Settings {

    private static final String FILE = "/servers.properties";

    private Settings() {}

    /** The setting of a name: of the archive, else of the process, else the one that is given. */
    public static String get(String name, String otherwise) {
        Properties settings = new Properties();
        try (InputStream file = Settings.class.getResourceAsStream(FILE)) {
            if (file != null) {
                settings.load(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return settings.getProperty(name, System.getProperty("servers." + name, otherwise));
    }
}
