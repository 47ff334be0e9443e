#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-frontend-jaxrs); JDK 17 or 25
# Behaviour: the two older formats of an HTTP date, which recipients must accept (RFC 9110, 5.6.7).
#            RESTEasy takes the year 94 of the RFC 850 format for 2094; CXF reads neither format and
#            answers null. Jersey reads all three.
# Guess:     "A date that seems to be more than 50 years in the future is in the past, as the RFC says;
#            all three formats are read."
# Seen:      "RESTEasy: Sunday, 06-Nov-94 08:49:37 GMT is 2094-11-06T08:49:37Z", "CXF: Sun Nov  6
#            08:49:37 1994 is null".
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
import jakarta.ws.rs.ext.RuntimeDelegate;
import java.util.Date;
import java.util.List;

public class Probe {
    public static void main(String[] args) {
        var dates = RuntimeDelegate.getInstance().createHeaderDelegate(Date.class);
        for (String date : List.of(
                "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994")) {
            Date read = dates.fromString(date);
            System.out.println(date + " is " + (read == null ? null : read.toInstant()));
        }
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java 2>err | sed "s/^/$runtime: /" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
Jersey: Sun, 06 Nov 1994 08:49:37 GMT is 1994-11-06T08:49:37Z
Jersey: Sunday, 06-Nov-94 08:49:37 GMT is 1994-11-06T08:49:37Z
Jersey: Sun Nov  6 08:49:37 1994 is 1994-11-06T08:49:37Z
RESTEasy: Sun, 06 Nov 1994 08:49:37 GMT is 1994-11-06T08:49:37Z
RESTEasy: Sunday, 06-Nov-94 08:49:37 GMT is 2094-11-06T08:49:37Z
RESTEasy: Sun Nov  6 08:49:37 1994 is 1994-11-06T08:49:37Z
CXF: Sun, 06 Nov 1994 08:49:37 GMT is 1994-11-06T08:49:37Z
CXF: Sunday, 06-Nov-94 08:49:37 GMT is null
CXF: Sun Nov  6 08:49:37 1994 is null
S
