#!/usr/bin/env bash
# Packages:  WildFly 39.0.1.Final (its RESTEasy 6.2.15.Final); JDK 17
# Behaviour: The interfaces of RESTEasy (org.jboss.resteasy.spi) are one module there, what implements them another, and the first
#            one does not depend on the second. The class loader of ResteasyDeployment, which a resource gets by ResteasyContext as
#            the deployment that it is in, cannot load ResteasyContext. That of any object that RESTEasy made can. An integration
#            that goes by the loader of the interface, which is right on every flat class path, takes WildFly for another runtime.
# Guess:     "The loader of RESTEasy's API loads RESTEasy": RESTEasy itself finds it so by service files on a flat class path.
# Seen:      by the interface: no, by an object: yes
set -euo pipefail
dir=$(mktemp -d)
trap '[ -z "${pid:-}" ] || kill "$pid" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$dir"' EXIT
cd "$dir"
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -DoutputDirectory=. \
  -Dartifact=org.wildfly:wildfly-dist:39.0.1.Final:zip >/dev/null
jar xf wildfly-dist-39.0.1.Final.zip
home=$dir/wildfly-39.0.1.Final
mkdir -p src war/WEB-INF/classes
cat >src/Api.java <<'JAVA'
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import org.jboss.resteasy.core.ResteasyContext;
import org.jboss.resteasy.spi.ResteasyDeployment;

@ApplicationPath("/")
public class Api extends Application {
    @Path("loaders")
    public static class Loaders {
        @GET
        public String get(@Context Request request) {
            Object made = ResteasyContext.getContextData(ResteasyDeployment.class);
            return "by the interface: " + loads(ResteasyDeployment.class) + ", by an object: " + loads(made.getClass());
        }

        private static String loads(Class<?> type) {
            try {
                Class.forName("org.jboss.resteasy.core.ResteasyContext", false, type.getClassLoader());
                return "yes";
            } catch (ClassNotFoundException e) {
                return "no";
            }
        }
    }
}
JAVA
javac -proc:none -d war/WEB-INF/classes -cp "$(find "$home/modules" -name '*.jar' | grep -E 'resteasy-core|ws.rs-api' | tr '\n' ':')" src/Api.java
jar cf "$home/standalone/deployments/app.war" -C war .
port=$((20000 + RANDOM % 10000)) # the log may begin after the line that tells one
java -jar "$home/jboss-modules.jar" -mp "$home/modules" org.jboss.as.standalone -Djboss.home.dir="$home" \
  -Djboss.bind.address=127.0.0.1 -Djboss.bind.address.management=127.0.0.1 -Djboss.http.port=$port -Djboss.https.port=0 \
  -Djboss.management.http.port=0 -Djboss.management.https.port=0 >log 2>&1 &
pid=$!
for _ in $(seq 120); do
  ! grep -q 'WFLYSRV0010: Deployed "app.war"' log || break
  sleep 1
done
seen=$(curl -s "http://127.0.0.1:$port/app/loaders")
echo "$seen"
[ "$seen" = "by the interface: no, by an object: yes" ]
