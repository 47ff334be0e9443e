#!/usr/bin/env bash
# Packages:  jakarta.ws.rs:jakarta.ws.rs-api 4.0.0 (with Jersey 4.0.2's response builder)
# Behaviour: new NotAuthorizedException("Bearer", "DPoP") sends DPoP only. For two strings Java
#            picks the constructor (String message, Object challenge, Object... more), so the first
#            challenge becomes the exception's message. One string is a challenge again, and three
#            strings lose one as well.
# Guess:     "Its arguments are challenges", as with one argument and as the varargs look.
# Seen:      "two strings: challenges [DPoP], on the wire [DPoP], message Bearer".
set -euo pipefail
dir=$(mktemp -d); trap 'rm -rf "$dir"' EXIT; cd "$dir"
dep() { printf '<dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>' "$@"; }
{ echo '<project><modelVersion>4.0.0</modelVersion><groupId>f</groupId><artifactId>f</artifactId>'
  echo '<version>1</version><dependencies>'
  dep jakarta.ws.rs jakarta.ws.rs-api 4.0.0; dep org.glassfish.jersey.core jersey-common 4.0.2
  echo '</dependencies></project>'; } >pom.xml
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib

cat >Probe.java <<'J'
import jakarta.ws.rs.NotAuthorizedException;

public class Probe {
    public static void main(String[] args) {
        show("one string", new NotAuthorizedException("Bearer"));
        show("two strings", new NotAuthorizedException("Bearer", "DPoP"));
        show("three strings", new NotAuthorizedException("Bearer", "DPoP", "Basic"));
        show("two objects", new NotAuthorizedException((Object) "Bearer", "DPoP"));
    }

    static void show(String what, NotAuthorizedException exception) {
        System.out.println(what + ": challenges " + exception.getChallenges() + ", on the wire "
            + exception.getResponse().getHeaders().get("WWW-Authenticate") + ", message " + exception.getMessage());
    }
}
J
java -cp 'lib/*' Probe.java 2>err | tee seen || { cat err; exit 1; }
diff seen - <<'E'
one string: challenges [Bearer], on the wire [Bearer], message HTTP 401 Unauthorized
two strings: challenges [DPoP], on the wire [DPoP], message Bearer
three strings: challenges [DPoP, Basic], on the wire [DPoP, Basic], message Bearer
two objects: challenges [Bearer, DPoP], on the wire [Bearer, DPoP], message HTTP 401 Unauthorized
E
