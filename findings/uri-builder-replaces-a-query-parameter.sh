#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-frontend-jaxrs); JDK 17 or 25
# Behaviour: UriBuilder.replaceQueryParam on a URI that is there already. Jersey leaves the old values
#            and adds a new one if the name is written with [ ]. For a name with %20, Jersey and RESTEasy
#            add one with +, and CXF encodes the old one again, so that it is a third one.
# Guess:     "The old values are gone, the new one is there, and nothing else changes."
# Seen:      "Jersey: http://a.example/?x%5B%5D=3&x[]=1&x[]=2", "RESTEasy:
#            http://a.example/?x%20y=1&x+y=2", "CXF: http://a.example/?x%2520y=1&x%20y=2".
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
import jakarta.ws.rs.core.UriBuilder;

public class Probe {
    static UriBuilder uri(String rest) {
        return UriBuilder.fromUri("http://a.example/" + rest);
    }

    public static void main(String[] args) {
        System.out.println(uri("?x[]=1&x[]=2").replaceQueryParam("x[]", "3").build());
        System.out.println(uri("?x=1#part").replaceQueryParam("x").build());
        System.out.println(uri("?x%20y=1").replaceQueryParam("x y", "2").build());
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java 2>err | sed "s/^/$runtime: /" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
Jersey: http://a.example/?x%5B%5D=3&x[]=1&x[]=2
Jersey: http://a.example/#part
Jersey: http://a.example/?x%20y=1&x+y=2
RESTEasy: http://a.example/?x%5B%5D=3
RESTEasy: http://a.example/#part
RESTEasy: http://a.example/?x%20y=1&x+y=2
CXF: http://a.example/?x[]=3
CXF: http://a.example/#part
CXF: http://a.example/?x%2520y=1&x%20y=2
S
