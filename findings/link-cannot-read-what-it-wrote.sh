#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-frontend-jaxrs); JDK 17 or 25
# Behaviour: Link.valueOf. Jersey cannot read two relations in one rel together with a title that holds
#            a semicolon. Jersey and RESTEasy refuse an attribute without a value, and cannot read what
#            their own Link.toString writes for a title with quotes; CXF reads it without the quotes.
# Guess:     "What a Link writes, a Link reads, and RFC 8288's examples are read."
# Seen:      "Jersey: two relations: IllegalArgumentException", "RESTEasy: own text:
#            IllegalArgumentException", "CXF: own text: a b c".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
get() { # folder, then dependencies
  mkdir "$1"; { echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo "<version>1</version><dependencies>$2</dependencies></project>"; } >"$1/pom.xml"
  mvn -q -B -f "$1/pom.xml" org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies \
    -DoutputDirectory=lib
}
get Jersey "$(dep org.glassfish.jersey.containers jersey-container-grizzly2-http 4.0.2
  dep org.glassfish.jersey.inject jersey-hk2 4.0.2)"
get RESTEasy "$(dep org.jboss.resteasy resteasy-undertow 7.0.1.Final)"
get CXF "$(dep org.apache.cxf cxf-rt-frontend-jaxrs 4.2.3
  dep org.apache.cxf cxf-rt-transports-http-jetty 4.2.3)"

cat >Probe.java <<'J'
import jakarta.ws.rs.core.Link;
import java.util.function.Supplier;

public class Probe {
    static void show(String what, Supplier<Object> read) {
        Object seen;
        try {
            seen = read.get();
        } catch (RuntimeException e) {
            seen = e.getClass().getSimpleName();
        }
        System.out.println(what + ": " + seen);
    }

    public static void main(String[] args) {
        show("two relations", () -> Link.valueOf("<http://a.example/>; rel=\"next last\"; title=\"a;b\"").getRels());
        show("no value", () -> Link.valueOf("<http://a.example/>; rel=preload; crossorigin").getRel());
        Link quoted = Link.fromUri("http://a.example/").title("a \"b\" c").rel("next").build();
        show("own text", () -> Link.valueOf(quoted.toString()).getTitle());
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java 2>err | sed "s/^/$runtime: /" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
Jersey: two relations: IllegalArgumentException
Jersey: no value: IllegalArgumentException
Jersey: own text: IllegalArgumentException
RESTEasy: two relations: [next, last]
RESTEasy: no value: IllegalArgumentException
RESTEasy: own text: IllegalArgumentException
CXF: two relations: [next, last]
CXF: no value: preload
CXF: own text: a b c
S
