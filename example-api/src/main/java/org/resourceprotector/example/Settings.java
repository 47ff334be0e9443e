package org.resourceprotector.example;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What the environment says. */
public final class Settings {

    private final String name;
    private final Map<String, String> environment;

    /** The name is that of the example, and of its database file. */
    public Settings(String name, Map<String, String> environment) {
        this.name = name;
        this.environment = Map.copyOf(environment);
    }

    public Optional<String> get(String variable) {
        return Optional.ofNullable(environment.get(variable)).filter(value -> !value.isBlank());
    }

    String name() {
        return name;
    }

    /** {@code PORT}, or 8080; 0 is any free port. */
    int port() {
        String port = get("PORT").orElse("8080");
        if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
            throw new IllegalArgumentException("PORT is a number from 0 to 65535, not " + port);
        }
        return Integer.parseInt(port);
    }

    /** {@code JDBC_URL}, or an H2 file in {@code DATA_DIR}, which is {@code ./data} where nothing is said. */
    String jdbcUrl() {
        return get("JDBC_URL").orElseGet(() -> "jdbc:h2:file:" + dataFile() + ";DB_CLOSE_ON_EXIT=FALSE");
    }

    /** Where the data are, without what may be secret. */
    String whereDataIs() {
        return get("JDBC_URL").isPresent() ? "the database of JDBC_URL" : dataFile() + ".mv.db";
    }

    private Path dataFile() {
        return Path.of(get("DATA_DIR").orElse("data"))
                .toAbsolutePath()
                .normalize()
                .resolve(name);
    }

    String jdbcUser() {
        return get("JDBC_USER").orElse("sa");
    }

    String jdbcPassword() {
        return get("JDBC_PASSWORD").orElse("");
    }
}
