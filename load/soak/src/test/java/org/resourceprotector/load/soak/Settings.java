package org.resourceprotector.load.soak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How long, on what, and with which chaos. Immutable, thread-safe.
 *
 * @param publish where the report goes beside {@code target/report}; null if nowhere
 */
record Settings(Duration time, List<String> engines, long seed, Path publish) {

    static Settings ofSystem() {
        long seed = Long.getLong("soak.seed", 0);
        String publish = System.getProperty("soak.publish", "");
        return new Settings(
                Duration.ofMinutes(Long.getLong("soak.minutes", 10)),
                List.of(System.getProperty("soak.engines", "jersey,resteasy,cxf,quarkus")
                        .split(",", -1)),
                seed == 0 ? System.currentTimeMillis() : seed,
                publish.isEmpty() ? null : Path.of(publish));
    }
}
