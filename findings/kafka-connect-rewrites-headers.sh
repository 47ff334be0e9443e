#!/usr/bin/env bash
# Packages:  org.apache.kafka:connect-api 4.4.0
# Behaviour: SimpleHeaderConverter, with which Kafka Connect reads and writes the headers of records unless told
#            otherwise, guesses a type for each value. What a record had in its header is not what it has after
#            a connector that touches no header: "007" is 7, "40392e35" (a commit) is 4.0392E39, "1.10" is 1.1;
#            and all behind a comma or colon is lost, if a number stands before it: "1,2" is 1, "10:30" is 10.
# Guess:     "A header that nobody asked for goes through as bytes", or is at least written as it was read.
# Seen:      "10:30 -> 10", "1,2 -> 1", "2026-01-01T00:00:00.000Z -> 2026-01-01".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep org.apache.kafka connect-api 4.4.0; dep org.slf4j slf4j-nop 1.7.36
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.storage.SimpleHeaderConverter;

public class Probe {
    public static void main(String[] args) {
        var converter = new SimpleHeaderConverter();
        for (String text : new String[] {"text", "W/\"1\"", "007", "+4930", "1.10", "1,2", "10:30",
            "8:text", "2026-01-01T00:00:00.000Z", "2026-01-01T00:00:00Z", "4bf92f35", "40392e35",
            "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}) {
            var read = converter.toConnectHeader("topic", "name", text.getBytes(StandardCharsets.UTF_8));
            byte[] written = converter.fromConnectHeader("topic", "name", read.schema(), read.value());
            System.out.println(text + " -> " + new String(written, StandardCharsets.UTF_8));
        }
    }
}
J
timeout 60 java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
text -> text
W/"1" -> W/"1"
007 -> 7
+4930 -> 4930
1.10 -> 1.1
1,2 -> 1
10:30 -> 10
8:text -> 8
2026-01-01T00:00:00.000Z -> 2026-01-01
2026-01-01T00:00:00Z -> 2026-01-01T00:00:00Z
4bf92f35 -> 4bf92f35
40392e35 -> 4.0392E39
00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01 -> 00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01
E
