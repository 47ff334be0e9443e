package org.resourceprotector.cdi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.properties.KnownSettings;

/** The properties of MicroProfile Config, if an application has it. Stateless. */
final class MicroProfileConfig {

    private MicroProfileConfig() {}

    /**
     * What is set of this library's.
     *
     * @return names and values; empty if there is no MicroProfile Config
     * @throws IllegalStateException if a name is not known, or a value is empty or has an expression that nothing sets; shows no value
     */
    static Map<String, String> values() {
        return isThere() ? Source.values() : Map.of();
    }

    /**
     * What is set of this library's where MicroProfile Config would read it, although there is none.
     *
     * @return names of properties and of environment variables; empty if there is a MicroProfile Config
     */
    static List<String> unread() {
        if (isThere()) {
            return List.of();
        }
        TreeSet<String> names = new TreeSet<>(System.getProperties().stringPropertyNames());
        names.addAll(ofFile());
        names.removeIf(name -> !name.startsWith(KnownSettings.PREFIX) && !KnownSettings.isVariable(name));
        System.getenv().keySet().stream().filter(KnownSettings::isVariable).forEach(names::add);
        return List.copyOf(names);
    }

    private static Set<String> ofFile() {
        Properties properties = new Properties();
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            for (URL file : Collections.list((loader == null ? MicroProfileConfig.class.getClassLoader() : loader)
                    .getResources("META-INF/microprofile-config.properties"))) {
                try (InputStream in = file.openStream()) {
                    properties.load(in);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.stringPropertyNames();
    }

    private static boolean isThere() {
        try {
            Class.forName(
                    "org.eclipse.microprofile.config.ConfigProvider", false, MicroProfileConfig.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError none) {
            return false;
        }
        return Source.isThere();
    }

    /** Loaded only if there is one. */
    private static final class Source {

        /** Whether the API has an implementation, which it looks for when it is asked. */
        static boolean isThere() {
            try {
                return ConfigProviderResolver.instance() != null;
            } catch (IllegalStateException apiAlone) {
                return false;
            }
        }

        static Map<String, String> values() {
            Config config = ConfigProvider.getConfig();
            return KnownSettings.collect(config.getPropertyNames(), name -> value(name, property(config, name)));
        }

        /** Says nothing of the message of the cause, which may show values. */
        private static ConfigValue property(Config config, String name) {
            try {
                return config.getConfigValue(name);
            } catch (RuntimeException e) {
                throw new IllegalStateException(name
                        + " cannot be read; are there expressions that nothing sets, or that lead to themselves? Cause: "
                        + e.getClass().getName());
            }
        }

        /** An empty one has no value, and is set all the same. So is one that asks for another that is not there. */
        private static @Nullable String value(String name, ConfigValue property) {
            String raw = property.getRawValue();
            String value = raw == null || raw.isBlank() ? raw : property.getValue();
            if (raw != null && value == null) {
                throw new IllegalStateException(name
                        + " has an expression that nothing sets, so that it would count for nothing; set what the"
                        + " expression names, give it a default, or remove the property");
            }
            return value;
        }
    }
}
