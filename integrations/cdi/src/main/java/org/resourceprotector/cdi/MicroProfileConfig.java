package org.resourceprotector.cdi;

import java.util.Map;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;
import org.resourceprotector.properties.KnownSettings;

/** The properties of MicroProfile Config, if an application has it. Stateless. */
final class MicroProfileConfig {

    private MicroProfileConfig() {}

    /**
     * What is set of this library's.
     *
     * @return names and values; empty if there is no MicroProfile Config
     * @throws IllegalStateException if a name is not known, or a value empty
     */
    static Map<String, String> values() {
        return isThere() ? Source.values() : Map.of();
    }

    private static boolean isThere() {
        try {
            Class.forName(
                    "org.eclipse.microprofile.config.ConfigProvider", false, MicroProfileConfig.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError none) {
            return false;
        }
    }

    /** Loaded only if there is one. */
    private static final class Source {

        static Map<String, String> values() {
            Config config = ConfigProvider.getConfig();
            return KnownSettings.collect(config.getPropertyNames(), name -> value(config.getConfigValue(name)));
        }

        /** An empty one has no value, and is set all the same. */
        private static @Nullable String value(ConfigValue property) {
            String raw = property.getRawValue();
            return raw == null || raw.isBlank() ? raw : property.getValue();
        }
    }
}
