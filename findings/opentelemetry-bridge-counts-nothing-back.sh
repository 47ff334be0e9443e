#!/usr/bin/env bash
# Packages:  io.opentelemetry.instrumentation:opentelemetry-micrometer-1.5 2.31.1-alpha,
#            io.opentelemetry:opentelemetry-sdk 1.65.0, io.micrometer:micrometer-core 1.17.2
# Behaviour: meters of the bridge export what they should, but cannot be read: a counter says NaN, a
#            timer's count 0, its total NaN, and yet its max is right. So a health check or a test
#            that reads its own counter compares with NaN, which is never true.
# Guess:     "Meter.count() is the API; the registry behind it does not matter."
# Seen:      "counter NaN, timer count 0 total NaN max 2.0", and "exported 3.0".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep io.opentelemetry.instrumentation opentelemetry-micrometer-1.5 2.31.1-alpha
  dep io.opentelemetry opentelemetry-sdk 1.65.0; dep io.opentelemetry opentelemetry-sdk-testing 1.65.0
  dep io.micrometer micrometer-core 1.17.2
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import io.opentelemetry.instrumentation.micrometer.v1_5.OpenTelemetryMeterRegistry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

public class Probe {
    public static void main(String[] args) {
        var exported = InMemoryMetricReader.create();
        var sdk = OpenTelemetrySdk.builder().setMeterProvider(
            SdkMeterProvider.builder().registerMetricReader(exported).build()).build();
        var bridge = OpenTelemetryMeterRegistry.create(sdk);
        var counter = bridge.counter("refused");
        counter.increment(3);
        var timer = bridge.timer("validation");
        timer.record(Duration.ofSeconds(2));
        System.out.println("counter " + counter.count() + ", timer count " + timer.count() + " total "
            + timer.totalTime(TimeUnit.SECONDS) + " max " + timer.max(TimeUnit.SECONDS));
        for (var metric : exported.collectAllMetrics())
            if (metric.getName().equals("refused"))
                System.out.println("exported " + metric.getDoubleSumData().getPoints().iterator().next().getValue());
    }
}
J
java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
counter NaN, timer count 0 total NaN max 2.0
exported 3.0
E
