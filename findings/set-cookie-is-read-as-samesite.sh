#!/usr/bin/env bash
# Packages:  Jersey 4.0.2 (jersey-container-grizzly2-http), RESTEasy 7.0.1.Final
#            (resteasy-undertow), Apache CXF 4.2.3 (cxf-rt-frontend-jaxrs); JDK 17 or 25
# Behaviour: NewCookie.valueOf, by which a client reads Set-Cookie: CXF takes the last attribute that it
#            does not know for the cookie, so that a cookie with SameSite is named SameSite and has lost
#            its value. RESTEasy drops Expires.
# Guess:     "SameSite is read, because NewCookie has it since Jakarta REST 3.1; an attribute that is
#            not known is ignored, as RFC 6265 says."
# Seen:      "CXF: SameSite=None", "Jersey: id=31", "RESTEasy: id=31".
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
import jakarta.ws.rs.core.NewCookie;

public class Probe {
    public static void main(String[] args) {
        String header = "id=31; Expires=Wed, 09 Jun 2027 10:18:14 GMT; Path=/; Secure; SameSite=None";
        NewCookie cookie = NewCookie.valueOf(header);
        System.out.println(cookie.getName() + "=" + cookie.getValue() + " expires " + (cookie.getExpiry() != null));
    }
}
J
for runtime in Jersey RESTEasy CXF; do
  timeout 60 java -cp "$runtime/lib/*" Probe.java 2>err | sed "s/^/$runtime: /" || { cat err; exit 1; }
done | tee seen
diff seen - <<'S'
Jersey: id=31 expires true
RESTEasy: id=31 expires false
CXF: SameSite=None expires true
S
