#!/usr/bin/env bash
# Packages:  io.micrometer:micrometer-registry-prometheus 1.17.2
# Behaviour: two meters with different names and legal types make every scrape throw: a summary
#            "pool.size" brings a gauge pool_size_max of its own, and a gauge "pool.size.max" (the
#            configured limit) meets it. Registering both is accepted without a warning, and not one
#            meter is lost but all. Another pair is lost quietly: "sessions" and "sessions.created"
#            are both exported as sessions_total, and the second one never appears.
# Guess:     "A collision is refused when the second meter is registered, or costs that meter only."
# Seen:      DuplicateLabelsException: Duplicate labels for metric "pool_size_max": {}.
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep io.micrometer micrometer-registry-prometheus 1.17.2
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.*;
import java.util.stream.Collectors;

public class Probe {
    public static void main(String[] args) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.counter("sessions").increment(5);
        registry.counter("sessions.created").increment(7);
        registry.counter("keys.created").increment(3);
        registry.summary("pool.size").record(2);
        System.out.println("before: " + scrape(registry));
        Gauge.builder("pool.size.max", () -> 10).register(registry);
        System.out.println("after one more gauge: " + scrape(registry));
    }

    static String scrape(PrometheusMeterRegistry registry) {
        try {
            return registry.scrape().lines().filter(line -> !line.startsWith("#")).sorted().collect(Collectors.joining(", "));
        } catch (RuntimeException failed) {
            return failed.getClass().getSimpleName() + ": " + failed.getMessage();
        }
    }
}
J
java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
before: keys_total 3.0, pool_size_count 1, pool_size_max 2.0, pool_size_sum 2.0, sessions_total 5.0
after one more gauge: DuplicateLabelsException: Duplicate labels for metric "pool_size_max": {}
E
