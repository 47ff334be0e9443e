#!/usr/bin/env bash
# Packages:  WildFly 39.0.1.Final; JDK 17
# Behaviour: A WAR with one resource is replaced ten times on a server that runs. Each of the eleven is called by forty callers at
#            once. After the last one, and after collections with soft references cleared, class loaders of earlier ones are left.
#            In the heap of such a server, threads that wait for work hold the last request that they served, and the
#            application of it; further calls of the WAR in use, by as many callers, do not reach all of these threads.
# Guess:     "One loader is left, that of the WAR in use", or, if a thread keeps its last request, that new requests soon replace it.
# Seen:      in use: 1, after ten replacements: 4, and the same after five times 200 more calls
set -euo pipefail
dir=$(mktemp -d)
trap '[ -z "${pid:-}" ] || kill "$pid" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -DoutputDirectory=. \
  -Dartifact=org.wildfly:wildfly-dist:39.0.1.Final:zip >/dev/null
jar xf wildfly-dist-39.0.1.Final.zip
home=$dir/wildfly-39.0.1.Final
sed -i 's/scan-interval="5000"/scan-interval="500"/' "$home/standalone/configuration/standalone.xml"
mkdir src
war() {
  rm -rf war
  mkdir -p war/WEB-INF/classes
  cat >src/Api.java <<JAVA
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;

@ApplicationPath("/")
public class Api extends Application {
    @Path("generation")
    public static class Generation {
        @GET
        public String get() {
            return "$1";
        }
    }
}
JAVA
  javac -proc:none -d war/WEB-INF/classes -cp "$api" src/Api.java
  jar cf "app-$1.war" -C war .
  mv "app-$1.war" "$home/standalone/deployments/app.war"
}
generation() { curl -s "http://127.0.0.1:$port/app/generation" || true; }
crowd() {
  curl -s --no-progress-meter --parallel --parallel-immediate --parallel-max 40 -o /dev/null "http://127.0.0.1:$port/app/generation?[1-200]" 2>/dev/null
}
loaders() {
  jcmd "$pid" GC.run >/dev/null
  jcmd "$pid" GC.run >/dev/null
  jcmd "$pid" VM.classloaders show-classes | grep -cE '[ |]Api$' || true
}
api=$(find "$home/modules" -name '*.jar' | grep ws.rs-api)
port=$((20000 + RANDOM % 10000)) # the log may begin after the line that tells one
war 0
java -XX:SoftRefLRUPolicyMSPerMB=0 -jar "$home/jboss-modules.jar" -mp "$home/modules" org.jboss.as.standalone -Djboss.home.dir="$home" \
  -Djboss.bind.address=127.0.0.1 -Djboss.bind.address.management=127.0.0.1 -Djboss.http.port=$port -Djboss.https.port=0 \
  -Djboss.management.http.port=0 -Djboss.management.https.port=0 >log 2>&1 &
pid=$!
for _ in $(seq 120); do
  [ "$(generation)" != 0 ] || break
  sleep 1
done
[ "$(generation)" = 0 ]
crowd
echo "in use: $(loaders)"
for i in $(seq 10); do
  war "$i"
  for _ in $(seq 60); do
    [ "$(generation)" != "$i" ] || break
    sleep 1
  done
  [ "$(generation)" = "$i" ]
  crowd
done
for _ in $(seq 5); do
  crowd
  left=$(loaders)
  echo "after ten replacements: $left"
done
[ "$left" -gt 1 ]
