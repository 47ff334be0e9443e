#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-frontend-jaxrs); JDK 17 or 25
# Behaviour: CacheControl.valueOf, by which a client reads Cache-Control. CXF compares names with case:
#            "No-Store, Max-Age=0" forbids nothing and has no age. RESTEasy cuts a quoted list of an
#            extension at its comma and makes a directive of the rest; CXF keeps the quotes in values.
# Guess:     "Directives are compared without case, and a quoted value is one value" (RFC 9111, 5.2).
# Seen:      "CXF: no-store false, max-age -1", "RESTEasy: extension {b\"=, x=a}".
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
import jakarta.ws.rs.core.CacheControl;
import java.util.TreeMap;

public class Probe {
    public static void main(String[] args) {
        CacheControl forbids = CacheControl.valueOf("No-Store, Max-Age=0");
        System.out.println("no-store " + forbids.isNoStore() + ", max-age " + forbids.getMaxAge());
        CacheControl extended = CacheControl.valueOf("max-age=5, x=\"a,b\"");
        System.out.println("extension " + new TreeMap<>(extended.getCacheExtension()));
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java 2>err | sed "s/^/$runtime: /" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
Jersey: no-store true, max-age 0
Jersey: extension {x=a,b}
RESTEasy: no-store true, max-age 0
RESTEasy: extension {b"=, x=a}
CXF: no-store false, max-age -1
CXF: extension {x="a,b"}
S
